import { expect, test } from 'vitest';
import { checkFormerNames } from './check-former-names.ts';
import { YamlSource } from './yaml-source.ts';

/** What is told of folders with these earlier names. */
function told(folders: Record<string, string[]>): Record<string, string[]> {
  const drafts = Object.entries(folders).map(([name, formerly]) => ({
    ...{ name, number: Number(name.slice(0, 4)), frontMatter: undefined },
    frontMatterSource: new YamlSource(`${name}/index.md`, `formerly: [${formerly.join(', ')}]`),
  }));
  const found = [...checkFormerNames(drafts)].map(([name, problems]): [string, string[]] => [
    name,
    problems.map(({ code, file, column, message, hint }) => {
      expect([code, file]).toEqual(['duplicate-id', `${name}/index.md`]);
      return `${column} ${message} | ${hint}`;
    }),
  ]);
  return Object.fromEntries(found);
}
const once = 'each address leads to one proposal, once';
const noFolder = 'no folder has that number now: name it in one of the two';

test('names that nobody else has are no fault', () => {
  expect(told({ '0001-a': [], '0002-b': ['0002-old', '0003-older'] })).toEqual({});
  // Its own number leads to itself, whatever it was called.
  expect(told({ '0001-a': ['0001-b', '0001-c'] })).toEqual({});
  // A number that a folder has is that folder's, and another may have had it.
  expect(told({ '0001-a': [], '0002-b': ['0001-b'] })).toEqual({});
});

test('a name that another folder has, or had, is told where it stands', () => {
  expect(told({ '0001-a': [], '0002-b': ['0002-x', '0001-a'] })).toEqual({
    '0002-b': [`20 formerly.#2: /proposals/0001-a/ is an address of 0001-a | ${once}`],
  });
  expect(told({ '0001-a': ['0009-x'], '0002-b': ['0009-x'] })).toEqual({
    '0002-b': [`12 formerly.#1: /proposals/0009-x/ is an address of 0001-a | ${once}`],
  });
  expect(told({ '0001-a': ['0001-a'] })).toEqual({
    '0001-a': [`12 formerly.#1: /proposals/0001-a/ is its own already | ${once}`],
  });
  expect(told({ '0001-a': ['0001-b', '0001-b'] })).toEqual({
    '0001-a': [`20 formerly.#2: /proposals/0001-b/ is its own already | ${once}`],
  });
});

test('a number that two had and no folder has now leads nowhere', () => {
  expect(told({ '0001-a': ['0009-x', '0009-z'], '0002-b': ['0009-y'] })).toEqual({
    '0002-b': [`12 formerly.#1: /proposals/0009/ is an address of 0001-a | ${noFolder}`],
  });
});
