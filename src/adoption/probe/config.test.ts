import { expect, it, vi } from 'vitest';
import { sourceFile } from '../../../test/adoption/support/source-file.ts';
import { configProbeSchema } from '../../proposal/config-probe.ts';
import type { Setting } from '../config/setting.ts';
import { configMatcher } from './config.ts';

const matcher = (more: Record<string, unknown>) =>
  configMatcher(configProbeSchema.parse({ kind: 'config', title: 'x', include: ['**'], ...more }));

const yaml = `jobs:
  - one
  - two: { voting: false, needs: a }
  - { three: 1, four: 2 }
  - {}
  - [five]
words: 'a, b  c,'
answer: no
empty: {}
some: { a: 1, b: 2, 'off': 1 }
`;
const jobs = { key: ['jobs'] };

it.each<[Record<string, unknown>, lines: number[]]>([
  [jobs, [1]],
  [{ ...jobs, value: '/./' }, [2, 3, 6]],
  [{ ...jobs, value: 'three' }, []],
  [{ ...jobs, value: '/./', with: { voting: 'false' } }, [3]],
  [{ ...jobs, value: '/./', with: { voting: 'false', needs: 'a' } }, [3]],
  [{ ...jobs, value: '/./', with: { voting: 'false', needs: 'b' } }, []],
  [{ ...jobs, value: '/./', unless: { voting: 'true', needs: 'a' } }, [2, 6]],
  [{ ...jobs, item: '/e$/' }, [2, 6]],
  // Each word counts, and what is between them is none.
  [{ key: ['words'], item: '/^.*$/' }, [7, 7, 7]],
  [{ key: ['words'], item: 'b' }, [7]],
  // A value as it is written and as it is read; its words as they are written.
  [{ key: ['answer'], value: 'no' }, [8]],
  [{ key: ['answer'], value: 'false' }, [8]],
  [{ key: ['answer'], item: 'no' }, [8]],
  [{ key: ['answer'], item: 'false' }, []],
  [{ key: ['empty'], value: '/^/' }, []],
  [{ key: ['some', '*'], value: '1' }, [10, 10]],
  [{ key: ['some', 'a'], with: { b: '2' } }, [10]],
  [{ key: ['some', 'a'], with: { b: '1' } }, []],
  [{ key: ['some', 'a'], unless: { b: '2' } }, []],
  [{ key: ['some', 'a'], unless: { b: '1' } }, [10]],
  [{ key: ['some', 'a'], item: '1', unless: { b: '2' } }, []],
  [{ key: ['**', '/^off/'] }, [10]],
])('%j', (more, lines) => {
  const { hits, fault } = matcher(more).match(sourceFile('a.yaml', yaml));
  expect(hits).toEqual(lines.map((line) => ({ line, in: 'code' })));
  expect(fault).toBeUndefined();
});

it('settings beside a job without any do not keep it from being found', () => {
  const probe = matcher({ ...jobs, value: 'one', unless: { voting: 'false' } });
  expect(probe.match(sourceFile('a.yaml', 'jobs:\n  - one: 1\n')).hits).toEqual([
    { line: 2, in: 'code' },
  ]);
});

it('a file of which nothing tells how it is read has nothing', () => {
  expect(matcher(jobs).match(sourceFile('a.txt', yaml))).toEqual({ hits: [] });
  expect(matcher({ ...jobs, format: 'yaml' }).match(sourceFile('a.txt', yaml)).hits).toHaveLength(
    1,
  );
});

it('what could not be read is said, with what stands before it', () => {
  expect(matcher({ key: ['n'] }).match(sourceFile('a.json', '{"n": 1,, '))).toEqual({
    hits: [{ line: 1, in: 'code' }],
    fault: { code: 'config', message: expect.stringMatching(/^not JSON: line 1: /) as string },
  });
  const many = `[${'1,'.repeat(200_001)}1]`;
  expect(matcher({ key: ['n'] }).match(sourceFile('a.json', many))).toEqual({
    hits: [],
    fault: { code: 'config', message: 'more than 200000 entries' },
  });
});

it('a file that is nested too deeply is for its caller to name, like any other', () => {
  let deep: Setting = { line: 1, texts: ['1'] };
  for (let i = 0; i < 100_000; i++) deep = { line: 1, texts: [], list: [deep] };
  const file = sourceFile('a.json', '1');
  // The readers of today's formats give up earlier, each at a depth of its own.
  vi.spyOn(file, 'config').mockReturnValue({ documents: [deep] });
  expect(() => matcher({ key: ['n'] }).match(file)).toThrow(RangeError);
});

it('an expression that took too long on three files is tried on no other', () => {
  const probe = matcher({ key: ['a', '/^(x+x+)+$/'] });
  // Not without end, but long: a change that forgets the limit is noticed, and comes to an end.
  const long = sourceFile('a.ini', `[a]\n${'x'.repeat(34)}! = 1\n`);
  const quick = sourceFile('b.ini', '[a]\nxx = 1\n');
  const message = 'its expressions took more than 1 s; simplify them';
  const tooLong = { hits: [], fault: { code: 'pattern', message } };
  expect(probe.match(long)).toEqual(tooLong);
  expect(probe.match(long)).toEqual(tooLong);
  expect(probe.match(quick).hits).toEqual([{ line: 2, in: 'code' }]);
  expect(probe.match(long)).toEqual(tooLong);
  expect(probe.match(quick)).toEqual(tooLong);
});
