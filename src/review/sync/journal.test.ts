import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Journal } from './journal.ts';

const text = z.string();
const now = Date.UTC(2026, 0, 1);
const hour = 3_600_000;

describe('Journal', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossplan-journal-'));
    path = join(folder, 'deep', 'run.jsonl');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const never = () => Promise.reject(new Error('asked again'));
  const told = (value: string) => () => Promise.resolve(value);

  it('answers from the run before what that run was told, and asks for the rest', async () => {
    const first = await Journal.open(path, now);
    await first.once('a', text, told('A'));
    // The first run is gone without a word: its file is as it was.
    const second = await Journal.open(path, now + hour);
    expect(await second.once('a', text, never)).toBe('A');
    expect(await second.once('b', text, told('B'))).toBe('B');
    expect(second.replayed).toBe(1);
    expect(second.started).toBe(now);
    await second.close();
    const third = await Journal.open(path, now + hour);
    expect(await third.once('b', text, never)).toBe('B');
    await third.finish();
    await first.close();
    await expect(stat(path)).rejects.toThrow('ENOENT');
  });

  it('drops a line that was cut off in mid-write, and all after it', async () => {
    const first = await Journal.open(path, now);
    await first.once('a', text, told('A'));
    await first.close();
    await appendFile(path, '["b","B');
    const second = await Journal.open(path, now);
    expect(await second.once('a', text, never)).toBe('A');
    expect(await second.once('b', text, told('again'))).toBe('again');
    await second.close();
    expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(5);
  });

  it('takes no answer of two days ago for a present one, and gives it back to be kept', async () => {
    const first = await Journal.open(path, now);
    await first.once('a', text, told('old'));
    await first.close();
    const second = await Journal.open(path, now + 48 * hour);
    expect(second.salvaged).toContain('old');
    expect(await second.once('a', text, told('new'))).toBe('new');
    await second.close();
    // Cut short again: nothing of either run is lost.
    const third = await Journal.open(path, now + 49 * hour);
    expect(await third.once('a', text, never)).toBe('new');
    await third.close();
  });

  it('goes on with what its budget alone cut short, whenever the next run comes', async () => {
    const first = await Journal.open(path, now);
    await first.once('a', text, told('A'));
    await first.close({ isSpent: true });
    const second = await Journal.open(path, now + 1000 * hour);
    expect(await second.once('a', text, never)).toBe('A');
    expect(second.started).toBe(now);
    // This one fails: it is given up when nobody goes on with it for two days.
    await second.close();
    const third = await Journal.open(path, now + 1048 * hour);
    expect([third.started, third.salvaged]).toEqual([now + 1048 * hour, ['A']]);
    await third.close({ isSpent: true });
    const before = await Journal.open(path, now);
    expect(before.started).toBe(now);
    await before.close();
  });

  it('goes on with a read for as long as a run comes every day', async () => {
    for (let day = 0; day < 5; day++) {
      const journal = await Journal.open(path, now + day * 24 * hour);
      expect(journal.started).toBe(now);
      await journal.once(`answer ${day}`, text, told('A'));
      expect(journal.knows('answer 0')).toBe(day > 0);
      await journal.close();
    }
  });

  it('goes on with a read that was begun anew, and gives up once alone what was before it', async () => {
    const first = await Journal.open(path, now);
    await first.once('a', text, told('old'));
    await first.close();
    const second = await Journal.open(path, now + 48 * hour);
    await second.once('a', text, told('new'));
    // It is killed: what it salvaged is written nowhere yet.
    const third = await Journal.open(path, now + 49 * hour);
    expect(third.salvaged).toEqual(['old']);
    expect(await third.once('a', text, never)).toBe('new');
    await third.close();
    const fourth = await Journal.open(path, now + 50 * hour);
    expect(fourth.salvaged).toEqual([]);
    expect(await fourth.once('a', text, never)).toBe('new');
    await fourth.close();
    await second.close();
  });

  it('does not trust a journal from the future: the clock was wrong then, or is now', async () => {
    const first = await Journal.open(path, now + 1000 * hour);
    await first.once('a', text, told('A'));
    await first.close();
    const second = await Journal.open(path, now);
    expect(second.replayed).toBe(0);
    expect(second.salvaged).toContain('A');
    await second.close();
  });

  it('asks again for an entry of another shape', async () => {
    const first = await Journal.open(path, now);
    await first.once('a', z.number(), () => Promise.resolve(7));
    await first.close();
    const second = await Journal.open(path, now);
    expect(await second.once('a', text, told('A'))).toBe('A');
    await second.close();
  });
});
