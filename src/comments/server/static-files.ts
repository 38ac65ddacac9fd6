import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import send from 'send';
import { readBelow } from '../../ground/trust/open-below.ts';
import { addressParts } from '../../ground/trust/web-address.ts';

const largestPage = 4 * 1024 * 1024;

/**
 * Serves the files of a build: a folder by its index.html, an address of a folder without its last
 * slash by one with it, and what is not there by 404.html.
 *
 * `send` is what Express and Astro's own server serve files by: ranges, tags, no way out of the folder.
 */
export function staticFiles(
  root: string,
  base: string,
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const notFound = (outgoing: ServerResponse) => {
    outgoing.statusCode = 404;
    outgoing.setHeader('content-type', 'text/html; charset=utf-8');
    readBelow(root, join(root, '404.html'), largestPage).then(
      (found) => outgoing.end(found),
      () => outgoing.end('Not found'),
    );
  };
  return (incoming, outgoing) => {
    if (incoming.method !== 'GET' && incoming.method !== 'HEAD') {
      outgoing.statusCode = 405;
      outgoing.setHeader('allow', 'GET, HEAD');
      outgoing.end();
      return;
    }
    const path = addressParts(`http://site.invalid${incoming.url ?? '/'}`)?.pathname ?? '/';
    if (path === base && base !== '') {
      leadTo(outgoing, `${base}/`);
      return;
    }
    if (!path.startsWith(`${base}/`)) {
      notFound(outgoing);
      return;
    }
    outgoing.setHeader('x-content-type-options', 'nosniff');
    outgoing.setHeader('referrer-policy', 'strict-origin-when-cross-origin');
    const below = path.slice(base.length);
    // Names with a hash of their content never change.
    const isHashed = below.startsWith('/_astro/');
    send(incoming, below, {
      root,
      dotfiles: 'ignore',
      cacheControl: isHashed,
      immutable: isHashed,
      maxAge: '1y',
    })
      .on('headers', (response: ServerResponse) => {
        if (!isHashed) response.setHeader('cache-control', 'no-cache');
      })
      .on('directory', () => {
        leadTo(outgoing, `${base}${below.replace(/^\/+/, '/')}/`);
      })
      .on('error', () => {
        notFound(outgoing);
      })
      .pipe(outgoing);
  };
}

function leadTo(outgoing: ServerResponse, address: string): void {
  outgoing.statusCode = 301;
  outgoing.setHeader('location', address);
  outgoing.end();
}
