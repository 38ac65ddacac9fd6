import { expect, test } from 'vitest';
import { parseAtomFeed } from 'feedsmith';
import { selectorsOf } from '../../src/comments/anchoring/selector.ts';
import { Served } from './support/served.ts';

test('what a quoted passage says acts in no page, feed or annotation', async () => {
  const quote = '<img src=x onerror=alert(1)>]]></title><script>alert(1)</script> \u202eabc\u2028';
  const text = `The plan\nBefore ${quote} after.`;
  await using served = await Served.start(undefined, [text]);
  const as = await served.signIn('Ada');
  const list = await served.send('GET', '/comments/revisions/1.json');
  const { head } = list.data as unknown as { head: string };
  const start = text.indexOf('<');
  const passage = selectorsOf(text, { start, end: start + quote.length });
  const body = { kind: 'remark', revision: head, passage, body: 'What is that?' };
  expect((await served.send('POST', '/comments/1/threads', { as, body })).status).toBe(201);
  for (const path of ['/comments/1/', '/comments/1/passages', '/comments/1/passages/1']) {
    const page = await served.send('GET', path, { as });
    expect([path, page.status]).toEqual([path, 200]);
    expect(page.text).not.toMatch(/<(img|script)/i);
    expect(page.text).toContain('&#x3C;img src=x');
  }
  const feed = await served.send('GET', '/comments/1/feed.atom');
  const [entry] = parseAtomFeed(feed.text).entries ?? [];
  expect(entry?.title?.value).toBe(`remark on “${quote.slice(0, 80)}”`);
  expect(entry?.content?.value).toBe('<p>What is that?</p>');
  const annotations = await served.send('GET', '/comments/1/annotations.json');
  expect(annotations.text).toContain(JSON.stringify(quote).slice(1, 20));
  expect(annotations.headers.get('x-content-type-options')).toBe('nosniff');
});
