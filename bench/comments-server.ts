/** A server of comments in a process of its own, with very many of them on one proposal. */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { revisionName } from '../src/comments/anchoring/revision.ts';
import { backUpFormat } from '../src/comments/store/back-up-line.ts';
import { storePlace } from '../src/comments/server/configuration.ts';
import { openStore } from '../src/comments/store/open-store.ts';
import { restore } from '../src/comments/store/restore.ts';
import { newestShape } from '../src/comments/store/shape.ts';
import { Postgres } from '../test/comments/support/postgres.ts';
import { Served, writeTexts } from '../test/comments/support/served.ts';
import { temporaryFolder } from '../test/support/proposals.ts';

export interface ServerOrder {
  store: 'sqlite' | 'postgresql';
  comments: number;
  threads: number;
}

interface Ready {
  url: string;
  cookie: string;
}

export interface CommentsServer extends AsyncDisposable, Ready {
  store: ServerOrder['store'];
  threads: string[];
  /** The numbers of the threads, in the order of the list. */
  firsts: number[];
  /** Seconds of processor that the server took so far. */
  cpu: () => Promise<number>;
  /** Writes the proposal's text anew, a word otherwise and a line more, and waits until all is placed. */
  edit: () => Promise<{ threads: number; ms: number }>;
}

/** A text of many passages, as long as a large blueprint. */
const text = Array.from(
  { length: 400 },
  (_, i) => `Paragraph ${i} says that service ${i * 7} moves in release ${i % 13}, and not before.`,
).join('\n');
const edited = `A new line.\n${text.replace('Paragraph 200 says', 'Paragraph 200 tells')}`;

const moment = (i: number) => new Date(Date.UTC(2026, 0, 1) + i * 1000).toISOString();
const uuid = (kind: number, i: number) =>
  `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(i).padStart(12, '0')}`;
const people = 40;

/** A store with very many comments, as a back-up has them. */
async function* filled({ store, comments, threads }: ServerOrder): AsyncGenerator<string> {
  const hash = createHash('sha256');
  let rows = 0;
  const line = (value: object) => {
    const one = `${JSON.stringify(value)}\n`;
    hash.update(one);
    return one;
  };
  const row = (table: string, values: object) => {
    rows++;
    return line({ table, row: values });
  };
  const revision = await revisionName(text);
  yield line({ format: backUpFormat, shape: newestShape(store) });
  yield row('revision', { name: revision, proposal: 1, number: 1, text, placed: threads });
  yield row('head', { proposal: 1, revision });
  for (let i = 0; i < people; i++) {
    const who = { id: uuid(1, i), issuer: 'local', subject: `p${i}`, name: `Person ${i}` };
    yield row('person', who);
  }
  const passage = (i: number) => ({ start: (i * 83) % (text.length - 60), size: 20 + (i % 40) });
  for (let i = 0; i < threads; i++) {
    const { start, size } = passage(i);
    yield row('thread', {
      ...{ seq: i + 1, id: uuid(2, i), proposal: 1, kind: 'remark', state: 'open', revision },
      ...{ start, end: start + size, quote: text.slice(start, start + size), looked: revision },
      ...{ opened_by: uuid(1, i % people), opened_at: moment(i), version: comments / threads },
    });
  }
  const common = { deleted_at: null, held: 0, hidden_at: null, hidden_by: null };
  for (let i = 0; i < comments; i++) {
    yield row('comment', {
      ...{ seq: i + 1, id: uuid(3, i), thread: uuid(2, i % threads), author: uuid(1, i % people) },
      ...{ at: moment(i), hidden_reason: null, ...common },
    });
  }
  for (let i = 0; i < comments; i++) {
    const body = `Comment ${i} says *this* of \`service ${i}\`, and [that](https://x.example/${i}). ${'Why? '.repeat(i % 40)}`;
    yield row('comment_version', { comment: uuid(3, i), number: 1, body, at: moment(i) });
  }
  for (let i = 0; i < threads; i++) {
    const { start, size } = passage(i);
    yield row('placement', {
      ...{ thread: uuid(2, i), revision, outcome: 'exact', start, end: start + size },
      ...{ confidence: 1, method: 'diff' },
    });
  }
  for (let i = 0; i < comments; i++) {
    yield row('event', {
      ...{ seq: i + 1, kind: i < threads ? 'opened' : 'replied', proposal: 1, data: '{}' },
      ...{ thread: uuid(2, i % threads), comment: uuid(3, i), person: uuid(1, i % people) },
      at: moment(i),
    });
  }
  const sha256 = hash.digest('hex');
  yield `${JSON.stringify({ rows, sha256 })}\n`;
}

/** Fills a store, and starts its server. */
export async function startServer(order: ServerOrder): Promise<CommentsServer> {
  const opened = new AsyncDisposableStack();
  const folder = await temporaryFolder();
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  let place = join(folder, 'comments.sqlite');
  if (order.store === 'postgresql') {
    const postgres = opened.use(await Postgres.start());
    place = await postgres.database();
    await restore({ url: place }, filled(order));
  } else await restore({ file: place }, filled(order));
  {
    // As it is after weeks: what was said was rendered when it was said.
    await using store = await openStore(storePlace({ COMMENTS_STORE: place }));
    await store.renderMissing();
  }
  const child = fork(import.meta.filename, [place]);
  opened.defer(async () => {
    if (child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.disconnect();
    await ended;
  });
  const failed = once(child, 'exit').then(() => Promise.reject(new Error('the server ended')));
  failed.catch(() => undefined);
  const answer = async <T>(word: string | undefined): Promise<T> => {
    if (word !== undefined) child.send(word);
    const [value] = (await Promise.race([once(child, 'message'), failed])) as [T];
    return value;
  };
  const ready = await answer<Ready>(undefined);
  return {
    ...ready,
    store: order.store,
    threads: Array.from({ length: order.threads }, (_, i) => uuid(2, i)),
    firsts: Array.from({ length: order.threads }, (_, i) => i + 1),
    cpu: () => answer<number>('cpu'),
    edit: async () => ({ threads: order.threads, ms: await answer<number>('edit') }),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** The child's part. */
async function serve(place: string): Promise<void> {
  const served = await Served.start(place, [text]);
  const cookie = await served.signIn('Bench');
  const { keeper, store } = served.comments.site;
  process.on('message', (word) => {
    if (word === 'cpu') {
      const { user, system } = process.cpuUsage();
      process.send?.((user + system) / 1e6);
    } else void edit();
  });
  process.once('disconnect', () => void served[Symbol.asyncDispose]());
  process.send?.({ url: served.at, cookie } satisfies Ready);

  async function edit(): Promise<void> {
    // The thread that places is warm, as after the edit before this one.
    await store.revisions.placeAll(1);
    const names = await writeTexts(served.dist, 1, [text, edited]);
    const given = [text, edited].map((one, i) => ({ text: one, number: i + 1 }));
    const started = performance.now();
    await store.revisions.publish(1, given, names.at(-1));
    keeper.placeLater(1);
    await keeper.whenPlaced();
    const took = performance.now() - started;
    const { threads } = await store.threads({ proposal: 1 });
    if (threads.some(({ placement }) => placement === null)) throw new Error('some have no place');
    process.send?.(took);
  }
}

if (import.meta.main) await serve(process.argv[2] ?? '');
