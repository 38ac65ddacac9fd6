import { beforeAll, describe, expect, it } from 'vitest';
import { excerptOf, sourceFile } from '../../../test/adoption/support/source-file.ts';
import { callProbeSchema } from '../../proposal/probe.ts';
import { loadGrammars } from '../syntax/grammar.ts';
import { callMatcher } from './call.ts';

beforeAll(loadGrammars);

function matcher(functions: string[], more: Record<string, unknown> = {}, language = 'python') {
  return callMatcher(
    callProbeSchema.parse({ kind: 'call', title: 'x', language, functions, ...more }),
  );
}

describe('the lines of Python that a call probe looks at', () => {
  it.each<
    [
      functions: string[],
      more: Record<string, unknown>,
      lines: string[],
      kept: number[],
      found: number[] | 'whole',
    ]
  >([
    [
      ['green.spawn'],
      {},
      ['import green as g', 'x = 1', 'g.spawn(1)', 'red.spawn(2)'],
      [1, 3, 4],
      [3],
    ],
    [['green.spawn', 'run'], {}, ['green()', 'x()', 'run()', 'a.run()'], [1, 3, 4], [3, 4]],
    [['run'], {}, ['from x import run', 'run()'], [1, 2], [2]],
    // Its calls may stand anywhere.
    [['green.spawn'], {}, ['from green import spawn as go', 'x = 1', 'go(1)'], [1], 'whole'],
    [['spawn'], {}, ['from green import spawn as spawned', 'spawned(1)'], [1, 2], 'whole'],
    [
      ['*'],
      { keywords: { mode: 'Kind.BIG' } },
      ['from x import Kind as K', 'f()', 'f(mode=K.BIG)', 'f(mode=K.SMALL)', 'a.BIG'],
      [1, 3, 4, 5],
      [3],
    ],
    [
      ['init'],
      { argument: 'Kind.BIG' },
      ['from x import Kind as K', 'f()', 'init(K.BIG)', 'init(K)'],
      [1, 3, 4],
      [3],
    ],
    [['*'], {}, ['f()', 'x = 1', 'g = h'], [1], [1]],
  ])('%j with %j', (functions, more, lines, kept, found) => {
    const probe = matcher(functions, more);
    const excerpt = excerptOf('a.py', lines, probe.lines ?? []);
    expect(excerpt.kept).toEqual(kept);
    const { hits, needsWhole = false } = probe.match(excerpt.file);
    expect([hits.map(({ line }) => line), needsWhole]).toEqual(
      found === 'whole' ? [[], true] : [found, false],
    );
    const whole = probe.match(sourceFile('a.py', lines.join('\n')));
    expect(whole.needsWhole).toBeUndefined();
    if (found !== 'whole') expect(whole.hits).toEqual(hits);
    else expect(whole.hits).toEqual([{ line: lines.length, in: 'code' }]);
  });

  it('are told of Python alone', () => {
    expect(matcher(['run'], {}, 'javascript').lines).toBeUndefined();
  });
});

it.each([
  ['of one function', ['go'], true],
  ['of one of two', ['stop', 'go'], true],
  ['of one by its owner', ['x.y.go'], true],
  ['of none', ['stop', 'wait'], false],
])('a call in markup %s is said to be unread', (_what, functions, isUnread) => {
  const text = '<p @click="go()" />\n<script>\nstop(); a.y.b()\n</script>';
  const { hits, fault } = matcher(functions, {}, 'javascript').match(sourceFile('a.vue', text));
  expect(hits).toEqual(functions.includes('stop') ? [{ line: 3, in: 'code' }] : []);
  expect(fault?.code).toBe(isUnread ? 'language' : undefined);
});

it('a bare name is not put together of parts', () => {
  const { hits } = matcher(['*'], { argument: 'green' }).match(
    sourceFile('a.py', "f(gre.en, x='green')\nf(green, x='green')\n"),
  );
  expect(hits).toEqual([{ line: 2, in: 'code' }]);
});

it('a file of another language is not read', () => {
  expect(matcher(['go']).match(sourceFile('a.js', 'go()'))).toEqual({
    hits: [],
    fault: { code: 'language', message: 'holds what is looked for, but is not read as python' },
  });
});
