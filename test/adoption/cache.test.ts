import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CacheFile, cacheFileOf } from '../../src/adoption/cache/cache-file.ts';
import { keepWithin, pruneUnused } from '../../src/adoption/cache/prune.ts';
import { readRemembered } from '../../src/adoption/cache/read-remembered.ts';
import { GitEngine } from '../../src/adoption/git-engine.ts';
import { readProject, type ReadTask } from '../../src/adoption/read-project.ts';
import { loadGrammars } from '../../src/adoption/syntax/grammar.ts';
import { walk } from '../../src/adoption/walk.ts';
import { GitObjects } from '../../src/git/git-objects.ts';
import { openRepository } from '../../src/git/repository.ts';
import { probesFileSchema, type ProbesFile } from '../../src/proposal/probe.ts';
import { realParts } from '../support/real-parts.ts';
import { noon, temporaryFolder, writeHistory, type CommitSpec } from './support/history.ts';

const every = probesFileSchema.parse({
  probes: {
    imports: { kind: 'import', title: 'i', language: 'python', modules: ['green'] },
    spawns: { kind: 'call', title: 'c', language: 'python', functions: ['spawn'] },
    word: { kind: 'text', title: 't', include: ['**/*'], pattern: 'green' },
    either: { kind: 'text', title: 'e', include: ['**/*.py'], pattern: '/GREEN|spawn/i' },
    requirement: { kind: 'dependency', title: 'd', packages: ['green'] },
    broken: {
      kind: 'import',
      title: 'b',
      language: 'python',
      modules: ['green'],
      include: ['**/*.rb'],
    },
    notes: { kind: 'file', title: 'f', include: ['notes/**'] },
  },
});

function some(names: readonly string[], wrappers: readonly string[] = []): ProbesFile {
  const probes = Object.fromEntries(
    Object.entries(every.probes).filter(([name]) => names.includes(name)),
  );
  return {
    ...every,
    probes,
    wrappers: wrappers.length === 0 ? {} : { p: { imports: [...wrappers] } },
  };
}

