/** Lists and mappings within each other, and brackets on one line. */
export const deepestNesting = 64;

/** The first line on which YAML nests deeper than the parser, which goes down by recursion, may be led. */
export function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  for (const [i, line] of text.split('\n').entries()) {
    // A key in the first column is outside of every bracket, whatever a plain text before it held.
    if (/^[A-Za-z]/.test(line)) depth = 0;
    const indented = /^(?: |- |\? )*/.exec(line)?.[0].length ?? 0;
    for (const [mark] of withoutQuoted(line).matchAll(/[[\]{}]/g)) {
      depth = Math.max(0, depth + (mark === '[' || mark === '{' ? 1 : -1));
      if (depth > deepestNesting) return i + 1;
    }
    if (indented > 2 * deepestNesting || /^ *(?:[-?] +){33}/.test(line)) return i + 1;
  }
  return undefined;
}

/** A line without its quoted texts, in time that grows with its length; a quote that does not end is none. */
function withoutQuoted(line: string): string {
  const kept: string[] = [];
  const endless = new Set<string>();
  const marks = /["']/g;
  let from = 0;
  for (let found = marks.exec(line); found !== null; found = marks.exec(line)) {
    const [mark] = found;
    if (endless.has(mark)) continue;
    const quoted = mark === '"' ? /(?:[^"\\]|\\.)*"/y : /[^']*'/y;
    quoted.lastIndex = found.index + 1;
    if (quoted.test(line)) {
      kept.push(line.slice(from, found.index));
      from = marks.lastIndex = quoted.lastIndex;
    } else endless.add(mark);
  }
  return [...kept, line.slice(from)].join('');
}
