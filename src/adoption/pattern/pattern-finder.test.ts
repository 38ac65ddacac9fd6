import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/proposals.ts';
import { PatternFinder } from './pattern-finder.ts';

async function threadOf(program: string): Promise<URL> {
  const file = join(await temporaryFolder(), 'thread.mjs');
  await writeFile(file, program);
  return pathToFileURL(file);
}

/**
 * A thread that was stopped between its answer and its word of it, and says that at the next question:
 * it answers that once it is waited for anew.
 */
const withLateWord = `
import { workerData } from 'node:worker_threads';
const { answered, port } = workerData;
port.on('message', ({ words }) => {
  for (let woken = 0; woken < 2; ) woken += Atomics.notify(answered, 0);
  port.postMessage({ lines: [words.length] });
  Atomics.add(answered, 0, 1);
  Atomics.notify(answered, 0);
});`;

const question = { language: 'python', pattern: 'f($A)', text: 'f(1)' } as const;

it('each question gets its own answer, whenever the word of the one before comes', async () => {
  const finder = new PatternFinder({ thread: await threadOf(withLateWord) });
  for (const words of [['a'], ['a', 'b'], ['a', 'b', 'c']]) {
    expect(finder.find({ ...question, words })).toEqual({ lines: [words.length] });
  }
});

it('a thread that died is waited for no longer than so long', async () => {
  const thread = await threadOf('process.exit();');
  const finder = new PatternFinder({ thread, limitMs: 60_000, waitMs: 100 });
  expect(finder.find({ ...question, words: ['f'] })).toBeUndefined();
});
