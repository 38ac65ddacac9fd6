import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { formatProblem } from '../../../src/ground/problem.ts';
import { writeWhole } from '../../../src/ground/write-whole.ts';
import {
  frozenText,
  frozenThreads,
  frozenThreadsFile,
  readFrozenThreads,
  type FrozenThreads,
} from '../../../src/comments/frozen/frozen-threads.ts';
import type { Proposals } from '../../../src/proposal/load-proposals.ts';
import { numberText } from '../../../src/proposal/proposal-number.ts';
import { WrongUse } from '../cli.ts';
import { chosenProposals } from '../options.ts';
import { print, printError, printJson } from '../print.ts';
import { isAddress, threadSource } from './read-threads.ts';

/** A run that finds nothing new leaves the file so long, so that a daily run makes no daily commit. */
const weekMs = 7 * 86_400_000;

/**
 * Writes the threads of proposals into their folders. A proposal whose threads cannot be read keeps the
 * file that it has; one that never had a thread gets none.
 *
 * @returns whether all were read
 */
export async function freezeThreads(
  loaded: Proposals,
  values: { proposal?: string; from?: string; json?: boolean },
): Promise<boolean> {
  const from = values.from ?? loaded.registry.comments;
  if (from === undefined) {
    throw new WrongUse('freeze needs --from, or `comments` in projects.yaml');
  }
  const { proposals, faulty } = chosenProposals(loaded, values.proposal);
  const source = await threadSource(from);
  const done: { proposal: number; threads: number; written: boolean }[] = [];
  const unread: string[] = faulty.map(
    ({ name }) => `${name} is faulty; npm run check says what is to be mended`,
  );
  for (const { number, folder } of proposals) {
    const read = await source.read(number);
    if ('unread' in read) {
      unread.push(...read.unread);
      continue;
    }
    const before = await readFrozenThreads(folder);
    printError(...before.problems.map(formatProblem));
    if (before.problems.length === 0 && before.frozen === undefined && read.threads.length === 0) {
      continue;
    }
    const now: FrozenThreads = {
      asOf: read.asOf,
      ...(isAddress(from) ? { from: source.from } : {}),
      threads: frozenThreads(read.threads),
    };
    const written =
      isNews(before.frozen, now) &&
      (await writeWhole(join(folder, frozenThreadsFile), frozenText(now)));
    done.push({ proposal: number, threads: now.threads.length, written });
  }
  if (values.json === true) printJson(done);
  else {
    print(
      ...done.map(({ proposal, threads, written }) => {
        const count = `${threads} ${threads === 1 ? 'thread' : 'threads'}`;
        return `${numberText(proposal)}  ${count}${written ? '' : ', as before'}`;
      }),
    );
    if (done.length === 0 && unread.length === 0) print('no thread');
  }
  printError(...new Set(unread));
  return unread.length === 0;
}

function isNews(before: FrozenThreads | undefined, now: FrozenThreads): boolean {
  if (before === undefined) return true;
  // As they are read back: nothing undefined in them.
  const threads = JSON.parse(JSON.stringify(now.threads)) as unknown;
  if (before.from !== now.from || !isDeepStrictEqual(before.threads, threads)) return true;
  return Date.parse(now.asOf) - Date.parse(before.asOf) >= weekMs;
}
