import { execFileSync, spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readReviews } from '../../src/review/read-reviews.ts';
import type { Ended } from './command.ts';
import { FakeGerrit, manyChanges } from './fake-gerrit.ts';
import { proposalsRoot } from './proposals-root.ts';

/** A place in which little can be written. */
interface TightDisk extends AsyncDisposable {
  folder: string;
  /** What a shell does before a command, and the code that the command is told. */
  before: string;
  code: string;
  fill: () => Promise<void>;
  makeRoom: () => Promise<void>;
}

/** Of this size a file system is full with what the test puts there. */
const sizeKiB = 512;

async function ownFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'crossplan-full-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A file system of its own, in memory; needs the right to mount one. */
async function ownDisk(): Promise<TightDisk> {
  const { folder, remove } = await ownFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeKiB}k`, 'tmpfs', folder]);
  const filler = join(folder, 'filler');
  return {
    folder,
    before: '',
    code: 'ENOSPC',
    fill: async () => {
      // To the last page.
      await writeFile(filler, Buffer.alloc(sizeKiB * 1024)).catch(() => undefined);
    },
    makeRoom: async () => {
      await rm(filler);
      execFileSync('mount', ['-o', 'remount,size=64m', folder]);
    },
    [Symbol.asyncDispose]: async () => {
      execFileSync('umount', [folder]);
      await remove();
    },
  };
}

/** A limit on the size of files: the same call fails, for another reason. */
async function sizeLimit(): Promise<TightDisk> {
  const { folder, remove } = await ownFolder();
  const disk: TightDisk = {
    folder,
    before: '',
    code: 'EFBIG',
    fill: () => {
      // In half KiB.
      disk.before = 'ulimit -f 16; ';
      return Promise.resolve();
    },
    makeRoom: () => {
      disk.before = '';
      return Promise.resolve();
    },
    [Symbol.asyncDispose]: remove,
  };
  return disk;
}

function mayMount(): boolean {
  try {
    execFileSync('sh', [
      '-c',
      'd=$(mktemp -d) && mount -t tmpfs -o size=64k tmpfs "$d" && umount "$d" && rmdir "$d"',
    ]);
    return true;
  } catch {
    return false;
  }
}

const kinds: [string, () => Promise<TightDisk>][] = [
  ['a limit on the size of files', sizeLimit],
  ...(mayMount() ? [['a full disk', ownDisk] satisfies [string, () => Promise<TightDisk>]] : []),
];

/** A command in a shell that does something before it. */
function command(before: string, script: string, args: readonly string[]): Promise<Ended> {
  const line = `${before}exec "$@"`;
  const program = [process.execPath, join('scripts', script), ...args];
  const child = spawn('sh', ['-c', line, 'sh', ...program], {
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((done) => {
    child.on('close', (code) => {
      done({ code, out, err });
    });
  });
}

describe.each(kinds)('%s', (_, make) => {
  it(
    'costs sync and link what they were to write, and nothing that was there',
    { timeout: 600_000 },
    async () => {
      await using server = await FakeGerrit.start(manyChanges(3));
      await using proposals = await proposalsRoot(server.yaml, '[{ topic: [move] }]');
      await using disk = await make();
      const root = join(disk.folder, 'proposals');
      const folder = join(root, '0001-move');
      await cp(proposals.root, root, { recursive: true });
      const cache = join(proposals.root, '.cache');
      const sync = (of = cache) =>
        command(disk.before, 'sync.ts', ['--root', root, '--cache', of, '--spacing', '0']);
      const link = (decision: string) => {
        const review = `http://${server.host}/c/demo/alpha/+/1`;
        return command(disk.before, 'link.ts', [
          ...[decision, '--root', root, '--stage', 'one', review],
        ]);
      };
      // Longer than the limit on sizes.
      await writeFile(join(folder, 'links.yaml'), '# People decide.\n'.repeat(1000));
      expect(await sync()).toMatchObject({ code: 0 });
      expect(await link('confirm')).toMatchObject({ code: 0 });
      const before = await Promise.all([
        readFile(join(folder, 'reviews.json'), 'utf8'),
        readFile(join(folder, 'links.yaml'), 'utf8'),
        readdir(folder),
      ]);
      server.changes = manyChanges(900);
      await disk.fill();
      const oneLine = (file: string) =>
        expect.stringMatching(
          new RegExp(`^(?:.*: reading\\n)?[^\\n]*${file}[^\\n]*: [^\\n]* \\(${disk.code}\\)\\n$`),
        ) as string;
      // The limit holds for every file, a disk for its own.
      const fails = disk.code === 'EFBIG' ? 'jsonl' : '(?:reviews.json|lock)';
      expect(await sync()).toEqual({ code: 3, out: '', err: oneLine(fails) });
      expect(await sync(join(disk.folder, 'cache'))).toEqual({
        ...{ code: 3, out: '', err: oneLine('') },
      });
      expect(await link('reject')).toEqual({
        ...{ code: 3, out: '', err: oneLine('link') },
      });
      const after = await Promise.all([
        readFile(join(folder, 'reviews.json'), 'utf8'),
        readFile(join(folder, 'links.yaml'), 'utf8'),
        readdir(folder),
      ]);
      expect(after).toEqual(before);
      await disk.makeRoom();
      expect(await sync()).toMatchObject({ code: 0 });
      expect(await link('reject')).toMatchObject({ code: 0 });
      expect((await readReviews(folder)).reviews).toHaveLength(900);
    },
  );
});
