import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdLock, Locked } from './lock.ts';

describe('holdLock', () => {
  let path: string;
  beforeEach(async () => {
    path = join(await mkdtemp(join(tmpdir(), 'crossplan-lock-')), 'below', '.lock');
  });
  afterEach(() => rm(join(path, '..', '..'), { recursive: true, force: true }));
  const take = (waitMs?: number) => holdLock(path, 'another run is at work', waitMs);

  it('is had by one at a time, and by the next once it is given back', async () => {
    const first = await take();
    await expect(take()).rejects.toThrow(Locked);
    await expect(take()).rejects.toThrow(/^another run is at work: wait for it to end .*\.lock/);
    first.release();
    first.release();
    (await take()).release();
  });

  it('is waited for as long as was said', async () => {
    const first = await take();
    const second = take(10_000);
    first.release();
    (await second).release();
  });

  it('lets every one of many through in turn', async () => {
    let inside = 0;
    const one = async () => {
      using _ = await take(20_000);
      expect(++inside).toBe(1);
      await Promise.resolve();
      inside--;
    };
    await Promise.all(Array.from({ length: 8 }, one));
  });

  it('ends with the process that held it, however that ended', async () => {
    const holder = `
      import { holdLock } from ${JSON.stringify(new URL('./lock.ts', import.meta.url).href)};
      await holdLock(${JSON.stringify(path)}, 'x');
      console.log('held');
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', holder]);
    await once(child.stdout, 'data');
    await expect(take()).rejects.toThrow(Locked);
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
    (await take()).release();
  });

  it('says what is wrong with a file that is no lock', async () => {
    (await take()).release();
    await writeFile(
      path,
      'this is no database, and it is longer than the head of one is, '.repeat(9),
    );
    await expect(take()).rejects.not.toThrow(Locked);
  });
});
