import { diffArrays } from 'diff';
import fc from 'fast-check';
import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { editFrontMatter, EditRefused } from './front-matter-editor.ts';

/** A value with the many ways in which people write it, as lines that stand after `key:` or `-`. */
interface Written {
  value: unknown;
  /** What stands on the key's own line, with its space, and lines below it, set in by nothing. */
  inline: string;
  below: string[];
}

const word = fc.stringMatching(/^[a-z][a-z -]{0,12}[a-z]$/).filter((text) => !text.includes('  '));
const comment = fc.option(
  word.map((text) => ` # ${text}`),
  { nil: '' },
);

const scalar: fc.Arbitrary<Written> = fc.oneof(
  word.map((value) => ({ value: parse(value) as unknown, inline: ` ${value}`, below: [] })),
  fc.integer({ min: 0, max: 99 }).map((value) => ({ value, inline: ` ${value}`, below: [] })),
  fc.string({ unit: 'grapheme', maxLength: 12 }).map((value) => ({
    value: value,
    inline: ` ${JSON.stringify(value)}`,
    below: [],
  })),
  word.map((text) => ({ value: `${text}'s #1: a`, inline: ` '${text}''s #1: a'`, below: [] })),
  fc.tuple(word, word, fc.constantFrom('>-', '>', '|', '|-')).map(([one, two, style]) => ({
    value: `${one}${style.startsWith('>') ? ' ' : '\n'}${two}${style.endsWith('-') ? '' : '\n'}`,
    inline: ` ${style}`,
    below: [`  ${one}`, `  ${two}`],
  })),
  fc.array(word, { maxLength: 3 }).map((list) => ({
    value: list.map((text) => parse(text) as unknown),
    inline: ` [${list.join(', ')}]`,
    below: [],
  })),
  word.map((text) => ({
    value: { k: parse(text) as unknown },
    inline: ` { k: ${text} }`,
    below: [],
  })),
  word.map((text) => ({
    value: parse(text) as unknown,
    inline: ` &x${text.length} ${text}`,
    below: [],
  })),
  fc.constant<Written>({ value: null, inline: '', below: [] }),
);

const block = fc.letrec<{ any: Written; map: Written; list: Written }>((tie) => ({
  any: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, tie('map'), tie('list')),
  map: fc
    .array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e f', 'g-h'), tie('any'), comment), {
      minLength: 1,
      maxLength: 4,
    })
    .map((pairs) => {
      const unique = [...new Map(pairs.map((pair) => [pair[0], pair])).values()];
      return {
        value: Object.fromEntries(unique.map(([key, { value }]) => [key, value])),
        inline: '',
        below: unique.flatMap(([key, { inline, below }, note]) => [
          `  ${key}:${inline}${note}`,
          ...below.map((line) => `  ${line}`),
        ]),
      };
    }),
  list: fc.array(fc.tuple(tie('any'), comment), { minLength: 1, maxLength: 3 }).map((items) => ({
    value: items.map(([{ value }]) => value),
    inline: '',
    below: items.flatMap(([{ inline, below }, note], i) => {
      const [first = '', ...rest] = below;
      const isCompact = inline === '' && first !== '' && note === '';
      const lead = note !== '' && i > 0 ? [`  #${note}`] : [];
      return isCompact
        ? [...lead, `  - ${first.trimStart()}`, ...rest.map((line) => `  ${line}`)]
        : [...lead, `  -${inline}${note}`, ...below.map((line) => `  ${line}`)];
    }),
  })),
})).map;

const file = fc
  .record({
    top: block,
    newLine: fc.constantFrom('\n', '\r\n'),
    mark: fc.constantFrom('', '\uFEFF'),
  })
  .map(({ top, newLine, mark }) => ({
    value: top.value,
    text: [`${mark}---`, ...top.below.map((line) => line.slice(2)), '---', '', 'Text.', ''].join(
      newLine,
    ),
    newLine,
  }));

/** Every place of a value: leaves, mappings and lists. */
function places(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Array.isArray(value)
    ? value.map((one, i): [number, unknown] => [i, one])
    : Object.entries(value);
  return [
    ...(path.length === 0 ? [] : [path]),
    ...inner.flatMap(([key, one]) => places(one, [...path, key])),
  ];
}

const at = (value: unknown, path: readonly (string | number)[]) =>
  path.reduce((here, part) => (here as Record<string | number, unknown>)[part], value);

const dataOf = (text: string) =>
  parse(text.replaceAll('\r\n', '\n').split(/^\uFEFF?---\n|\n---\n/)[1] ?? '') as unknown;

