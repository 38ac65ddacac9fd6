import { open } from 'node:fs/promises';
import { z } from 'zod';
import { ofTime } from '../../../src/ground/instant.ts';
import {
  exportedThreadSchema,
  type ExportedThread,
} from '../../../src/comments/exchange/exported-thread.ts';
import { exportedThreads } from '../../../src/comments/exchange/read-json-lines.ts';
import { askGate } from '../governance/comment-gate.ts';
import { askComments, commentsAddress } from './ask-comments.ts';

/** `--from`, for the table of options. */
export const fromOption = {
  type: 'string',
  value: '<address or file>',
  help: 'a server of comments, or a file of its threads.jsonl; default: `comments` of projects.yaml',
} as const;

/** Largest answer with a page of threads, and largest file of an export, in bytes. */
const largestPage = 64 * 1024 * 1024;
const largestExport = 256 * 1024 * 1024;
/** Pages of a hundred threads: more than a proposal has. */
const mostPages = 1000;

const pageSchema = z.object({
  threads: z.array(exportedThreadSchema),
  next: z.int().positive().nullable(),
});

/** Where threads are read, by proposal: all of those that everybody may see, or why they are not known. */
export interface ThreadSource {
  /** What is written of where they come from. */
  from: string;
  read: (proposal: number) => Promise<ThreadsRead>;
}

export type ThreadsRead =
  { threads: ExportedThread[]; /** When they were so. */ asOf: string } | { unread: string[] };

/** Is it where a server answers, and no file? */
export function isAddress(from: string): boolean {
  return /^https?:\/\//i.test(from);
}

/** Threads of a server of comments, or of a file that it exported as JSON lines. */
export async function threadSource(from: string): Promise<ThreadSource> {
  if (isAddress(from)) {
    return { from: from.replace(/\/+$/, ''), read: (proposal) => ofServer(from, proposal) };
  }
  const file = await ofFile(from);
  return {
    from: 'an export',
    read: (proposal) => {
      if ('unread' in file) return Promise.resolve(file);
      const threads = file.threads.filter((one) => one.proposal === proposal);
      return Promise.resolve({ threads, asOf: file.asOf });
    },
  };
}

async function ofServer(server: string, proposal: number): Promise<ThreadsRead> {
  const threads: ExportedThread[] = [];
  const ids = new Set<string>();
  let after = 0;
  for (let pages = 0; pages < mostPages; pages++) {
    const path = `/comments/${proposal}/threads?limit=100&after=${after}`;
    const page = await askComments(commentsAddress(server, path), pageSchema, largestPage);
    if ('unread' in page) return { unread: [page.unread] };
    for (const thread of page.data.threads) {
      if (thread.proposal !== proposal || ids.has(thread.id)) {
        return { unread: [`${server} answers with a thread that does not belong there`] };
      }
      ids.add(thread.id);
      threads.push(thread);
    }
    const { next } = page.data;
    if (next === null) return checked(server, proposal, threads);
    if (next <= after) return { unread: [`${server} answers with the same page again`] };
    after = next;
  }
  return { unread: [`${server} has more than ${mostPages} pages of threads`] };
}

/** The gate is a second question: where it says otherwise, the threads are not all that there are. */
async function checked(
  server: string,
  proposal: number,
  threads: ExportedThread[],
): Promise<ThreadsRead> {
  const gate = await askGate(server, proposal);
  if (!Array.isArray(gate)) return { unread: 'unread' in gate ? [gate.unread] : [] };
  const open = threads.filter(({ kind, state }) => kind === 'concern' && state === 'open');
  const isSame = open.length === gate.length && open.every(({ id }) => gate.includes(id));
  if (isSame) return { threads, asOf: ofTime(Date.now()) };
  return {
    unread: [
      `${server}: its threads have ${open.length} open concerns, its gate ${gate.length}: ` +
        'it changed meanwhile, or answers with half; run it again',
    ],
  };
}

async function ofFile(path: string): Promise<ThreadsRead> {
  await using file = await open(path);
  const { size, mtimeMs } = await file.stat();
  if (size > largestExport) return { unread: [`${path}: larger than ${largestExport} bytes`] };
  const { threads, faults } = exportedThreads(await file.readFile('utf8'));
  if (faults.length > 0) return { unread: faults.map((fault) => `${path}: ${fault}`) };
  return { threads: threads.map(({ thread }) => thread), asOf: ofTime(mtimeMs) };
}
