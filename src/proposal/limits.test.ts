import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { proposalsFolder } from '../../test/support/proposals.ts';
import { formatProblem } from '../ground/problem.ts';
import { loadProposals } from './load-proposals.ts';

/** What takes a parser's stack, memory or hours, in a proposal beside a good one. */
async function besideGood(files: Record<string, string>) {
  const root = await proposalsFolder({
    ...files,
    '0002-good/index.md': await readFile('test/support/async-blueprint/index.md', 'utf8'),
    '0002-good/probes.yaml': await readFile('test/support/async-blueprint/probes.yaml', 'utf8'),
  });
  const before = process.cpuUsage();
  const { proposals, faulty, problems } = await loadProposals(root);
  return {
    whole: proposals.map(({ name }) => name),
    faulty: faulty.map(({ name }) => name),
    text: problems.map(formatProblem).join('\n'),
    seconds: process.cpuUsage(before).user / 1e6,
  };
}

const size = 200_000;
const fill = (piece: string) => piece.repeat(Math.floor(size / piece.length));
const template = await readFile('test/support/async-blueprint/index.md', 'utf8');
const [, head = ''] = /^(---\n[\s\S]*?\n---\n)/.exec(template) ?? [];

describe('Markdown beyond its limits costs the proposal that it stands in, soon', () => {
  const cases: [string, string, RegExp][] = [
    ['quotes within quotes', fill('>'), /\d+ quotes or lists within each other/],
    ['quotes and lists by turns', fill('> - '), /quotes or lists within each other/],
    ['lists within lists', fill('- '), /quotes or lists within each other/],
    ['numbers within numbers', fill('1. '), /quotes or lists within each other/],
    ['indentation without end', `${' '.repeat(400)}- a`, /quotes or lists within each other/],
    ['brackets that never close', fill('['), /block without an empty line is too long/],
    ['images that never close', fill('!['), /block without an empty line is too long/],
    ['emphasis without end', fill('*a_ '), /block without an empty line is too long/],
    ['links that never close', fill('[a]('), /block without an empty line is too long/],
    ['elements within elements', fill('<b>\n\n').slice(0, 20_000), /HTML elements are not closed/],
    [
      'emphasis within emphasis',
      `${'*a **b '.repeat(150)}x${'** *'.repeat(150)}`,
      /nested too deeply|no section/,
    ],
  ];
  test.each(cases)('%s', async (_, prose, message) => {
    const found = await besideGood({ '0001-async/index.md': `${head}\n## Summary\n\n${prose}\n` });
    expect(found.whole).toContain('0002-good');
    expect(found.text).toMatch(message);
    expect(found.text.length).toBeLessThan(20_000);
    expect(found.seconds).toBeLessThan(20);
  });
});

describe('YAML beyond its limits costs the proposal that it stands in, soon', () => {
  const cases: [string, string, RegExp][] = [
    ['lists within lists', fill('['), /nested too deeply/],
    ['mappings within mappings', fill('{a: '), /nested too deeply/],
    ['dashes within dashes', fill('- '), /nested too deeply/],
    [
      'indentation without end',
      Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      /nested too deeply/,
    ],
    ['a list that holds itself', 'probes: &a [*a]', /`\*a` stands within what it repeats/],
    ['a mapping that holds itself', 'probes: &a { b: *a }', /`\*a` stands within what it repeats/],
    [
      'aliases that multiply',
      `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghi'
        .split('')
        .map((name, i) => `${name}: &${name} [${`*${'abcdefgh'[i] ?? ''}, `.repeat(9)}]`)
        .join('\n')}`,
      /Excessive alias count/,
    ],
    [
      'keys without end',
      Array.from({ length: 25_000 }, (_, i) => `k${i}: 1`).join('\n'),
      /and 24951 more faults/,
    ],
    ['the same key without end', fill('a: 1\n'), /Map keys must be unique/],
    ['anchors without end', fill('&a '), /0001-async\/probes\.yaml:1/],
  ];
  test.each(cases)('%s', async (_, yaml, message) => {
    const found = await besideGood({ '0001-async/probes.yaml': yaml });
    expect(found.whole).toEqual(['0002-good']);
    expect(found.faulty).toEqual(['0001-async']);
    expect(found.text).toMatch(message);
    expect(found.text.length).toBeLessThan(40_000);
    expect(found.seconds).toBeLessThan(20);
  });

  test('what is written plainly passes: brackets in texts, many list items', async () => {
    const probes = Array.from(
      { length: 300 },
      (_, i) => `  p${i}: { title: 'a [[[', kind: text, include: ['*'], pattern: '/\\[{2}/' }`,
    );
    const good = await readFile('test/support/async-blueprint/probes.yaml', 'utf8');
    const found = await besideGood({ '0001-async/probes.yaml': `${good}${probes.join('\n')}\n` });
    expect(found.whole).toEqual(['0001-async', '0002-good']);
  });
});