describe.skipIf(!realParts.git.available)('what was found', () => {
  let temporary: ReturnType<typeof temporaryFolder>;
  let count = 0;
  beforeAll(async () => {
    temporary = temporaryFolder();
    await loadGrammars();
  });
  afterAll(() => {
    temporary.remove();
  });
  const folder = () => join(temporary.path, `c${++count}`);
  const repository = (commits: readonly CommitSpec[]) => {
    const path = folder();
    writeHistory(path, commits);
    return path;
  };
  const taskOf = (path: string, probes: ProbesFile, scans?: string): ReadTask => ({
    project: 'p',
    entry: { repository: path },
    path,
    probes,
    since: '2023-01-01',
    registry: { projects: {} },
    scans,
  });
  const read = async (task: ReadTask) => {
    const cache =
      task.scans === undefined ? undefined : CacheFile.open(task.scans, task.entry.repository);
    try {
      return await readProject(task, new GitEngine(cache));
    } finally {
      cache?.close();
    }
  };
  /** The blobs whose contents a walk asked for. */
  const asked = async (path: string, { probes, tests }: ProbesFile, cache: CacheFile) => {
    const objects = new GitObjects(await openRepository(path));
    const ids: string[] = [];
    const watched = Object.create(objects) as GitObjects;
    watched.blobs = (wanted, limit, visit) => {
      const all = [...wanted];
      ids.push(...all);
      return objects.blobs(all, limit, visit);
    };
    watched.commits = () => objects.commits();
    watched.tree = (commit) => objects.tree(commit);
    watched.changes = (from, visit) => objects.changes(from, visit);
    const question = { probes, tests, wrappers: {} };
    await walk({ source: watched, question, since: '2023-01-01', cache });
    return ids.length;
  };

  const path = fc.constantFrom(
    'a.py',
    'b/c.py',
    'script',
    'x.rb',
    'requirements.txt',
    'tests/t.py',
    'notes/n',
  );
  const content = fc.constantFrom(
    'import green\n',
    '#!/usr/bin/python3\nimport green\nspawn()\n',
    'from lib import shim\nGREEN = spawn("green")\n',
    'green>=1\n',
    '# /// script\n# dependencies = ["green"]\n# ///\nx = 1\n',
    'import other\n',
    null,
  );
  const commits = fc
    .array(fc.array(fc.record({ path, content }), { minLength: 1, maxLength: 4 }), {
      minLength: 2,
      maxLength: 5,
    })
    .map((all) => all.map((entries, i) => ({ time: noon('2024-01-01') + i, entries })));
  const names = fc.subarray(Object.keys(every.probes), { minLength: 1 });
  const wrappers = fc.constantFrom([], ['lib.shim']);

  it(
    'is found again, whatever was asked before and however the history went on',
    { timeout: 600_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          commits,
          fc.array(fc.tuple(names, wrappers), { minLength: 2, maxLength: 4 }),
          async (history, questions) => {
            const scans = folder();
            const half = repository(history.slice(0, -1));
            const whole = repository(history);
            for (const [i, [asks, wraps]] of questions.entries()) {
              const at = i === 0 ? half : whole;
              const probes = some(asks, wraps);
              const fresh = await read(taskOf(at, probes));
              // One file for both: they are the same repository at two times.
              const task = { ...taskOf(at, probes, scans), entry: { repository: 'r' } };
              expect({ ...(await read(task)), repository: at }).toEqual(fresh);
            }
          },
        ),
        { numRuns: 8 },
      );
    },
  );

  it('is not read again; of a changed probe alone, and of what is new, contents are', async () => {
    const entries = ['a', 'b', 'c'].map((name) => ({
      path: `${name}.py`,
      content: `import green.${name}\n`,
    }));
    const at = repository([{ time: noon('2024-01-01'), entries }]);
    const cache = CacheFile.open(folder(), 'r');
    const probes = some(['imports', 'word']);
    expect(await asked(at, probes, cache)).toBe(3);
    expect(await asked(at, probes, cache)).toBe(0);
    expect(await asked(at, some(['word']), cache)).toBe(0);
    expect(await asked(at, some(['word', 'spawns']), cache)).toBe(3);
    expect(await asked(at, some(['word', 'spawns']), cache)).toBe(0);
    const later = repository([
      { time: noon('2024-01-01'), entries },
      { time: noon('2024-01-02'), entries: [{ path: 'd.py', content: 'import green\n' }] },
    ]);
    expect(await asked(later, probes, cache)).toBe(1);
    cache.close();
  });

  it('is not read again where a few paths are asked more, and others are asked the same', async () => {
    const { probes } = probesFileSchema.parse({
      probes: {
        word: { kind: 'text', title: 't', include: ['**/*.py'], pattern: 'green' },
        blue: { kind: 'text', title: 't', include: ['b/**/*.py'], pattern: 'blue' },
        red: { kind: 'text', title: 't', include: ['c/**/*.py'], pattern: 'red' },
      },
    });
    const entries = ['a.py', 'b/x.py', 'c/x.py'].map((one) => ({
      path: one,
      content: `import ${one.charAt(0)}\n`,
    }));
    const at = repository([{ time: noon('2024-01-01'), entries }]);
    const cache = CacheFile.open(folder(), 'r');
    const question = { ...every, probes };
    expect(await asked(at, question, cache)).toBe(3);
    expect(await asked(at, question, cache)).toBe(0);
    cache.close();
  });

  it('is thrown away where the file is broken, and found anew', async () => {
    const at = repository([
      { time: noon('2024-01-01'), entries: [{ path: 'a.py', content: 'import green\n' }] },
    ]);
    const probes = some(['imports']);
    const fresh = await read(taskOf(at, probes));
    const scans = folder();
    mkdirSync(scans);
    writeFileSync(join(scans, cacheFileOf(at)), 'no database at all'.repeat(100));
    expect(await read(taskOf(at, probes, scans))).toEqual(fresh);
    const file = CacheFile.open(scans, at);
    expect(
      file.use((database) => database.prepare('SELECT count(*) AS n FROM scan').get()?.['n']),
    ).toBe(1);
    // A record that cannot be understood is none.
    file.change((database) => {
      database.exec(`UPDATE scan SET found = '{"hits":[[0,[["x"]]]]}'`);
    });
    file.close();
    expect(await read(taskOf(at, probes, scans))).toEqual(fresh);
    // A folder that cannot be one.
    expect(await read(taskOf(at, probes, join(scans, cacheFileOf(at))))).toEqual(fresh);
  });

  it('survives two that write at once, one of which is killed', async () => {
    const scans = folder();
    const program = `
      import { CacheFile } from ${JSON.stringify(new URL('../../src/adoption/cache/cache-file.ts', import.meta.url).href)};
      const file = CacheFile.open(${JSON.stringify(scans)}, 'r');
      for (let n = 0; ; n++) {
        file.change((database) => {
          const insert = database.prepare('INSERT OR REPLACE INTO scan VALUES (1, ?, ?)');
          for (const half of ['a', 'b']) insert.run(Buffer.from(process.argv[1] + n + half), 'x');
        });
        if (n === 20) console.log('written');
      }`;
    const writers = ['1', '2'].map((name) =>
      spawn(process.execPath, ['--input-type=module', '-e', program, name], {
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    );
    await Promise.all(writers.map((one) => once(one.stdout, 'data')));
    for (const one of writers) one.kill('SIGKILL');
    await Promise.all(writers.map((one) => once(one, 'close')));
    const file = CacheFile.open(scans, 'r');
    const rows = file.use((database) => {
      expect(database.prepare('PRAGMA integrity_check').get()?.['integrity_check']).toBe('ok');
      return database.prepare('SELECT blob FROM scan').all();
    });
    file.close();
    const written = (rows ?? []).map(({ blob }) => Buffer.from(blob as Uint8Array).toString());
    expect(written.length).toBeGreaterThanOrEqual(80);
    // Whole transactions alone.
    const whole = (end: string) =>
      written.filter((one) => one.endsWith(end)).map((one) => one.slice(0, -1));
    expect(new Set(whole('a'))).toEqual(new Set(whole('b')));
  });

  it('answers a whole question at the same commit without reading, and only that', async () => {
    const at = repository([
      { time: noon('2024-01-01'), entries: [{ path: 'a.py', content: 'import green\n' }] },
    ]);
    const scans = folder();
    let readings = 0;
    const counted = (task: ReadTask) => {
      readings++;
      return read(task);
    };
    const ask = async (task: ReadTask) => {
      const before = readings;
      expect(await readRemembered(task, counted)).toEqual(await read(taskOf(at, task.probes)));
      return readings - before;
    };
    const task = taskOf(at, some(['imports']), scans);
    expect(await ask(task)).toBe(1);
    expect(await ask(task)).toBe(0);
    expect(await ask({ ...task, probes: some(['imports', 'word']) })).toBe(1);
    expect(await ask(task)).toBe(0);
    expect(await ask({ ...task, scans: undefined })).toBe(1);
    await readRemembered({ ...task, since: '2024-06-01' }, counted);
    expect(readings).toBe(4);
  });

  it('does not outlive its use, nor its bounds', async () => {
    const scans = folder();
    mkdirSync(scans);
    const sizes = (): string[] => readdirSync(scans).sort();
    for (const [i, name] of ['old', 'middle', 'new'].entries()) {
      CacheFile.open(scans, name).close();
      const path = join(scans, cacheFileOf(name));
      utimesSync(path, i + 1, i + 1);
    }
    writeFileSync(join(scans, 'mine.txt'), 'x');
    const one = statSync(join(scans, cacheFileOf('old'))).size;
    await keepWithin(scans, 2 * one);
    expect(sizes()).toEqual([cacheFileOf('middle'), cacheFileOf('new'), 'mine.txt'].sort());
    const file = CacheFile.open(scans, 'new');
    file.change((database) => {
      database.exec(`INSERT INTO question VALUES (1, '["a"]', 4), (2, '["b"]', 10)`);
      database.exec(`INSERT INTO scan VALUES (1, x'00', ''), (2, x'00', '')`);
      database.exec(`INSERT INTO result VALUES ('a', '', 10, 3), ('b', '', 20, 5)`);
    });
    file.close();
    await pruneUnused(scans, ['new'], 20);
    expect(sizes()).toEqual([cacheFileOf('new'), 'mine.txt'].sort());
    const after = CacheFile.open(scans, 'new');
    const left = after.use((database) => [
      database.prepare('SELECT id FROM question').all().length,
      database
        .prepare('SELECT question FROM scan')
        .all()
        .map((row) => row['question']),
      database
        .prepare('SELECT key FROM result')
        .all()
        .map((row) => row['key']),
    ]);
    after.close();
    expect(left).toEqual([1, [2], ['b']]);
  });
});
