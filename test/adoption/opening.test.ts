import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openingOf } from '../../src/git/opening.ts';
import { openRepository } from '../../src/git/repository.ts';
import { realParts } from '../support/real-parts.ts';
import { git, noon, temporaryFolder, writeHistory } from './support/history.ts';

describe.skipIf(!realParts.git.available)('what a clone says without git', () => {
  let temporary: ReturnType<typeof temporaryFolder>;
  let source: string;
  let ids: string[];
  beforeAll(() => {
    temporary = temporaryFolder();
    source = join(temporary.path, 'source');
    const commits = ['1', '2', '3'].map((content, i) => ({
      time: noon(`2024-01-0${i + 1}`),
      entries: [{ path: 'a', content }],
    }));
    ids = writeHistory(source, commits);
    git(source, ['branch', 'other', ids[0] ?? '']);
  });
  afterAll(() => {
    temporary.remove();
  });
  const clone = (name: string, ...how: string[]) => {
    const path = join(temporary.path, name);
    git(temporary.path, ['clone', '--quiet', ...how, source, path]);
    return path;
  };

  it('is otherwise after everything that opening it tells otherwise', async () => {
    const path = clone('whole');
    const ordinary = (...args: string[]) => git(path, args);
    const steps: [args: string[], isNews: boolean][] = [
      [['pack-refs', '--all'], false],
      [['update-ref', 'refs/remotes/origin/main', ids[1] ?? ''], true],
      [['update-ref', 'refs/remotes/origin/other', ids[1] ?? ''], true],
      [['remote', 'set-head', 'origin', 'other'], true],
      [['checkout', '--quiet', '-b', 'mine', ids[0] ?? ''], true],
      [['pack-refs', '--all'], false],
      [['update-ref', '-d', 'refs/heads/main'], true],
      [['config', 'remote.origin.promisor', 'true'], true],
      [['checkout', '--quiet', '--detach', ids[2] ?? ''], true],
    ];
    const questions = [undefined, 'main', 'other'].flatMap((branch) =>
      [true, false].map((isMirror) => ({ branch, isMirror })),
    );
    const all = () =>
      Promise.all(
        questions.map(async ({ branch, isMirror }) => ({
          opening: await openingOf(path, branch),
          opened: await openRepository(path, branch, isMirror).catch(String),
        })),
      );
    let before = await all();
    for (const [args, isNews] of steps) {
      ordinary(...args);
      const after = await all();
      const changed = after.map(
        ({ opened }, i) => JSON.stringify(opened) !== JSON.stringify(before[i]?.opened),
      );
      expect(changed.includes(true), args.join(' ')).toBe(isNews);
      for (const [i, isChanged] of changed.entries()) {
        if (isChanged) expect(after[i]?.opening, args.join(' ')).not.toBe(before[i]?.opening);
      }
      // Asked again, it is the same.
      expect((await all()).map(({ opening }) => opening)).toEqual(
        after.map(({ opening }) => opening),
      );
      before = after;
    }
  });

  it('tells a clone that is cut off from a whole one', async () => {
    const path = join(temporary.path, 'cut');
    git(temporary.path, ['clone', '--quiet', '--depth=1', `file://${source}`, path]);
    const before = await openingOf(path, undefined);
    expect((await openRepository(path)).shallow).toBe(true);
    git(path, ['-c', 'protocol.file.allow=always', 'fetch', '--quiet', '--unshallow']);
    expect((await openRepository(path)).shallow).toBe(false);
    expect(await openingOf(path, undefined)).not.toBe(before);
  });

  it('is not told where files alone do not tell it', async () => {
    const path = clone('plain');
    expect(await openingOf(path, undefined)).toMatch(/^[0-9a-f]{64}$/);
    git(path, ['worktree', 'add', '--quiet', '--detach', join(temporary.path, 'tree')]);
    expect(await openingOf(join(temporary.path, 'tree'), undefined)).toBeUndefined();
    expect(await openingOf(path, '../../config')).toBeUndefined();
    git(path, ['config', 'include.path', '/elsewhere']);
    expect(await openingOf(path, undefined)).toBeUndefined();
    const linked = clone('linked');
    git(linked, ['symbolic-ref', 'refs/heads/alias', 'refs/heads/main']);
    expect(await openingOf(linked, 'alias')).toBeUndefined();
    const none = join(temporary.path, 'none');
    mkdirSync(none);
    writeFileSync(join(none, 'config'), '');
    expect(await openingOf(none, undefined)).toBeUndefined();
  });
});
