/**
 * Ids as Python's `uuid4().hex` gives them: 32 lower-case hex digits.
 *
 * A call needs three of them, so they are cheap: 32 random bits of each id's own, a counter of 16 bits
 * that keeps apart the 65,536 ids which share the 74 random bits at the end. What differs stands first,
 * so that comparing two ids ends early.
 */
const byteHex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const poolBytes = 4096;
const idsPerSuffix = 65_536;

let pool = new Uint8Array(0);
let next = 0;
let suffix = '';
let counter = idsPerSuffix;

function hex(byte: number | undefined): string {
  return byteHex[byte ?? 0] ?? '';
}

/** The last ten bytes of a version 4 UUID, version and variant in their places. */
function newSuffix(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  bytes[0] = ((bytes[0] ?? 0) & 0x0f) | 0x40;
  bytes[2] = ((bytes[2] ?? 0) & 0x3f) | 0x80;
  return Array.from(bytes, hex).join('');
}

/** 32 hex digits, in the form of a version 4 UUID without dashes. */
export function uniqueId(): string {
  return idWithNumber(counter);
}

/** An id that holds a number below 65,536, for {@link numberInId}. */
export function idWithNumber(number: number): string {
  if (counter === idsPerSuffix) {
    suffix = newSuffix();
    counter = 0;
  }
  if (next === pool.length) {
    pool = crypto.getRandomValues(new Uint8Array(poolBytes));
    next = 0;
  }
  const id =
    hex(pool[next]) +
    hex(pool[next + 1]) +
    hex(pool[next + 2]) +
    hex(pool[next + 3]) +
    hex((number >> 8) & 0xff) +
    hex(number & 0xff) +
    suffix;
  counter += 1;
  next += 4;
  return id;
}

/** The number in an id that {@link idWithNumber} gave; of any other text, NaN or nonsense. */
export function numberInId(id: string): number {
  return Number.parseInt(id.slice(8, 12), 16);
}

/** The same with dashes, as `str(uuid4())`: a notification's `message_id`. */
export function dashedId(): string {
  const id = uniqueId();
  return `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`;
}
