/**
 * Compressed bodies. kombu labels zlib data `application/x-gzip`; its readers inflate it with zlib,
 * which refuses a real gzip file. So zlib is what is sent, and the first bytes decide what comes in.
 */
import { deflateSync, gunzipSync, inflateSync } from 'node:zlib';
import { MalformedMessage } from '../errors.ts';

/** The header that carries the label, and kombu's label for zlib data. */
export const compressionHeader = 'compression';
export const compressionLabel = 'application/x-gzip';

/** Labels of data that kombu deflates: the first is what oslo.messaging sends. */
const deflated = new Set([compressionLabel, 'application/x-zlib', 'zlib', 'gzip']);

export function compress(body: Uint8Array): Buffer {
  return deflateSync(body);
}

/**
 * Inflates a body that its `compression` header calls compressed.
 * @param limit most bytes to inflate to: a small body must not fill the memory
 * @throws {MalformedMessage} another label, broken data, or more than `limit` bytes
 */
export function inflate(body: Buffer, label: unknown, limit: number): Buffer {
  if (typeof label !== 'string' || !deflated.has(label)) {
    throw new MalformedMessage(
      `Compression ${JSON.stringify(label)} is not supported; expected ${compressionLabel}.`,
    );
  }
  const options = { maxOutputLength: limit };
  try {
    return isGzip(body) ? gunzipSync(body, options) : inflateSync(body, options);
  } catch (cause) {
    throw new MalformedMessage(`The compressed body cannot be inflated: ${String(cause)}`, {
      cause,
    });
  }
}

function isGzip(body: Buffer): boolean {
  return body[0] === 0x1f && body[1] === 0x8b;
}
