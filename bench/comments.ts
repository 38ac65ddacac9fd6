/**
 * What a server of comments does with 10,000 comments on one proposal, on loopback: 50 readers who each
 * read a page, think for a moment and read another one; somebody who posts meanwhile; then a small edit
 * of the text, after which every thread is placed anew.
 *
 * usage: node bench/comments.ts [--comments 10000] [--threads 2000] [--readers 50] [--seconds 20]
 *   [--pause 1000] [--only sqlite|postgresql] [--json]
 *
 * The server is a process of its own (bench/comments-server.ts), so that what it takes is its own. Goals:
 * a page of threads in p95 60 ms, a post in p95 50 ms, placing anew in 1 s.
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
  goal: string;
}
const rows: Figure[] = [];
const share = (all: readonly number[], of: number) =>
  all.toSorted((a, b) => a - b)[Math.ceil(of * all.length) - 1] ?? Number.NaN;
const round = (ms: number) => Math.round(ms * 10) / 10;

function figure(store: string, what: string, all: readonly number[], goal: string): void {
  if (all.length === 0) return;
  const [p50, p95, most] = [share(all, 0.5), share(all, 0.95), share(all, 1)].map(round);
  rows.push({
    ...{ store, what, times: all.length, goal },
    ...{ 'p50 ms': p50 ?? 0, 'p95 ms': p95 ?? 0, 'most ms': most ?? 0 },
  });
}

async function measure(server: CommentsServer): Promise<void> {
  const { store } = server;
  const first: number[] = [];
  const read: number[] = [];
  const unchanged: number[] = [];
  const posted: number[] = [];
  const pages = server.firsts.filter((_, i) => i % perPage === 0);
  const addressOf = (page: number) =>
    `${server.url}/comments/1/threads?limit=${perPage}&after=${(pages[page % pages.length] ?? 1) - 1}`;
  // After a start, each comment's Markdown is made HTML once, when somebody reads it.
  for (const page of pages.keys()) {
    const started = performance.now();
    await (await fetch(addressOf(page))).arrayBuffer();
    first.push(performance.now() - started);
  }
  const until = performance.now() + seconds * 1000;
  const reader = async (i: number) => {
    const known = new Map<string, string>();
    // They do not all come in the same instant.
    await pause((thinkMs * i) / readers);
    for (let at = i; performance.now() < until; at += 7) {
      const url = addressOf(at);
      const etag = known.get(url);
      const headers = etag === undefined ? {} : { 'if-none-match': etag };
      const started = performance.now();
      const response = await fetch(url, { headers });
      await response.arrayBuffer();
      const took = performance.now() - started;
      if (response.status === 304) unchanged.push(took);
      else if (response.status === 200) read.push(took);
      else throw new Error(`a page answered ${response.status}`);
      known.set(url, response.headers.get('etag') ?? '');
      await pause(thinkMs * (0.5 + ((at * 13) % 10) / 10));
    }
  };
  const poster = async () => {
    for (let i = 0; performance.now() < until; i++) {
      const thread = server.threads[(i * 37) % server.threads.length] ?? '';
      const headers = {
        origin: server.url,
        cookie: server.cookie,
        'content-type': 'application/json',
        'idempotency-key': `bench-${i}-${store}`,
      };
      const body = JSON.stringify({ body: `Measured, *${i}*.` });
      const started = performance.now();
      const url = `${server.url}/comments/threads/${thread}/replies`;
      const response = await fetch(url, { method: 'POST', headers, body });
      await response.arrayBuffer();
      posted.push(performance.now() - started);
      if (response.status !== 201) throw new Error(`a post answered ${response.status}`);
      await pause(1000 / postsPerSecond);
    }
  };
  const before = await server.cpu();
  await Promise.all([...Array.from({ length: readers }, (_, i) => reader(i)), poster()]);
  const cpu = ((await server.cpu()) - before) / seconds;
  figure(store, 'a page that nobody read since the start', first, '');
  figure(store, `a page of ${perPage} threads`, read, '60');
  figure(store, 'a page that did not change', unchanged, '');
  figure(store, 'a post', posted, '50');
  const placed = await server.edit();
  figure(store, `${placed.threads} threads placed anew`, [placed.ms], '1000');
  if (values.json !== true) {
    console.log(`${store}: the server took ${round(cpu * 100)} % of one processor`);
  }
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
