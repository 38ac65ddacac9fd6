/** Parts of a text that are copied from its base, in order. */
export interface CopiedSpans {
  count: number;
  /** Of each part where it begins in the text, where in the base, and its length. */
  at: Int32Array;
}

/** What a delta says of itself. */
export interface DeltaSizes {
  base: number;
  result: number;
  /** Where its instructions begin. */
  start: number;
}

/** A delta that is none. */
export class BadDelta extends Error {
  override name = 'BadDelta';
}

export function deltaSizes(delta: Uint8Array): DeltaSizes {
  const [base, middle] = size(delta, 0);
  const [result, start] = size(delta, middle);
  return { base, result, start };
}

/** Seven bits a byte, the lowest first. */
function size(bytes: Uint8Array, start: number): [value: number, end: number] {
  let value = 0;
  for (let at = start, factor = 1; at < bytes.length && factor < 2 ** 49; at++, factor *= 128) {
    const byte = bytes[at] ?? 0;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return [value, at + 1];
  }
  throw new BadDelta('a size without an end');
}

/**
 * Puts a text together from its base: each instruction copies a part of the base, or inserts bytes
 * of its own.
 *
 * @param target of exactly the size that the delta gives
 * @param spans filled with what was copied
 * @throws BadDelta where an instruction leads out of the base or the text
 */
export function applyDelta(
  base: Uint8Array,
  delta: Uint8Array,
  target: Uint8Array,
  spans: CopiedSpans,
): void {
  const { base: baseSize, result, start } = deltaSizes(delta);
  if (baseSize !== base.length || result !== target.length) throw new BadDelta('of another base');
  spans.count = 0;
  let to = 0;
  let at = start;
  while (at < delta.length) {
    const code = delta[at++] ?? 0;
    if (code === 0) throw new BadDelta('an unknown instruction');
    if (code < 0x80) {
      if (at + code > delta.length || to + code > result) throw new BadDelta('inserts too much');
      for (let end = to + code; to < end;) target[to++] = delta[at++] ?? 0;
      continue;
    }
    let from = 0;
    let length = 0;
    if ((code & 0x01) !== 0) from = delta[at++] ?? 0;
    if ((code & 0x02) !== 0) from += (delta[at++] ?? 0) * 0x100;
    if ((code & 0x04) !== 0) from += (delta[at++] ?? 0) * 0x10000;
    if ((code & 0x08) !== 0) from += (delta[at++] ?? 0) * 0x1000000;
    if ((code & 0x10) !== 0) length = delta[at++] ?? 0;
    if ((code & 0x20) !== 0) length += (delta[at++] ?? 0) * 0x100;
    if ((code & 0x40) !== 0) length += (delta[at++] ?? 0) * 0x10000;
    if (length === 0) length = 0x10000;
    if (at > delta.length || from + length > baseSize || to + length > result) {
      throw new BadDelta('copies what is not there');
    }
    copy(base, from, target, to, length);
    addSpan(spans, to, from, length);
    to += length;
  }
  if (to !== result) throw new BadDelta('ends too early');
}

/** From so many bytes on the machine's own copying is worth its call. */
const manyBytes = 48;

function copy(base: Uint8Array, from: number, target: Uint8Array, to: number, length: number) {
  if (length >= manyBytes) target.set(base.subarray(from, from + length), to);
  else for (let i = 0; i < length; i++) target[to + i] = base[from + i] ?? 0;
}

function addSpan(spans: CopiedSpans, to: number, from: number, length: number): void {
  const { at } = spans;
  const last = 3 * (spans.count - 1);
  // Long copies are written in pieces of 64 KiB.
  if (spans.count > 0) {
    const lastLength = at[last + 2] ?? 0;
    if ((at[last] ?? 0) + lastLength === to && (at[last + 1] ?? 0) + lastLength === from) {
      at[last + 2] = lastLength + length;
      return;
    }
  }
  const next = 3 * spans.count++;
  if (next + 3 > at.length) {
    spans.at = new Int32Array(2 * at.length);
    spans.at.set(at);
  }
  spans.at[next] = to;
  spans.at[next + 1] = from;
  spans.at[next + 2] = length;
}
