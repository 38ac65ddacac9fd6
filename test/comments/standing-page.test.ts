import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { selectorsOf } from '../../src/comments/anchoring/selector.ts';
import { standingPath, type ListedStanding } from '../../src/comments/standing-file.ts';
import { Served } from './support/served.ts';

const text = 'Every service moves in one release.';

let served: Served;
beforeEach(async () => {
  served = await Served.start(undefined, [text]);
  onTestFinished(() => served[Symbol.asyncDispose]());
});

/** What a build writes of the threads that come with it. */
async function withStanding(threads: ListedStanding[]): Promise<void> {
  const path = join(served.dist, standingPath(1));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify({ threads }));
}

const said = (id: string, more: Partial<ListedStanding> = {}): ListedStanding => ({
  id: `review-${id}`,
  kind: 'review',
  state: 'unknown',
  origin: { words: 'example/plans#12', url: 'https://github.com/example/plans/pull/12' },
  quote: 'moves in one release',
  became: '',
  comments: [{ id, by: 'Ben', at: '2026-01-02T10:00:00Z', text: `Why *${id}*?`, notes: [] }],
  ...more,
});

const frozen = (thread: string, more: Partial<ListedStanding> = {}): ListedStanding =>
  said(thread, {
    ...{ id: `thread-${thread}`, thread, kind: 'concern', state: 'open' },
    origin: { words: 'go on there', url: 'https://plans.example.org/proposals/0001-plan/' },
    ...more,
  });

const page = async (path = '/comments/1/') => {
  const { status, text: html } = await served.send('GET', path);
  expect(status).toBe(200);
  return html;
};

/** The elements of a page, as a browser reads it. */
function elementsOf(html: string): string[] {
  const names: string[] = [];
  const open: DefaultTreeAdapterTypes.ParentNode[] = [parse(html)];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    names.push(node.nodeName);
    open.push(...node.childNodes.filter((child) => 'childNodes' in child));
  }
  return names;
}

test('what was said in reviews and frozen elsewhere is on the page without scripts, with its origin', async () => {
  const elsewhere = '00000000-0000-4000-8000-000000000001';
  await withStanding([
    said('7', { became: 'The passage was edited since. It said:' }),
    frozen(elsewhere, {
      state: 'resolved',
      resolved: { by: 'Cleo', at: '2026-03-04T05:06:07.000Z' },
    }),
  ]);
  const html = await page();
  expect(html).toContain('<h2>Said elsewhere</h2>');
  expect(html).toContain('<h3>Said in review, its server does not say whether it is resolved</h3>');
  expect(html).toContain('href="https://github.com/example/plans/pull/12">example/plans#12</a>');
  expect(html).toContain('The passage was edited since. It said:');
  expect(html).toContain('<p>Why <em>7</em>?</p>');
  expect(html).toContain('<h3>Frozen concern, resolved by Cleo on 2026-03-04</h3>');
  expect(html).toContain(`id="thread-${elsewhere}"`);
  // Nothing of it can be answered here.
  expect(html).not.toContain('<form');
});

test('what was frozen from this server is told by itself, once', async () => {
  const ada = await served.signIn('Ada');
  const revision = (await served.comments.site.keeper.list(1))?.head ?? '';
  const body = {
    ...{ kind: 'remark', revision, body: 'Here.' },
    passage: selectorsOf(text, { start: 0, end: 5 }),
  };
  const { data } = await served.send('POST', '/comments/1/threads', { as: ada, body });
  const { thread } = data as unknown as { thread: string };
  await withStanding([frozen(thread)]);
  const html = await page();
  expect(html.split(`id="thread-${thread}"`)).toHaveLength(2);
  expect(html).not.toContain('Said elsewhere');
});

test('many are on several pages, each once, and strange words act in none', async () => {
  const many = Array.from({ length: 45 }, (_, i) => said(String(i)));
  const quote = '</blockquote><script>alert(1)</script>';
  const strange = said('x', {
    ...{ quote, became: quote, origin: { words: quote, url: 'https://x.example/"><b>' } },
    comments: [
      { id: 'x', by: quote, at: quote, text: `${quote} [x](javascript:x)`, notes: [quote] },
    ],
  });
  await withStanding([...many, strange]);
  const seen: string[] = [];
  let path = '/comments/1/';
  for (;;) {
    const html = await page(path);
    expect(elementsOf(html)).not.toContain('script');
    expect(elementsOf(html)).not.toContain('b');
    expect(html).not.toContain('javascript:');
    seen.push(...[...html.matchAll(/<article id="review-(\w+)"/g)].map(([, id = '']) => id));
    const next = /href="(\/comments\/1\/elsewhere\?after=\d+)"/.exec(html)?.[1];
    if (next === undefined) break;
    path = next;
  }
  expect(seen).toEqual([...many.keys(), 'x'].map(String));
  expect((await served.send('GET', '/comments/2/elsewhere')).status).toBe(404);
});

test('a build without such a file, as an earlier one, has none', async () => {
  expect(await page()).not.toContain('Said elsewhere');
});
