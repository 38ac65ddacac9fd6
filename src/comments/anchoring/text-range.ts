/** A passage of a text: UTF-16 offsets, the end not included. */
export interface TextRange {
  start: number;
  end: number;
}

/** How many characters two passages have in common. */
export function overlap(a: TextRange, b: TextRange): number {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
}
