import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TrustedProxies } from './client-address.ts';

/** What answers a request; undefined: something else does. */
export type Handler = (
  request: Request,
  from: { address: string },
) => Promise<Response | undefined>;

/** Longest that a request may take to arrive, in ms. */
const longestRequestMs = 30_000;

/**
 * A request of node:http as the web's; undefined where it is none that can be answered. Its host is
 * never asked: whoever answers knows the site's own origin.
 */
export function requestOf(incoming: IncomingMessage): Request | undefined {
  const { url = '/', method = 'GET' } = incoming;
  // A path alone: a request to a proxy has a whole address, which is nothing to this server.
  if (!url.startsWith('/')) return undefined;
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(incoming.headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  // fetch() joins cookies by a comma; the header has a semicolon.
  const cookie = incoming.headers.cookie;
  if (cookie !== undefined) headers.set('cookie', cookie);
  const hasBody = method !== 'GET' && method !== 'HEAD';
  try {
    return new Request(`http://site.invalid${url}`, {
      method,
      headers,
      ...(hasBody ? { body: Readable.toWeb(incoming), duplex: 'half' } : {}),
    } as RequestInit);
  } catch {
    return undefined;
  }
}

/** Sends an answer of the web's by node:http. */
export async function send(
  response: Response,
  outgoing: ServerResponse,
  method = 'GET',
): Promise<void> {
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') outgoing.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
  if (response.body === null || method === 'HEAD') {
    await response.body?.cancel();
    outgoing.end();
    return;
  }
  await pipeline(Readable.fromWeb(response.body as never), outgoing);
}

export interface NodeServerOptions {
  handler: Handler;
  /** What answers where the handler does not. */
  otherwise: (incoming: IncomingMessage, outgoing: ServerResponse) => void;
  proxies: TrustedProxies;
  onFault: (error: unknown) => void;
}

/** Node's codes for an answer to somebody who has left. */
const leaving = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_UNABLE_TO_PIPE']);

/** A server of node:http that asks the handler first. */
export function nodeServer({ handler, otherwise, proxies, onFault }: NodeServerOptions): Server {
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      // Who asked may have left: that is no fault.
      if (!leaving.has(String((error as NodeJS.ErrnoException).code))) onFault(error);
      if (!outgoing.headersSent) {
        outgoing.statusCode = 500;
        outgoing.end();
      } else outgoing.destroy();
    });
  });
  server.requestTimeout = longestRequestMs;
  return server;

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = requestOf(incoming);
    if (request === undefined) {
      outgoing.statusCode = 400;
      outgoing.end();
      return;
    }
    const address = clientOf(incoming, proxies);
    const response = await handler(request, { address });
    if (response === undefined) otherwise(incoming, outgoing);
    else {
      // What was not read of a body would be taken for the next request.
      if (!incoming.complete) outgoing.setHeader('connection', 'close');
      await send(response, outgoing, incoming.method);
    }
  }
}

export function clientOf(incoming: IncomingMessage, proxies: TrustedProxies): string {
  const forwarded = incoming.headers['x-forwarded-for'];
  const all = Array.isArray(forwarded) ? forwarded.join(',') : forwarded;
  return proxies.clientOf(incoming.socket.remoteAddress ?? 'unknown', all);
}
