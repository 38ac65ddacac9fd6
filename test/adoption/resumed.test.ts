import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CacheFile } from '../../src/adoption/cache/cache-file.ts';
import { GitEngine } from '../../src/adoption/git-engine.ts';
import { loadGrammars } from '../../src/adoption/syntax/grammar.ts';
import { walk } from '../../src/adoption/walk.ts';
import { GitObjects } from '../../src/git/git-objects.ts';
import { openRepository } from '../../src/git/repository.ts';
import { probesFileSchema } from '../../src/proposal/probe.ts';
import { realParts } from '../support/real-parts.ts';
import { git, noon, temporaryFolder, writeHistory, type CommitSpec } from './support/history.ts';

const since = '2024-01-10';
const { probes, tests } = probesFileSchema.parse({
  probes: {
    imports: { kind: 'import', title: 'i', language: 'python', modules: ['green'] },
    spawns: { kind: 'call', title: 'c', language: 'python', functions: ['spawn'] },
    word: { kind: 'text', title: 't', include: ['**/*'], pattern: 'green' },
    requirement: { kind: 'dependency', title: 'd', packages: ['green'] },
    notes: { kind: 'file', title: 'f', include: ['notes/**'] },
  },
});
const question = { probes, tests, wrappers: { imports: ['lib.shim'] } };

describe.skipIf(!realParts.git.available)('a walk that goes on', () => {
  let temporary: ReturnType<typeof temporaryFolder>;
  let count = 0;
  beforeAll(async () => {
    temporary = temporaryFolder();
    await loadGrammars();
  });
  afterAll(() => {
    temporary.remove();
  });
  const folder = () => join(temporary.path, `r${++count}`);
  const open = (path: string, head: string) =>
    openRepository(path).then((repository) => ({ ...repository, head }));

  /** Reads with what is kept; what it asked of the history, and all of the reading. */
  async function goingOn(path: string, head: string, cache: CacheFile) {
    const objects = new GitObjects(await open(path, head));
    const asked: string[] = [];
    const watched = Object.create(objects) as GitObjects;
    watched.commits = () => {
      asked.push('all');
      return objects.commits();
    };
    watched.commitsAfter = (commit) => objects.commitsAfter(commit);
    watched.tree = (commit) => objects.tree(commit);
    watched.blobs = (...args) => objects.blobs(...args);
    watched.changes = (from, visit) => {
      asked.push(from);
      return objects.changes(from, visit);
    };
    const options = { source: watched, question, since, cache, isWhole: true };
    return { reading: await walk(options), asked };
  }
  const fresh = async (path: string, head: string) =>
    new GitEngine().read(await open(path, head), question, since);

  const path = fc.constantFrom(
    ...['a.py', 'b/c.py', 'script', 'x.rb', 'tests/t.py', 'notes/n'],
    ...['requirements.txt', 'lists/more', 'pyproject.toml'],
  );
  const content = fc.constantFrom(
    ...['import green\n', 'from lib import shim\nGREEN = spawn("green")\n', 'import other\n'],
    ...['#!/usr/bin/python3\nimport green\nspawn()\n', 'green>=1\n', '-r lists/more\ngreen\n'],
    '[broken\n',
    null,
  );
  const entries = fc.array(fc.record({ path, content }), { minLength: 1, maxLength: 4 });
  // Clocks go back, also before the day; a side branch is one step.
  const day = fc.integer({ min: 8, max: 30 });
  const commit = fc.record({ day, entries, side: fc.option(entries, { nil: undefined }) });
  const history = fc.array(commit, { minLength: 2, maxLength: 6 }).map((all): CommitSpec[] =>
    all.map(({ day: on, entries: changes, side }) => {
      const time = noon('2024-01-01') + 86_400 * (on - 1);
      return {
        ...{ time, entries: changes },
        ...(side === undefined ? {} : { merges: { time, entries: side } }),
      };
    }),
  );

  it('says what one over the whole line says, from wherever it goes on', { timeout: 240_000 }, () =>
    fc.assert(
      fc.asyncProperty(history, async (commits) => {
        const at = folder();
        const ids = writeHistory(at, commits);
        const cache = CacheFile.open(folder(), 'r');
        for (const head of ids) {
          expect((await goingOn(at, head, cache)).reading).toEqual(await fresh(at, head));
        }
        // Back to where it was: that line is another.
        const [first = ''] = ids;
        expect((await goingOn(at, first, cache)).reading).toEqual(await fresh(at, first));
        cache.close();
      }),
      { numRuns: 8 },
    ),
  );

  const later = (on: string, ...changes: CommitSpec['entries']): CommitSpec => ({
    time: noon(on),
    entries: changes,
  });
  const three = [
    later('2024-01-05', { path: 'a.py', content: 'import green\n' }),
    later('2024-01-20', { path: 'lists/more', content: 'green\n' }),
    later('2024-01-21', { path: 'b.py', content: 'import green\n' }),
  ];

  it('asks for what is new alone', async () => {
    const at = folder();
    const ids = writeHistory(at, [...three, later('2024-01-22', { path: 'a.py', content: null })]);
    const [, , third = '', last = ''] = ids;
    const cache = CacheFile.open(folder(), 'r');
    expect((await goingOn(at, third, cache)).asked).toEqual(['all', ids[0]]);
    expect((await goingOn(at, last, cache)).asked).toEqual([third]);
    expect((await goingOn(at, last, cache)).asked).toEqual([]);
    cache.close();
  });

  it.each([
    ['the history was written anew', later('2024-01-22', { path: 'c.py', content: 'x\n' }), true],
    ['a commit is dated before the day', later('2024-01-09', { path: 'c', content: 'x\n' }), false],
    [
      'an old file is a manifest from now on',
      later('2024-01-22', { path: 'requirements.txt', content: '-r lists/more\n' }),
      false,
    ],
  ])('walks all where %s', async (_, last, rewritten) => {
    const at = folder();
    const ids = writeHistory(at, [...three, last]);
    const cache = CacheFile.open(folder(), 'r');
    let before = ids[2] ?? '';
    if (rewritten) {
      // The same tree at the end of another line.
      const tree = git(at, ['rev-parse', `${before}^{tree}`]);
      before = git(at, ['commit-tree', tree, '-m', 'x', '-p', ids[0] ?? '']);
    }
    await goingOn(at, before, cache);
    const head = ids[3] ?? '';
    const { reading, asked } = await goingOn(at, head, cache);
    expect(asked).toContain('all');
    expect(reading).toEqual(await fresh(at, head));
    cache.close();
  });

  it('is not kept where a commit may say something else later', async () => {
    const at = folder();
    const ids = writeHistory(at, three);
    const [, , head = ''] = ids;
    const cache = CacheFile.open(folder(), 'r');
    const read = async (extra: object) => {
      const engine = new GitEngine(cache);
      await engine.read({ ...(await open(at, head)), ...extra }, question, since);
      return cache.use((database) => database.prepare('SELECT key FROM walk').all().length);
    };
    expect(await read({ shallow: true })).toBe(0);
    expect(await read({ partial: true })).toBe(0);
    expect(await read({})).toBe(1);
    cache.close();
  });
});
