import { expect, it } from 'vitest';
import { loadGrammars, withTree } from './grammar.ts';

it('gives up a text that takes too long, and reads the next from its beginning', async () => {
  await loadGrammars();
  const many = `a${'/**/'.repeat(20_000)}`;
  expect(() => withTree('javascript', many, () => 0, 20)).toThrow(/within 20 ms of computing/);
  const kinds = withTree('javascript', 'b()', (root) => root.namedChildren.map(({ text }) => text));
  expect(kinds).toEqual(['b()']);
});
