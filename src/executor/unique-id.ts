/**
 * Ids as Python's `uuid4().hex` gives them: 32 lower-case hex digits.
 *
 * Four messages a call pay for one each, so the randomness is drawn for many ids at a time.
 */
const BYTE_HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const POOL_BYTES = 4096;

let pool = new Uint8Array(0);
let next = 0;

/** 32 hex digits of a fresh version 4 UUID. */
export function uniqueId(): string {
  if (next === pool.length) {
    pool = crypto.getRandomValues(new Uint8Array(POOL_BYTES));
    next = 0;
  }
  let id = '';
  for (let at = 0; at < 16; at++) {
    let byte = pool[next + at] ?? 0;
    if (at === 6) byte = (byte & 0x0f) | 0x40;
    else if (at === 8) byte = (byte & 0x3f) | 0x80;
    id += BYTE_HEX[byte] ?? '';
  }
  next += 16;
  return id;
}

/** The same with dashes, as `str(uuid4())`: a notification's `message_id`. */
export function dashedId(): string {
  const id = uniqueId();
  return `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`;
}
