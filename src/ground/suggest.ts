/** Distance of two words in single-character edits, neighbours swapped counting as one. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** The allowed word that the written one most likely meant, or undefined if none is near. */
export function nearest(written: string, allowed: Iterable<string>): string | undefined {
  if (written === '') return undefined;
  const lower = written.toLowerCase().slice(0, 64);
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(lower.length / 2)) + 1;
  for (const word of allowed) {
    const found = distance(lower, word.toLowerCase());
    if (found < bestDistance) [best, bestDistance] = [word, found];
  }
  return best;
}

/** "did you mean `x`? allowed: …", or the allowed words alone; at most a dozen of them. */
export function allowedHint(written: string, allowed: Iterable<string>): string {
  const words = [...allowed];
  const near = nearest(written, words);
  return near === undefined ? allowedWords(words) : `did you mean \`${near}\`?`;
}

/** The allowed words, at most a dozen of them. */
export function allowedWords(words: readonly string[]): string {
  if (words.length === 0) return 'none is declared yet';
  const shown = words.slice(0, 12).join(', ');
  return `allowed: ${shown}${words.length > 12 ? `, and ${words.length - 12} more` : ''}`;
}
