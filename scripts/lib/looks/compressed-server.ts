import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
};
const squeezed = new Set(['.html', '.css', '.js', '.json', '.svg', '.xml', '.txt']);
const compress = promisify(brotliCompress);

/** A built site on loopback, compressed and cached as hosts of static files do it. */
export async function compressedServer(dist: string): Promise<{ url: string } & AsyncDisposable> {
  const kept = new Map<string, Promise<Buffer>>();
  const bytesOf = async (file: string) => {
    const bytes = await readFile(file);
    return squeezed.has(extname(file)) ? compress(bytes) : bytes;
  };
  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '/').replace(/[?#].*$/s, ''));
    void answer(normalize(`/${path}`)).then(
      ({ file, bytes }) => {
        const extension = extname(file);
        response.writeHead(200, {
          'content-type': types[extension] ?? 'application/octet-stream',
          ...(squeezed.has(extension) ? { 'content-encoding': 'br' } : {}),
          'cache-control': file.includes('/_astro/')
            ? 'max-age=31536000, immutable'
            : 'max-age=600',
        });
        response.end(bytes);
      },
      () => response.writeHead(404).end(),
    );
  });
  const answer = async (path: string) => {
    let file = join(dist, path);
    if ((await stat(file)).isDirectory()) file = join(file, 'index.html');
    const bytes = kept.get(file) ?? bytesOf(file);
    kept.set(file, bytes);
    return { file, bytes: await bytes };
  };
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
