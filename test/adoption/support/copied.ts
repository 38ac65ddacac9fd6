import type { CopiedSpans } from '../../../src/git/pack/delta.ts';

/** A part of a text that is put together from another: copied from there, or new. */
export type Part = { from: number; length: number } | { insert: string };

/** Puts a text together, with what a pack says of how. */
export function putTogether(
  base: Buffer,
  parts: readonly Part[],
): { bytes: Buffer; spans: CopiedSpans } {
  const pieces: Buffer[] = [];
  const spans: CopiedSpans = { count: 0, at: new Int32Array(3 * parts.length) };
  let to = 0;
  for (const one of parts) {
    const bytes =
      'insert' in one ? Buffer.from(one.insert) : base.subarray(one.from, one.from + one.length);
    if (bytes.length === 0) continue;
    if ('from' in one) spans.at.set([to, one.from, bytes.length], 3 * spans.count++);
    pieces.push(bytes);
    to += bytes.length;
  }
  return { bytes: Buffer.concat(pieces), spans };
}
