import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../../../test/support/proposals.ts';
import { KeptStates } from './kept-states.ts';
import { faultyState } from './proposal-state.ts';

const state = faultyState('0001-plan', 1);
const never = () => Promise.reject(new Error('derived again'));

test('what was derived once is kept, by all that it was derived from', async () => {
  const root = await temporaryFolder();
  const kept = new KeptStates(root);
  expect(await kept.of(['a', 1], () => Promise.resolve(state))).toEqual(state);
  expect(await kept.of(['a', 1], never)).toEqual(state);
  expect(await new KeptStates(root).of(['a', 1], never)).toEqual(state);
  const other = { ...state, number: 2 };
  expect(await kept.of(['a', 2], () => Promise.resolve(other))).toEqual(other);
  expect(await readdir(root)).toHaveLength(2);
});

test('what cannot be read is derived again; where nothing can be written, it is derived each time', async () => {
  const root = await temporaryFolder();
  const kept = new KeptStates(root);
  await kept.of('a', () => Promise.resolve(state));
  const [name = ''] = await readdir(root);
  await writeFile(join(root, name), '{"name":');
  expect(await kept.of('a', () => Promise.resolve(state))).toEqual(state);
  expect(await kept.of('a', never)).toEqual(state);
  await writeFiles(root, { file: '' });
  const nowhere = new KeptStates(join(root, 'file'));
  expect(await nowhere.of('a', () => Promise.resolve(state))).toEqual(state);
  await expect(nowhere.of('a', never)).rejects.toThrow('derived again');
});

test('a derivation that fails is not kept', async () => {
  const kept = new KeptStates(await temporaryFolder());
  await expect(kept.of('a', never)).rejects.toThrow('derived again');
  expect(await kept.of('a', () => Promise.resolve(state))).toEqual(state);
});

test('the oldest go where there are more than 400', async () => {
  const root = await temporaryFolder();
  const names = Array.from({ length: 403 }, (_, i) => `${String(i).padStart(3, '0')}.json`);
  await writeFiles(root, Object.fromEntries(names.map((name) => [name, '{}'])));
  // The names count down as the times go up: order of the folder is none of time.
  await Promise.all(names.map((name, i) => utimes(join(root, name), 0, 2_000_000 - i)));
  const kept = new KeptStates(root);
  await kept.dropOldest();
  expect((await readdir(root)).sort()).toEqual(names.slice(0, 400));
  await kept.dropOldest();
  expect(await readdir(root)).toHaveLength(400);
  await new KeptStates(join(root, 'missing')).dropOldest();
});
