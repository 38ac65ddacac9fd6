import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitEngine } from '../../src/adoption/git-engine.ts';
import { GitObjects } from '../../src/git/git-objects.ts';
import { openRepository } from '../../src/git/repository.ts';
import { UnreadableRepository } from '../../src/git/read-problem.ts';
import { probesFileSchema } from '../../src/proposal/probe.ts';
import { realParts } from '../support/real-parts.ts';
import { git, noon, temporaryFolder, writeHistory } from './support/history.ts';

const question = {
  ...probesFileSchema.parse({
    probes: { imports: { kind: 'import', title: 'i', language: 'python', modules: ['green'] } },
  }),
  wrappers: {},
};
const since = '2023-01-01';

describe.skipIf(!realParts.git.available)('opening a repository', () => {
  let temporary: ReturnType<typeof temporaryFolder>;
  let bare: string;
  let ids: string[];
  beforeAll(() => {
    temporary = temporaryFolder();
    bare = join(temporary.path, 'bare');
    ids = writeHistory(
      bare,
      ['import green\n', 'import green\nimport green\n', 'x = 1\n'].map((content, i) => ({
        time: noon(`2024-01-0${i + 1}`),
        entries: [{ path: 'a.py', content }],
      })),
    );
  });
  afterAll(() => {
    temporary.remove();
  });
  const at = (name: string) => join(temporary.path, name);
  const problemOf = async (path: string, branch?: string) => {
    const error: unknown = await openRepository(path, branch).catch((caught: unknown) => caught);
    if (!(error instanceof UnreadableRepository)) throw new Error('Expected it to be unreadable');
    // The stored message must be the same on every machine.
    expect(error.problem.message).not.toContain(temporary.path);
    return error.problem;
  };
  const series = async (path: string, branch?: string) => {
    const repository = await openRepository(path, branch);
    const reading = await new GitEngine().read(repository, question, since);
    const counts = reading.answers.get('imports')?.points.map((point) => point.counts.code);
    return { counts, problems: reading.problems };
  };

  it('reads a bare one, an ordinary clone, and a linked work tree alike', async () => {
    git(temporary.path, ['clone', '--quiet', bare, 'ordinary']);
    git(at('ordinary'), ['worktree', 'add', '--quiet', '--detach', at('linked')]);
    // What stands in the work tree is never looked at.
    writeFileSync(join(at('ordinary'), 'a.py'), 'import green\n'.repeat(9));
    for (const path of [bare, at('ordinary'), join(at('ordinary'), '.git'), at('linked')]) {
      expect(await series(path)).toEqual({ counts: [1, 2, 0], problems: [] });
    }
  });

  it('does not let configuration, replacements, grafts or the environment change what it reads', async () => {
    git(temporary.path, ['clone', '--quiet', '--bare', bare, 'twisted']);
    git(at('twisted'), ['config', 'log.showRoot', 'false']);
    git(at('twisted'), ['config', 'log.diffMerges', 'off']);
    git(at('twisted'), ['config', 'diff.renames', 'copies']);
    git(at('twisted'), ['config', 'core.quotePath', 'true']);
    git(at('twisted'), ['replace', ids[1] ?? '', ids[2] ?? '']);
    mkdirSync(join(at('twisted'), 'info'), { recursive: true });
    writeFileSync(join(at('twisted'), 'info', 'grafts'), `${ids[2] ?? ''}\n`);
    process.env['GIT_DIR'] = '/nowhere';
    process.env['GIT_OBJECT_DIRECTORY'] = '/nowhere';
    try {
      expect(await series(at('twisted'))).toEqual({ counts: [1, 2, 0], problems: [] });
    } finally {
      delete process.env['GIT_DIR'];
      delete process.env['GIT_OBJECT_DIRECTORY'];
    }
  });

  it('reads the branch that is asked for, in a clone also a remote one', async () => {
    git(bare, ['branch', 'old', ids[1] ?? '']);
    git(temporary.path, ['clone', '--quiet', bare, 'with-remote']);
    expect((await series(bare, 'old')).counts).toEqual([1, 2]);
    expect((await series(at('with-remote'), 'old')).counts).toEqual([1, 2]);
    expect(await problemOf(bare, 'none')).toEqual({
      code: 'no-branch',
      message: 'there is no branch none; set `branch` to one of: main, old',
    });
  });

  it('says that nothing is there, or no repository', async () => {
    expect(await problemOf(at('nothing/at/all'))).toEqual({
      code: 'missing',
      message: 'the repository is missing',
    });
    mkdirSync(at('folder'));
    expect((await problemOf(at('folder'))).code).toBe('not-git');
    writeFileSync(at('file'), 'x');
    expect((await problemOf(at('file'))).code).toBe('not-git');
    mkdirSync(at('like'));
    writeFileSync(join(at('like'), 'HEAD'), 'ref: refs/heads/main\n');
    expect((await problemOf(at('like'))).code).toBe('not-git');
  });

  it('does not take a folder inside of a repository for one', async () => {
    git(temporary.path, ['init', '--quiet', 'around']);
    mkdirSync(at('around/inner'));
    expect((await problemOf(at('around/inner'))).code).toBe('not-git');
  });

  it('says that a repository is empty, or that HEAD names no branch of it', async () => {
    git(temporary.path, ['init', '--quiet', '--bare', 'empty']);
    expect((await problemOf(at('empty'))).code).toBe('empty');
    git(temporary.path, ['clone', '--quiet', '--bare', bare, 'headless']);
    git(at('headless'), ['symbolic-ref', 'HEAD', 'refs/heads/master']);
    const problem = await problemOf(at('headless'));
    expect(problem.code).toBe('no-branch');
    expect(problem.message).toContain('there is no branch master');
  });

  it('says that its head commit is broken', async () => {
    git(temporary.path, ['clone', '--quiet', '--bare', '--no-hardlinks', bare, 'broken']);
    rmSync(join(at('broken'), 'objects'), { recursive: true });
    mkdirSync(join(at('broken'), 'objects'));
    expect((await problemOf(at('broken'))).code).toBe('git');
  });

  it('reads of a mirror what the remote calls its HEAD, whatever is checked out here', async () => {
    git(temporary.path, ['clone', '--quiet', bare, 'checked-out']);
    git(at('checked-out'), ['checkout', '--quiet', '--detach', ids[0] ?? '']);
    const here = await openRepository(at('checked-out'));
    expect([here.head, here.ref]).toEqual([ids[0], null]);
    const mirror = await openRepository(at('checked-out'), undefined, true);
    expect([mirror.head, mirror.ref]).toEqual([ids.at(-1), 'main']);
    const bareMirror = await openRepository(bare, undefined, true);
    expect([bareMirror.head, bareMirror.ref]).toEqual([ids.at(-1), 'main']);
  });

  it('reads a shallow clone, and says from when on it knows the history', async () => {
    git(temporary.path, ['clone', '--quiet', '--bare', '--depth=2', `file://${bare}`, 'shallow']);
    expect(await series(at('shallow'))).toEqual({
      counts: [2, 0],
      problems: [
        {
          code: 'shallow',
          message: `a shallow clone: its history begins on 2024-01-02 (${ids[1]?.slice(0, 10) ?? ''}), not on 2023-01-01`,
          at: 'history',
        },
      ],
    });
    const reading = await new GitEngine().read(
      await openRepository(at('shallow')),
      question,
      '2024-01-02',
    );
    expect(reading.problems).toEqual([]);
  });

  it('reads what a partial clone has, fetches nothing, and names what is absent', async () => {
    git(bare, ['config', 'uploadpack.allowFilter', 'true']);
    const clone = ['clone', '--quiet', '--bare', `file://${bare}`];
    git(temporary.path, [...clone, '--filter=blob:none', 'blobless']);
    const { counts, problems } = await series(at('blobless'));
    expect(counts).toEqual([0]);
    expect(problems).toEqual([
      {
        code: 'partial',
        message: 'a partial clone: contents are absent; clone it whole',
        at: 'head',
        probes: ['imports'],
      },
      {
        code: 'blob-missing',
        message: 'content absent from the repository',
        path: 'a.py',
        at: 'head',
        probes: ['imports'],
      },
    ]);
    git(temporary.path, [...clone, '--filter=tree:0', 'treeless']);
    await expect(series(at('treeless'))).rejects.toMatchObject({ problem: { code: 'partial' } });
  });

  it('answers for a blob that is nowhere without losing the others', async () => {
    const objects = new GitObjects(await openRepository(bare));
    const blobs = (await objects.tree(ids[0] ?? '')).map(({ blob }) => blob);
    const seen: string[] = [];
    await objects.blobs(['0'.repeat(40), ...blobs, ids[0] ?? ''], 100, (_, content) => {
      seen.push(Buffer.isBuffer(content) ? content.toString() : JSON.stringify(content));
    });
    expect(seen.sort()).toEqual(['import green\n', '{"missing":true}', '{"missing":true}']);
  });

  it('reads a repository whose objects are named by SHA-256', async () => {
    git(temporary.path, ['init', '--quiet', '--object-format=sha256', 'sha256']);
    writeFileSync(join(at('sha256'), 'a.py'), 'import green\n');
    git(at('sha256'), ['add', '.']);
    git(at('sha256'), ['commit', '--quiet', '-m', 'x']);
    expect((await series(at('sha256'))).counts).toEqual([1]);
  });
});
