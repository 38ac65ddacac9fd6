import { mostFaults, moreFaults, type Problem } from '../ground/problem.ts';

/** How what is still to be written is marked in the template, in a sentence or in an address. */
const mark = /REPLACE[ -]THIS/g;

/**
 * Placeholders that were left: what a template says is nobody's plan, so that no page may publish it.
 *
 * @param file as the reader would type it
 */
export function checkPlaceholders(file: string, text: string): Problem[] {
  const all = text.split('\n').flatMap((line, i) =>
    [...line.matchAll(mark)].map(({ 0: found, index }): Problem => ({
      file,
      line: i + 1,
      column: index + 1,
      message: `a placeholder is left: ${line.slice(index, index + 60).trim()}`,
      hint: `write your own in its place; \`${found}\` marks what is not written yet`,
      code: 'placeholder',
    })),
  );
  const [first] = all;
  const more = all.length - mostFaults;
  if (first === undefined || more <= 0) return all;
  return [...all.slice(0, mostFaults), { ...moreFaults(first, more), code: 'placeholder' }];
}
