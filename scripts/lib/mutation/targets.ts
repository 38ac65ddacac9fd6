/** The folders that a mutation run covers; one may be given with a folder or file below it. */
export const mutatedFolders = [
  'src/status',
  'src/proposal',
  'src/review',
  'src/adoption/probe',
  'src/adoption/search',
] as const;

/** Never mutated: tests, and what talks to servers, whose tests need them. */
const neverMutated = ['!src/**/*.test.ts', '!src/**/*.test-d.ts', '!src/review/sync/**'];

/** The patterns that Stryker mutates for what was asked: a folder, or one file. */
export function mutationPatterns(asked: readonly string[]): string[] {
  const chosen = asked.length === 0 ? mutatedFolders : asked;
  const patterns = chosen.map((path) => {
    const plain = path.replace(/\/+$/, '');
    return plain.endsWith('.ts') ? plain : `${plain}/**/*.ts`;
  });
  return [...patterns, ...neverMutated];
}
