import fc from 'fast-check';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitEngine } from '../../src/adoption/git-engine.ts';
import { GitObjects } from '../../src/git/git-objects.ts';
import { pathBytes } from '../../src/git/path-text.ts';
import { openRepository } from '../../src/git/repository.ts';
import { placeOf } from '../../src/adoption/scan.ts';
import { Scanner, type ProbeQuestion } from '../../src/adoption/scanner.ts';
import { probesFileSchema } from '../../src/proposal/probe.ts';
import { realParts } from '../support/real-parts.ts';
import {
  noon,
  temporaryFolder,
  writeHistory,
  type CommitSpec,
  type Entry,
  type PathLike,
} from './support/history.ts';

const question: ProbeQuestion = (() => {
  const { probes, tests } = probesFileSchema.parse({
    probes: {
      imports: { kind: 'import', title: 'i', language: 'python', modules: ['green'] },
      spawns: { kind: 'call', title: 'c', language: 'python', functions: ['spawn'] },
      word: { kind: 'text', title: 't', include: ['**/*'], pattern: 'green' },
      requirement: { kind: 'dependency', title: 'd', packages: ['green'] },
      notes: { kind: 'file', title: 'f', include: ['notes/**'] },
    },
  });
  return { probes, tests, wrappers: { imports: ['lib.shim'] } };
})();

/** What probe `name` counts, as code/strings/tests, at each of its points. */
async function read(folder: string, since: string) {
  const reading = await new GitEngine().read(await openRepository(folder), question, since);
  const series = (name: string) =>
    (reading.answers.get(name)?.points ?? []).map(
      ({ counts: { code, strings, tests } }) => `${code}/${strings}/${tests}`,
    );
  return { reading, series };
}

