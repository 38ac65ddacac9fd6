import { describe, expect, onTestFinished, test } from 'vitest';
import { selectorsOf } from '../../src/comments/anchoring/selector.ts';
import { Served } from './support/served.ts';

const text = 'The plan\nEvery service moves in one release.';

/** A server with a thread of Ben's; locally everybody who signs in is a moderator. */
async function discussed(env: Record<string, string> = {}) {
  const served = await Served.start(undefined, [text], env);
  onTestFinished(() => served[Symbol.asyncDispose]());
  const ben = await served.signIn('Ben');
  const { data } = await served.send('GET', '/comments/revisions/1.json');
  const { head } = data as unknown as { head: string };
  const passage = selectorsOf(text, { start: 0, end: 8 });
  const body = { kind: 'concern', revision: head, passage, body: 'Buy *this*.' };
  const opened = await served.send('POST', '/comments/1/threads', { as: ben, body });
  const { thread, comment } = opened.data as unknown as { thread: string; comment: string };
  const ada = await served.signIn('Ada');
  const page = async (as?: string) =>
    (await served.send('GET', '/comments/1/', as === undefined ? {} : { as })).text;
  const author = /name="author" value="([^"]+)"/.exec(await page(ada))?.[1] ?? '';
  const act = (name: string, reason = '', headers = {}) =>
    served.send('POST', `/comments/comments/${comment}/moderate-form`, {
      as: ada,
      form: { act: name, reason, author },
      headers,
    });
  return { served, ben, ada, thread, comment, page, act };
}

describe('a moderator’s forms on the page that needs no script', () => {
  test('hide with a reason that everybody sees, and restore', async () => {
    const { page, act, thread } = await discussed();
    expect((await act('hide')).status).toBe(422);
    const hidden = await act('hide', 'Advertises.');
    expect([hidden.status, hidden.headers.get('location')]).toEqual([
      303,
      `/comments/1/#thread-${thread}`,
    ]);
    const seen = await page();
    expect(seen).toContain('hidden: Advertises.');
    expect(seen).not.toContain('<em>this</em>');
    expect((await act('restore')).status).toBe(303);
    expect(await page()).toContain('<em>this</em>');
  });

  test('bar somebody and let them write again; all of it is in the log, with no word of a comment', async () => {
    const { served, act, ben, ada, thread } = await discussed();
    await act('ban', 'Advertises.');
    const say = () =>
      served.send('POST', `/comments/threads/${thread}/replies-form`, {
        as: ben,
        form: { body: 'Again.' },
        headers: { accept: 'text/html' },
      });
    const refused = await say();
    expect([refused.status, refused.text.includes('Advertises.')]).toEqual([403, true]);
    await act('unban');
    const again = await served.signIn('Ben');
    const reply = { as: again, form: { body: 'Sorry.' } };
    expect(
      (await served.send('POST', `/comments/threads/${thread}/replies-form`, reply)).status,
    ).toBe(303);
    const log = await served.send('GET', '/comments/events', { as: ada });
    expect(log.data.events.map(({ kind }) => kind)).toEqual([
      'opened',
      'banned',
      'unbanned',
      'replied',
    ]);
    expect(log.text).toContain('Advertises.');
    expect(log.text).not.toContain('Buy');
  });

  test('a comment that waits is listed for who may release it, and for nobody else', async () => {
    const { served, page, act, ada, thread } = await discussed({ COMMENTS_HOLD_FIRST: '1' });
    expect(await page()).not.toContain('Comments that wait');
    expect(await page(ada)).toContain('Comments that wait');
    const there = await served.send('GET', `/comments/threads/${thread}/page`, { as: ada });
    expect(there.headers.get('location')).toBe(`/comments/1/#thread-${thread}`);
    await act('release');
    expect(await page()).toContain('<em>this</em>');
    expect(await page(ada)).not.toContain('Comments that wait');
  });

  test('who is no moderator has no such form, and is refused where they make one', async () => {
    const { served, comment, page } = await discussed();
    expect(await page()).not.toContain('Moderate');
    const form = { act: 'hide', reason: 'x', author: comment };
    const path = `/comments/comments/${comment}/moderate-form`;
    expect((await served.send('POST', path, { form })).status).toBe(401);
    const ada = await served.signIn('Ada');
    const foreign = { as: ada, form, headers: { origin: 'https://evil.example' } };
    expect((await served.send('POST', path, foreign)).status).toBe(403);
    const strange = { as: ada, form: { ...form, act: '__proto__' } };
    expect((await served.send('POST', path, strange)).status).toBe(422);
    expect(await page()).toContain('<em>this</em>');
  });
});
