/**
 * Ids as Python's `uuid4().hex` gives them: 32 lower-case hex digits.
 *
 * A call needs three of them, so they are cheap: 32 bits of each id's own, which come round again only
 * after all others, then 16 bits of a number, and 74 random bits that 65,536 ids share. What differs
 * stands first, so that comparing two ids ends early.
 */
const byteHex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const idsPerSuffix = 65_536;
/** Odd, so that adding it goes through all numbers of 32 bits; its multiples are spread over them. */
const stride = 0x9e3779b9;

let own = 0;
let suffix = '';
let counter = idsPerSuffix;

function hex(byte: number): string {
  return byteHex[byte & 0xff] ?? '';
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
    own = crypto.getRandomValues(new Int32Array(1))[0] ?? 0;
    counter = 0;
  }
  counter += 1;
  own = (own + stride) | 0;
  return (
    hex(own >> 24) +
    hex(own >> 16) +
    hex(own >> 8) +
    hex(own) +
    hex(number >> 8) +
    hex(number) +
    suffix
  );
}

/** A lower-case hex digit's value; nonsense for anything else. */
function digit(id: string, at: number): number {
  const code = id.charCodeAt(at);
  return code >= 97 ? code - 87 : code - 48;
}

/** The number in an id that {@link idWithNumber} gave; of any other text, nonsense. */
export function numberInId(id: string): number {
  return (digit(id, 8) << 12) | (digit(id, 9) << 8) | (digit(id, 10) << 4) | digit(id, 11);
}

/** The same with dashes, as `str(uuid4())`: a notification's `message_id`. */
export function dashedId(): string {
  const id = uniqueId();
  return `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`;
}
