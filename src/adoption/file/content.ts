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

/** A pointer is smaller than this, in bytes, and begins so. */
const pointer = {
  below: 1024,
  start: /^version https:\/\/(?:git-lfs|hawser)\.github\.com\/spec\/v/,
};

/**
 * Does a content only say where the real one is kept, outside of git?
 * See https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
 */
export function isPointer(bytes: Buffer): boolean {
  return bytes.length < pointer.below && pointer.start.test(bytes.toString('latin1'));
}
