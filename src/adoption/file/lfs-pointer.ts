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
