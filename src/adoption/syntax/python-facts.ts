import type { CallFact, SourceFacts, ImportFact } from './fact.ts';
import { kind } from './kind.ts';
import { factsOfLine } from './python.ts';
import type { LexedPython } from './lexed-python.ts';

/**
 * Calls of the logical lines that hold one of `words` outside comments and docstrings, as far as the
 * source is lexed. Only those
 * lines are parsed: a file of thousands of lines has a handful.
 */
export function callsWith(source: LexedPython, words: Iterable<string>): CallFact[] {
  const found = new Set<number>();
  for (const word of new Set(words)) addLinesWith(source, word, found);
  return factsOf(source, found).flatMap(({ calls }) => calls);
}

const importLines = new WeakMap<LexedPython, ReadonlySet<number>>();

/** Imports of the logical lines that hold one of `words`. */
export function importsWith(source: LexedPython, words: Iterable<string>): ImportFact[] {
  let lines = importLines.get(source);
  if (lines === undefined) {
    const found = new Set<number>();
    addLinesWith(source, 'import', found);
    importLines.set(source, (lines = found));
  }
  const asked = [...new Set(words)];
  const found = new Set<number>();
  for (const index of lines) {
    const line = source.lines.at(index);
    if (line === undefined) continue;
    const text = source.text.slice(line.start, line.end);
    if (asked.some((word) => text.includes(word))) found.add(index);
  }
  return factsOf(source, found).flatMap(({ imports }) => imports);
}

function addLinesWith(source: LexedPython, word: string, found: Set<number>): void {
  let at = source.text.indexOf(word);
  while (at >= 0 && at < source.to) {
    const what = source.kinds[at];
    let next = at + 1;
    if (what !== kind.comment && what !== kind.docstring) {
      const index = lineAt(source, at);
      const line = source.lines.at(index);
      if (line !== undefined) {
        found.add(index);
        next = line.end;
      }
    }
    at = source.text.indexOf(word, next);
  }
}

function factsOf(source: LexedPython, indexes: ReadonlySet<number>): SourceFacts[] {
  return [...indexes]
    .sort((a, b) => a - b)
    .flatMap((index) => {
      const line = source.lines.at(index);
      return line === undefined ? [] : [factsOfLine(source, line)];
    });
}

/** Index of the logical line that holds an offset, or -1 between them. */
function lineAt({ lines }: LexedPython, offset: number): number {
  const index = lines.lastStarting(offset);
  return offset < (lines.at(index)?.end ?? 0) ? index : -1;
}