const commentsOf = (text: string) => text.match(/ # [a-z][a-z -]*[a-z]/g) ?? [];

const fresh = fc.oneof(
  word,
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.integer(),
  fc.boolean(),
  fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
  fc.constant([]),
  fc.record({ says: word, date: fc.constant('2026-01-01') }),
  fc.array(fc.record({ id: word }), { minLength: 1, maxLength: 2 }),
);

/** Lines that differ, as how many of the old ones went and how many new ones came. */
function changedLines(old: string, text: string): { gone: string[]; come: string[] } {
  const parts = diffArrays(old.split('\n'), text.split('\n'));
  return {
    gone: parts.filter(({ removed }) => removed).flatMap(({ value }) => value),
    come: parts.filter(({ added }) => added).flatMap(({ value }) => value),
  };
}

const runs = { numRuns: 150 };
let refused = 0;
let made = 0;
const attempt = (text: string, edits: Parameters<typeof editFrontMatter>[1]) => {
  made++;
  try {
    return editFrontMatter(text, edits);
  } catch (error) {
    if (!(error instanceof EditRefused)) throw error;
    refused++;
    return undefined;
  }
};

test('a file is read as it was written', () => {
  fc.assert(
    fc.property(file, ({ value, text }) => {
      expect(dataOf(text)).toEqual(value);
    }),
    runs,
  );
});

test('a value that is set is there, every other one and every comment too, line ends as they were', () => {
  fc.assert(
    fc.property(file, fc.nat(), fresh, ({ value, text, newLine }, pick, wanted) => {
      const all = places(value);
      const path = all[pick % all.length] ?? [];
      const edited = attempt(text, [{ path, value: wanted }]);
      if (edited === undefined) return;
      const expected = structuredClone(value);
      (at(expected, path.slice(0, -1)) as Record<string | number, unknown>)[path.at(-1) ?? ''] =
        wanted;
      expect(dataOf(edited)).toEqual(expected);
      const wasLeaf = typeof at(value, path) !== 'object' || at(value, path) === null;
      if (wasLeaf) expect(commentsOf(edited)).toEqual(commentsOf(text));
      expect(edited.replaceAll(newLine, '')).not.toMatch(/[\r\n]/);
      expect(edited.slice(-10)).toBe(text.slice(-10));
    }),
    runs,
  );
});

test('a word that is set changes the lines of that value and no others', () => {
  fc.assert(
    fc.property(file, fc.nat(), word, ({ value, text }, pick, wanted) => {
      const leaves = places(value).filter((path) => typeof at(value, path) === 'string');
      const path = leaves[pick % leaves.length];
      if (path === undefined) return;
      const edited = attempt(text, [{ path, value: wanted }]);
      if (edited === undefined) return;
      const { gone, come } = changedLines(text, edited);
      expect(come.length).toBeLessThanOrEqual(1);
      // A folded text goes with its two lines below.
      expect(gone.length).toBeLessThanOrEqual(3);
    }),
    runs,
  );
});

test('what is added to a block stands on lines of its own: none of the old ones changed', () => {
  fc.assert(
    fc.property(file, fc.nat(), fresh, ({ value, text }, pick, added) => {
      const holders = [[], ...places(value)].filter((path) => {
        const held = at(value, path);
        return typeof held === 'object' && held !== null && Object.keys(held).length > 0;
      });
      const holder = holders[pick % holders.length] ?? [];
      const held = at(value, holder) as unknown[] | Record<string, unknown>;
      const key = Array.isArray(held) ? held.length : 'new key';
      const edited = attempt(text, [{ path: [...holder, key], value: added }]);
      if (edited === undefined) return;
      expect(at(dataOf(edited), [...holder, key])).toEqual(added);
      const { gone } = changedLines(text, edited);
      // Between brackets the new one stands on the line of the others.
      expect(gone.every((line) => /[[{]/.test(line))).toBe(true);
    }),
    runs,
  );
});

test('what was added is taken out again without a trace, or that is refused', () => {
  fc.assert(
    fc.property(file, word, ({ text }, added) => {
      const path = ['new key'];
      const edited = attempt(text, [{ path, value: added }]);
      if (edited === undefined) return;
      expect(editFrontMatter(edited, [{ path, value: undefined }])).toBe(text);
    }),
    runs,
  );
});

test('what is refused is the rare one', () => {
  expect(made).toBeGreaterThan(500);
  expect(refused / made).toBeLessThan(0.03);
});

test('of a real front matter every word can be changed by itself, and nothing but its lines differs', async () => {
  const root = 'test/site/fixture/proposals';
  const folders = (await readdir(root)).filter((name) => /^\d{4}-/.test(name));
  let tried = 0;
  for (const folder of folders) {
    const text = await readFile(`${root}/${folder}/index.md`, 'utf8').catch(() => '');
    if (!text.startsWith('---\n')) continue;
    const value = await Promise.resolve(dataOf(text)).catch(() => undefined);
    for (const path of places(value)) {
      const old = at(value, path);
      if (typeof old !== 'string') continue;
      const edited = editFrontMatter(text, [{ path, value: 'other' }]);
      const { gone, come } = changedLines(text, edited);
      expect(come).toHaveLength(1);
      expect(gone.length).toBeLessThanOrEqual(1 + Math.ceil(old.length / 40));
      tried++;
    }
  }
  expect(tried).toBeGreaterThan(50);
});
