import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { proposalsFolder } from '../../test/support/proposals.ts';
import { dataOfText, programFault, proseOfText, readDraft, shown } from './draft.ts';
import { UnreadableFile } from './read-text.ts';

const blueprint = await readFile('test/support/async-blueprint/index.md', 'utf8');

/** A draft's problems in short, read from a folder of this name with this text. */
async function faultsOf(text: string, name = '0001-async') {
  const root = await proposalsFolder({ [`${name}/index.md`]: text });
  const { problems } = await readDraft(join(root, name), name);
  return problems
    .filter(({ file }) => file.endsWith('index.md'))
    .map(({ line, column, message, hint, code }) => [`${line}:${column}`, message, hint, code]);
}

describe('a folder that is read by itself', () => {
  test('has no fault where it is whole', async () => {
    expect(await faultsOf(blueprint)).toEqual([]);
  });

  test('has a fault of its prose that is too much for the parser, or for a page', async () => {
    const nested = `${blueprint}\n${'> '.repeat(33)}a\n`;
    const line = blueprint.split('\n').length + 1;
    expect(await faultsOf(nested)).toEqual([
      [`${line}:1`, '33 quotes or lists within each other', 'at most 32 are read', 'too-large'],
    ]);
    expect(await faultsOf(`${blueprint}\n${'<b>\n\n'.repeat(129)}`)).toEqual([
      [
        expect.stringMatching(/:1$/),
        'HTML elements are not closed',
        'close each of them',
        'too-large',
      ],
    ]);
  });

  test('says that it has no front matter, or a name that is none', async () => {
    expect(await faultsOf('## Summary\n')).toMatchObject([
      { 1: 'no front matter', 3: 'front-matter' },
    ]);
    expect(await faultsOf(blueprint, '0001-has_more')).toMatchObject([
      { 1: 'bad folder name `0001-has_more`', 3: 'schema' },
    ]);
  });
});

test.each<[error: unknown, message: string, hint?: string, code?: string]>([
  [new RangeError('call stack'), 'nested too deeply', 'write it flatter', 'too-large'],
  [new TypeError('x'.repeat(300)), `a fault of this program: ${'x'.repeat(200)}`],
  ['thrown', 'a fault of this program: no reason given'],
])('what no check foresaw is told as a fault of the file', (error, message, hint, code) => {
  expect(programFault('0001-a/index.md', error)).toEqual({
    file: '0001-a/index.md',
    line: 1,
    column: 1,
    message,
    hint: hint ?? 'please report it (SECURITY.md)',
    code: code ?? 'unreadable',
  });
});

test('of a text that stood here once the prose is read, whatever else is wrong with it', () => {
  const stages =
    'stages: [{ id: a, title: A }, { id: b }, { title: C }, { id: d, title: D, x: 1 }]';
  expect(proseOfText('plans/0001-a', `---\ntitle: 5\n${stages}\n---\n\n# B\n`)).toEqual({
    body: '\n# B\n',
    stages: [
      { id: 'a', title: 'A' },
      { id: 'd', title: 'D' },
    ],
  });
  expect(proseOfText('plans/0001-a', '# B\n')).toEqual({ body: '# B\n', stages: [] });
});

test('what is too much to read is said with its file and line', () => {
  for (const read of [proseOfText, dataOfText]) {
    let told: unknown;
    try {
      read('plans/0001-a', `a\n\n${'> '.repeat(40)}b\n`);
    } catch (error) {
      told = error;
    }
    expect(told).toBeInstanceOf(UnreadableFile);
    expect((told as UnreadableFile).problem).toMatchObject({
      ...{ file: join('plans', '0001-a', 'index.md'), line: 3, column: 1, code: 'too-large' },
    });
  }
});

test('a text that may come to stand here says what is wrong with its data', () => {
  const { frontMatter, problems } = dataOfText('plans/0001-a', blueprint);
  expect([frontMatter?.status, problems]).toEqual(['draft', []]);
  expect(dataOfText('plans/0001-a', '# B\n').problems).toMatchObject([
    { file: join('plans', '0001-a', 'index.md'), message: 'no front matter' },
  ]);
});

test('a path is shown as a reader here would type it', () => {
  expect(shown(process.cwd())).toBe('.');
  expect(shown(join(process.cwd(), 'proposals/x'))).toBe(join('proposals', 'x'));
  const outside = join(process.cwd(), '..', 'elsewhere');
  expect(relative(process.cwd(), outside)).toMatch(/^\.\./);
  expect(shown(outside)).toBe(outside);
});
