import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

/** Writes a piece as often as it is taken, until the other side has had enough. */
function pour(response: ServerResponse, piece: Buffer | string): void {
  const { socket } = response;
  const go = () => {
    while (socket?.destroyed === false && socket.write(piece));
    socket?.once('drain', go);
  };
  go();
}

/** Writes a piece again and again, slowly. */
function drip(response: ServerResponse, piece: string): void {
  const { socket } = response;
  const timer = setInterval(() => socket?.write(piece), 20);
  socket?.on('close', () => {
    clearInterval(timer);
  });
}

const head = 'HTTP/1.1 200 OK\r\n';
const inChunks = `${head}transfer-encoding: chunked\r\n\r\n`;

/** Answers that do not end, or only after they have filled the memory; `path` is what was asked. */
export const endless: Record<string, (response: ServerResponse, path: string) => void> = {
  silence: () => undefined,
  'a head alone': (response) => {
    response.writeHead(200);
    response.flushHeaders();
  },
  'a head drop by drop': (response) => {
    response.socket?.write(head);
    drip(response, 'x');
  },
  'headers without end': (response) => {
    response.socket?.write(head);
    pour(response, 'x-a: b\r\n'.repeat(1000));
  },
  'a header without end': (response) => {
    response.socket?.write(`${head}x-a: `);
    pour(response, 'b'.repeat(8000));
  },
  'hints without end': (response) => {
    pour(response, 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(100));
  },
  'hints drop by drop': (response) => {
    drip(response, 'HTTP/1.1 102 Processing\r\n\r\n');
  },
  'drop by drop': (response) => {
    response.socket?.write(inChunks);
    drip(response, '1\r\n \r\n');
  },
  'a body without end': (response) => {
    response.socket?.write(`${head}\r\n`);
    pour(response, Buffer.alloc(1024 * 1024, 32));
  },
  'empty chunks with words': (response) => {
    response.socket?.write(inChunks);
    pour(response, `1;${'a'.repeat(8000)}\r\n \r\n`);
  },
  'a chunk’s words without end': (response) => {
    response.socket?.write(`${inChunks}1;`);
    pour(response, 'a'.repeat(8000));
  },
  'trailers without end': (response) => {
    response.socket?.write(`${inChunks}0\r\n`);
    pour(response, 'x-a: b\r\n'.repeat(1000));
  },
  'a bomb': (response) => {
    response
      .writeHead(200, { 'content-encoding': 'gzip' })
      .end(gzipSync(Buffer.alloc(100 * 1024 * 1024)));
  },
  'a bomb within a bomb': (response) => {
    const inner = gzipSync(gzipSync(Buffer.alloc(100 * 1024 * 1024)));
    response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(inner);
  },
  'a cut': (response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('[');
    setImmediate(() => response.socket?.destroy());
  },
  'no http': (response) => {
    response.socket?.end('SSH-2.0-x\r\n\r\n');
  },
  // Each address leads to another one of the same origin.
  'ways without end': (response, path) => {
    const [way = ''] = path.slice(1).split('/');
    const location = `/${encodeURIComponent(way)}/${path.length}${'x'.repeat(path.length % 50)}`;
    response.writeHead(302, { location }).end();
  },
  'busy for a year': (response) => {
    response.writeHead(429, { 'retry-after': '31536000' }).end();
  },
  'busy until a day': (response) => {
    response.writeHead(503, { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' }).end();
  },
};
