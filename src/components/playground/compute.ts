/** Keeps the thread busy for so many milliseconds, as parsing, hashing or compressing does. */
export function compute(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}