describe.skipIf(!realParts.git.available)('the walk over a history', () => {
  let temporary: ReturnType<typeof temporaryFolder>;
  let count = 0;
  beforeAll(() => {
    temporary = temporaryFolder();
  });
  afterAll(() => {
    temporary.remove();
  });
  const repository = (commits: readonly CommitSpec[]) => {
    const path = join(temporary.path, `r${++count}`);
    return { path, ids: writeHistory(path, commits) };
  };
  const file = (path: PathLike, content: string | null, mode?: Entry['mode']): Entry => ({
    path,
    content,
    ...(mode === undefined ? {} : { mode }),
  });

  const point = (position: number, commit: string | undefined, day: string, code: number) => ({
    position,
    commit,
    time: noon(day),
    counts: { code, strings: 0, tests: 0 },
  });

  it('begins with the last commit dated on or before the day, and gives a point where counts change', async () => {
    const { path, ids } = repository([
      { time: noon('2023-12-01'), entries: [file('a.py', 'import green\n')] },
      { time: noon('2024-01-01'), entries: [file('b.py', 'import green\n')] },
      { time: noon('2024-01-02'), entries: [file('c.txt', 'nothing\n')] },
      { time: noon('2024-02-01'), entries: [file('a.py', null)] },
      { time: noon('2024-03-01'), entries: [file('b.py', 'green = spawn()\n')] },
    ]);
    const { reading, series } = await read(path, '2024-01-01');
    expect(reading.from).toEqual({ id: ids[1], time: noon('2024-01-01') });
    expect(reading.head.id).toBe(ids[4]);
    expect(reading.commits).toBe(4);
    expect(reading.answers.get('imports')?.points).toEqual([
      point(0, ids[1], '2024-01-01', 2),
      point(2, ids[3], '2024-02-01', 1),
      point(3, ids[4], '2024-03-01', 0),
    ]);
    expect(series('spawns')).toEqual(['0/0/0', '1/0/0']);
  });

  it('begins with the first commit of a younger repository, and ends with it if it is the last', async () => {
    const { path, ids } = repository([
      { time: noon('2024-06-01'), entries: [file('a.py', 'import green\n')] },
    ]);
    const { reading } = await read(path, '2024-01-01');
    expect([reading.from.id, reading.head.id, reading.commits]).toEqual([ids[0], ids[0], 1]);
    expect(reading.answers.get('imports')?.counts.code).toBe(1);
    expect((await read(path, '2025-01-01')).reading.commits).toBe(1);
  });

  it('keeps topological order where clocks went backwards, with the date that each commit has', async () => {
    const { path, ids } = repository([
      { time: noon('2024-01-01'), entries: [file('a.py', 'import green\n')] },
      { time: noon('2024-05-01'), entries: [file('b.py', 'import green\n')] },
      { time: noon('2024-02-01'), entries: [file('a.py', null)] },
      { time: noon('2024-04-01'), entries: [file('b.py', null)] },
    ]);
    const { reading } = await read(path, '2023-03-01');
    expect((await read(path, '2024-03-01')).reading.from.id).toBe(ids[2]);
    expect(
      reading.answers.get('imports')?.points.map(({ commit, time }) => [commit, time]),
    ).toEqual([
      [ids[0], noon('2024-01-01')],
      [ids[1], noon('2024-05-01')],
      [ids[2], noon('2024-02-01')],
      [ids[3], noon('2024-04-01')],
    ]);
    expect(reading.head.time).toBe(noon('2024-04-01'));
  });

  it('sees a side branch only through its merge', async () => {
    const { path, ids } = repository([
      { time: noon('2024-01-01'), entries: [file('a.py', 'import os\n')] },
      {
        time: noon('2024-01-03'),
        merges: { time: noon('2024-01-02'), entries: [file('a.py', 'import green\n')] },
        entries: [file('a.py', 'import green\n')],
      },
    ]);
    const { reading } = await read(path, '2023-01-01');
    expect(reading.commits).toBe(2);
    expect(reading.answers.get('imports')?.points.map(({ commit }) => commit)).toEqual(ids);
  });

  it('counts regular files only: no link, no submodule, and a file that turns into one is gone', async () => {
    const submodule = '1'.repeat(40);
    const { path } = repository([
      {
        time: noon('2024-01-01'),
        entries: [
          file('a.py', 'import green\n'),
          file('run.py', 'import green\n', '100755'),
          file('link.py', 'import green\n', '120000'),
          file('notes/sub', submodule, '160000'),
        ],
      },
      { time: noon('2024-01-02'), entries: [file('a.py', 'import green\n', '120000')] },
      { time: noon('2024-01-03'), entries: [file('a.py', submodule, '160000')] },
      {
        time: noon('2024-01-04'),
        entries: [file('a.py', 'import green\n'), file('notes/sub', 'x')],
      },
      { time: noon('2024-01-05'), entries: [file('run.py', 'import green\n', '100644')] },
    ]);
    const { series } = await read(path, '2023-01-01');
    expect(series('imports')).toEqual(['2/0/0', '1/0/0', '2/0/0']);
    expect(series('notes')).toEqual(['0/0/0', '1/0/0']);
  });

  it('follows one blob through paths inside and outside of the tests', async () => {
    const source = 'import green\n';
    const { path } = repository([
      { time: noon('2024-01-01'), entries: [file('a.py', source)] },
      { time: noon('2024-01-02'), entries: [file('tests/a.py', source)] },
      { time: noon('2024-01-03'), entries: [file('a.py', null), file('b.txt', source)] },
    ]);
    const { reading, series } = await read(path, '2023-01-01');
    expect(series('imports')).toEqual(['1/0/0', '1/0/1', '0/0/1']);
    expect(reading.answers.get('word')?.evidence).toEqual([
      { path: 'b.txt', in: 'code', lines: [1] },
      { path: 'tests/a.py', in: 'tests', lines: [1] },
    ]);
  });

  it('reads names with newlines, quotes, tabs and bytes that are no UTF-8, each as itself', async () => {
    const odd = [
      Buffer.from('new\nline.py'),
      Buffer.from('"quoted" \\back.py'),
      Buffer.from('\ttab \x01:100644.py'),
      Buffer.concat([Buffer.from('latin-'), Buffer.of(0xe9), Buffer.from('.py')]),
      Buffer.concat([Buffer.from('bad-'), Buffer.of(0xed, 0xb3, 0xa9, 0xff), Buffer.from('.py')]),
      Buffer.from('smile-😀-é.py'),
      Buffer.from(':100644 100644 x'),
    ];
    const commits = odd.map((path, i) => ({
      time: noon('2024-01-01') + i,
      entries: [{ path, content: '#!/usr/bin/python\nimport green\n' }],
    }));
    const { path } = repository(commits);
    const { reading } = await read(path, '2023-01-01');
    const { evidence = [], points = [] } = reading.answers.get('imports') ?? {};
    expect(points).toHaveLength(odd.length);
    const bytes = evidence.map((one) => pathBytes(one.path).toString('hex')).sort();
    expect(bytes).toEqual(odd.map((one) => one.toString('hex')).sort());
    expect(evidence.find((one) => one.path.startsWith('latin'))?.path).toBe('latin-\udce9.py');
  });

  it('never reads a huge blob, names it, and goes on with the others', async () => {
    const huge = Buffer.alloc(100 * 1024 * 1024);
    const { path } = repository([
      {
        time: noon('2024-01-01'),
        entries: [{ path: 'huge.py', content: huge }, file('a.py', 'import green\n')],
      },
      { time: noon('2024-01-02'), entries: [file('huge.py', 'import green\n')] },
    ]);
    const { reading, series } = await read(path, '2023-01-01');
    expect(series('imports')).toEqual(['1/0/0', '2/0/0']);
    expect(reading.problems).toEqual([
      {
        code: 'blob-too-large',
        message: '100.0 MiB, not read: at most 8 MiB are',
        path: 'huge.py',
        at: 'history',
        probes: ['imports', 'requirement', 'spawns', 'word'],
      },
    ]);
  });

  it('answers with nothing where no file is probed', async () => {
    const { path } = repository([{ time: noon('2024-01-01'), entries: [file('x.bin', 'x')] }]);
    const { reading, series } = await read(path, '2023-01-01');
    expect(series('imports')).toEqual(['0/0/0']);
    expect(reading.answers.get('requirement')?.evidence).toEqual([]);
    expect(reading.problems).toEqual([]);
  });

  it('names a manifest that cannot be parsed, and says of one that was mended that it was history', async () => {
    const { path } = repository([
      {
        time: noon('2024-01-01'),
        entries: [file('pyproject.toml', '['), file('b/package.json', '{')],
      },
      { time: noon('2024-01-02'), entries: [file('pyproject.toml', '')] },
    ]);
    const { problems } = (await read(path, '2023-01-01')).reading;
    expect(problems.map(({ code, at, path: where }) => [code, at, where])).toEqual([
      ['manifest', 'head', 'b/package.json'],
      ['manifest', 'history', 'pyproject.toml'],
    ]);
  });

  it('has at every commit the totals that a scan of its whole tree gives', async () => {
    const paths: PathLike[] = [
      'a.py',
      'tests/a.py',
      'lib/shim.py',
      'lib/b.py',
      'notes/x',
      'requirements.txt',
      Buffer.concat([Buffer.of(0xff), Buffer.from('\n".py')]),
    ];
    const contents = [
      'import green\n',
      'from lib.shim import spawn\nspawn()\n',
      'from .shim import spawn\nspawn(); spawn()\n# green\n',
      '"""green"""\nx = "green"\n',
      'green>=1\n',
      '',
    ];
    const entry = fc.record({
      path: fc.constantFrom(...paths),
      content: fc.option(fc.constantFrom(...contents), { freq: 4 }),
      mode: fc.constantFrom(
        '100644' as const,
        '100644' as const,
        '100755' as const,
        '120000' as const,
      ),
    });
    const commit = fc.record(
      {
        time: fc.integer({ min: noon('2024-01-01'), max: noon('2024-03-01') }),
        entries: fc.array(entry, { maxLength: 4 }),
        merges: fc.record({
          time: fc.constant(noon('2024-02-01')),
          entries: fc.array(entry, { maxLength: 2 }),
        }),
      },
      { requiredKeys: ['time', 'entries'] },
    );
    const property = async (commits: CommitSpec[]) => {
      const { path, ids } = repository(commits);
      const { reading } = await read(path, '2024-02-01');
      const from = ids.indexOf(reading.from.id);
      const objects = new GitObjects(await openRepository(path));
      for (const id of ids.slice(from)) {
        const whole = await scanWhole(objects, id);
        for (const [name, { points }] of reading.answers) {
          const passed = points.filter((point) => ids.indexOf(point.commit) <= ids.indexOf(id));
          expect([id, name, passed.at(-1)?.counts]).toEqual([id, name, whole.get(name)]);
        }
      }
    };
    await fc.assert(fc.asyncProperty(fc.array(commit, { minLength: 1, maxLength: 7 }), property), {
      numRuns: 30,
    });
  });
});

/** The counts at one commit, with nothing kept from any other. */
async function scanWhole(objects: GitObjects, commit: string) {
  const scanner = new Scanner(question);
  const counts = new Map(scanner.names.map((name) => [name, { code: 0, strings: 0, tests: 0 }]));
  const add = (index: number, place: 'code' | 'strings' | 'tests') => {
    const one = counts.get(scanner.names[index] ?? '');
    if (one !== undefined) one[place]++;
  };
  const files = await objects.tree(commit);
  const contents = new Map<string, Buffer>();
  await objects.blobs(
    files.map(({ blob }) => blob),
    1e6,
    (blob, content) => {
      if (Buffer.isBuffer(content)) contents.set(blob, Buffer.from(content));
    },
  );
  for (const { path, blob } of files) {
    const at = scanner.classOf(path);
    for (const index of at.files) add(index, at.test ? 'tests' : 'code');
    const { hits } = scanner.scan(contents.get(blob) ?? Buffer.alloc(0), at, path);
    for (const [index, found] of hits) for (const hit of found) add(index, placeOf(hit, at.test));
  }
  return counts;
}
