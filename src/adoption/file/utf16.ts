/** Does a mark at the beginning say that a text is in UTF-16? */
export function isUtf16(bytes: Buffer): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

/** A text in UTF-8: one in UTF-16 is turned into it, all else stays as it is. */
export function inUtf8(bytes: Buffer): Buffer {
  if (!isUtf16(bytes)) return bytes;
  const units = Buffer.from(bytes.subarray(2, bytes.length & ~1));
  return Buffer.from((bytes[0] === 0xfe ? units.swap16() : units).toString('utf16le'));
}
