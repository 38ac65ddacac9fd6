/**
 * Ids as Python's `uuid4().hex` gives them: 32 lower-case hex digits.
 *
 * A call needs four of them, so they are cheap: 74 random bits that serve 65,536 ids, a counter of
 * 16 bits that keeps these apart, and 32 random bits of each id's own.
 */
const BYTE_HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const POOL_BYTES = 4096;
const PER_PREFIX = 65_536;

let pool = new Uint8Array(0);
let next = 0;
let prefix = '';
let counter = PER_PREFIX;

function hex(byte: number | undefined): string {
  return BYTE_HEX[byte ?? 0] ?? '';
}

/** Ten bytes of a version 4 UUID's beginning, version and variant in their places. */
function newPrefix(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return Array.from(bytes, hex).join('');
}

/** 32 hex digits, in the form of a version 4 UUID without dashes. */
export function uniqueId(): string {
  if (counter === PER_PREFIX) {
    prefix = newPrefix();
    counter = 0;
  }
  if (next === pool.length) {
    pool = crypto.getRandomValues(new Uint8Array(POOL_BYTES));
    next = 0;
  }
  const id =
    prefix +
    hex(counter >> 8) +
    hex(counter & 0xff) +
    hex(pool[next]) +
    hex(pool[next + 1]) +
    hex(pool[next + 2]) +
    hex(pool[next + 3]);
  counter += 1;
  next += 4;
  return id;
}

/** The same with dashes, as `str(uuid4())`: a notification's `message_id`. */
export function dashedId(): string {
  const id = uniqueId();
  return `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`;
}
