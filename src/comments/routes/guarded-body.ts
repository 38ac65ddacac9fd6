import { boundedBytes } from '../../ground/trust/bounded-bytes.ts';
import { NoAnswer } from './answer.ts';

/** Largest body of a request, in bytes: 16 KiB of text in the longest form that JSON has for it. */
const largestRequest = 128 * 1024;

/**
 * May a page have sent this request on its reader's behalf? Only one of this site: its origin is the
 * configured one, never what the request's own host says, which a proxy may have changed.
 *
 * @throws {NoAnswer} where it may not
 */
export function guardOrigin(request: Request, origins: readonly [string, ...string[]]): void {
  const from = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  if (from === null || !origins.includes(from) || (site !== null && site !== 'same-origin')) {
    throw new NoAnswer(403, 'foreign origin', `what is written comes from ${origins[0]} alone`);
  }
}

/**
 * The JSON that a request carries; it is read no further than it may be long.
 *
 * @throws {NoAnswer} where it is another type, too long or no JSON
 */
export async function jsonOf(request: Request): Promise<unknown> {
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';');
  // A form or text/plain is what a page of another site may send unasked.
  if (type.trim().toLowerCase() !== 'application/json') {
    throw new NoAnswer(415, 'media type', 'expected application/json');
  }
  const bytes = await bytesOf(request);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new NoAnswer(400, 'no JSON', 'expected JSON in UTF-8');
  }
}

/**
 * What a form sent, as a browser without scripts does it.
 *
 * @throws {NoAnswer} where it is another type or too long
 */
export async function formOf(request: Request): Promise<URLSearchParams> {
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/x-www-form-urlencoded') {
    throw new NoAnswer(415, 'media type', 'expected a form');
  }
  return new URLSearchParams((await bytesOf(request)).toString('utf8'));
}

function bytesOf(request: Request): Promise<Buffer> {
  const hint = `expected at most ${largestRequest / 1024} KiB`;
  return boundedBytes(request.body, largestRequest, () => new NoAnswer(413, 'too large', hint));
}
