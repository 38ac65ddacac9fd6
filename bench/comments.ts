/**
 * What a server of comments does with 10,000 comments on one proposal, on loopback: first one request
 * after the other, with what each takes of a processor, which a busy machine does not change; then 50
 * readers who each read a page, think for a second and read another one, and somebody who posts
 * meanwhile; then a small edit of the text, after which every thread is placed anew.
 *
 * usage: node bench/comments.ts [--comments 10000] [--threads 2000] [--readers 50] [--seconds 20]
 *   [--pause 1000] [--only sqlite|postgresql] [--json]
 *
 * The server is a process of its own (bench/comments-server.ts), so that what it takes is its own. Goals:
 * a page of threads in p95 60 ms, a post in p95 50 ms, placing anew in 1 s. Times say nothing where the
 * load stands above the number of processors.
 */
import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { postgresql } from '../test/comments/support/available.ts';
import { startServer, type CommentsServer } from './comments-server.ts';

const { values } = parseArgs({
  options: {
    comments: { type: 'string', default: '10000' },
    threads: { type: 'string', default: '2000' },
    readers: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '20' },
    pause: { type: 'string', default: '1000' },
    only: { type: 'string' },
    json: { type: 'boolean' },
  },
});
const [comments, threads, readers, seconds, thinkMs] = [
  values.comments,
  values.threads,
  values.readers,
  values.seconds,
  values.pause,
].map(Number) as [number, number, number, number, number];
const postsPerSecond = 5;
const perPage = 50;

interface Figure {
  store: string;
  what: string;
  times: number;
  'p50 ms': number;
  'p95 ms': number;
  'most ms': number;
  /** Of the server's process, each time; with PostgreSQL, its own processes are not in it. */
  'cpu ms': number | string;
  goal: string;
}
const rows: Figure[] = [];
const share = (all: readonly number[], of: number) =>
  all.toSorted((a, b) => a - b)[Math.ceil(of * all.length) - 1] ?? Number.NaN;
const round = (ms: number) => Math.round(ms * 10) / 10;

function figure(
  store: string,
  what: string,
  { all, cpu, goal = '' }: { all: readonly number[]; cpu?: number; goal?: string },
): void {
  if (all.length === 0) return;
  const [p50, p95, most] = [share(all, 0.5), share(all, 0.95), share(all, 1)].map(round);
  rows.push({
    ...{ store, what, times: all.length, goal },
    ...{ 'p50 ms': p50 ?? 0, 'p95 ms': p95 ?? 0, 'most ms': most ?? 0 },
    'cpu ms': cpu === undefined ? '' : round((cpu * 1000) / all.length),
  });
}

async function measure(server: CommentsServer): Promise<void> {
  const { store } = server;
  const timed = async (
    url: string,
    init: RequestInit,
    expected: number[],
  ): Promise<TimedAnswer> => {
    const started = performance.now();
    const response = await fetch(url, init);
    await response.arrayBuffer();
    const ms = performance.now() - started;
    const { status } = response;
    if (!expected.includes(status)) throw new Error(`${url} answered ${status}`);
    return { ms, status, etag: response.headers.get('etag') ?? '' };
  };
  const pages = server.firsts.filter((_, i) => i % perPage === 0);
  const addressOf = (page: number) =>
    `${server.url}/comments/1/threads?limit=${perPage}&after=${(pages[page % pages.length] ?? 1) - 1}`;
  let posts = 0;
  const post = () => {
    const i = posts++;
    const thread = server.threads[(i * 37) % server.threads.length] ?? '';
    const headers = {
      ...{ origin: server.url, cookie: server.cookie, 'content-type': 'application/json' },
      'idempotency-key': `bench-${i}-${store}`,
    };
    const body = JSON.stringify({ body: `Measured, *${i}*.` });
    const url = `${server.url}/comments/threads/${thread}/replies`;
    return timed(url, { method: 'POST', headers, body }, [201]);
  };
  const phase = async (what: string, many: number, act: (i: number) => Promise<TimedAnswer>) => {
    const all: number[] = [];
    const before = await server.cpu();
    for (let i = 0; i < many; i++) all.push((await act(i)).ms);
    figure(store, what, { all, cpu: (await server.cpu()) - before });
  };
  await phase('alone: a page that nobody read since the start', pages.length, (i) =>
    timed(addressOf(i), {}, [200]),
  );
  await phase('alone: a post', 100, post);
  await phase('alone: a page, after a post', pages.length, (i) => timed(addressOf(i), {}, [200]));
  await phase('alone: the same page again', 100, () => timed(addressOf(0), {}, [200]));

  const until = performance.now() + seconds * 1000;
  const read: number[] = [];
  const unchanged: number[] = [];
  const posted: number[] = [];
  const reader = async (i: number) => {
    const known = new Map<string, string>();
    // They do not all come in the same instant.
    await pause((thinkMs * i) / readers);
    for (let at = i; performance.now() < until; at += 7) {
      const url = addressOf(at);
      const etag = known.get(url);
      const headers = etag === undefined ? {} : { 'if-none-match': etag };
      const answered = await timed(url, { headers }, [200, 304]);
      (answered.status === 304 ? unchanged : read).push(answered.ms);
      known.set(url, answered.etag);
      await pause(thinkMs * (0.5 + ((at * 13) % 10) / 10));
    }
  };
  const poster = async () => {
    while (performance.now() < until) {
      posted.push((await post()).ms);
      await pause(1000 / postsPerSecond);
    }
  };
  const before = await server.cpu();
  const started = performance.now();
  await Promise.all([...Array.from({ length: readers }, (_, i) => reader(i)), poster()]);
  const cpu = (await server.cpu()) - before;
  const share = cpu / ((performance.now() - started) / 1000);
  figure(store, `${readers} readers: a page of ${perPage} threads`, { all: read, goal: '60' });
  figure(store, `${readers} readers: a page that did not change`, { all: unchanged });
  figure(store, `${readers} readers: a post`, { all: posted, goal: '50' });
  const atEdit = await server.cpu();
  const placed = await server.edit();
  const edited = { all: [placed.ms], cpu: (await server.cpu()) - atEdit, goal: '1000' };
  figure(store, `${placed.threads} threads placed anew`, edited);
  if (values.json !== true) {
    console.log(
      `${store}: with ${readers} readers the server took ${round(share * 100)} % of a processor`,
    );
  }
}

interface TimedAnswer {
  ms: number;
  status: number;
  etag: string;
}

const stores = (['sqlite', 'postgresql'] as const).filter(
  (one) => (values.only ?? one) === one && (one === 'sqlite' || postgresql.available),
);
for (const store of stores) {
  await using server = await startServer({ store, comments, threads });
  await measure(server);
}
const load = loadavg().map((one) => Math.round(one * 10) / 10);
if (values.json === true) {
  console.log(
    JSON.stringify({ comments, threads, readers, seconds, thinkMs, load, rows }, null, 2),
  );
} else {
  console.log(
    `${comments} comments in ${threads} threads, ${readers} readers; load ${load.join(' ')}`,
  );
  console.table(rows);
}
