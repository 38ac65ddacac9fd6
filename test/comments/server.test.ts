import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseAtomFeed } from 'feedsmith';
import { selectorsOf } from '../../src/comments/anchoring/selector.ts';
import { defaultLimits } from '../../src/comments/server/limits.ts';
import { patienceMs } from '../support/patience.ts';
import { describePostgres } from './support/postgres.ts';
import { Served, writeTexts } from './support/served.ts';

const first = 'The plan\nEvery service moves in one release.\nNobody waits for 10 days.';
const second = 'The plan\nA line before it.\nEvery service moves in one release.';

const passage = (text: string, exact: string) => {
  const start = text.indexOf(exact);
  return selectorsOf(text, { start, end: start + exact.length });
};

describePostgres('over PostgreSQL', (newDatabase) => {
  suite(newDatabase);
});

describe('over SQLite', () => {
  suite(() => Promise.resolve(undefined));
});

function suite(newStore: () => Promise<string | undefined>): void {
  async function started(env: Record<string, string> = {}, limits?: typeof defaultLimits) {
    const served = await Served.start(await newStore(), [first], env, limits);
    onTestFinished(() => served[Symbol.asyncDispose]());
    const { revisions } = JSON.parse(
      (await served.send('GET', '/comments/revisions/1.json')).text,
    ) as { revisions: { id: string }[] };
    const revision = revisions[0]?.id ?? '';
    const thread = (more: object = {}) => ({
      kind: 'remark',
      revision,
      passage: passage(first, 'moves in one release'),
      body: 'Why *one*?',
      ...more,
    });
    const open = async (as: string, more: object = {}) => {
      const { status, data, text } = await served.send('POST', '/comments/1/threads', {
        as,
        body: thread(more),
      });
      expect([status, text]).toEqual([201, text]);
      return data as unknown as { thread: string; comment: string };
    };
    return { served, revision, thread, open };
  }

  test('signing in, commenting, a new text, resolving: by requests alone', async () => {
    const { served, open } = await started();
    expect((await served.send('GET', '/comments/session')).data).toEqual({
      person: null,
      ways: [{ name: 'a name of your choice', url: '/comments/sign-in/local' }],
    });
    const ada = await served.signIn('Ada');
    expect((await served.send('GET', '/comments/session', { as: ada })).data.person).toMatchObject({
      name: 'Ada',
    });
    const { thread } = await open(ada, {
      kind: 'concern',
      passage: passage(first, 'waits for 10 days'),
    });
    const { thread: stays } = await open(ada);
    await writeTexts(served.dist, 1, [first, second]);
    await expect
      .poll(
        async () =>
          (await served.send('GET', '/comments/1/threads', { as: ada })).data.threads.map((one) => [
            one.id,
            one.placement?.outcome,
            one.lookAgain,
          ]),
        { timeout: patienceMs },
      )
      .toEqual([
        [thread, 'orphaned', true],
        [stays, 'exact', false],
      ]);
    const gate = await served.send('GET', '/comments/1/gate?fail=1');
    expect([gate.status, gate.data.open]).toEqual([409, [thread]]);
    const looked = await served.send('PUT', `/comments/threads/${thread}/look`, { as: ada });
    expect(looked.status).toBe(200);
    const after = await served.send('GET', `/comments/threads/${thread}`);
    expect(after.data.lookAgain).toBe(false);
    // Another text, in which nothing became of it that its raiser has not seen.
    await writeTexts(served.dist, 1, [first, second, `${second}\nA last word.`]);
    const again = async () => (await served.send('GET', `/comments/threads/${thread}`)).data;
    await expect
      .poll(
        async () =>
          [after.data.placement?.revision, undefined].includes((await again()).placement?.revision),
        {
          timeout: patienceMs,
        },
      )
      .toBe(false);
    expect(await again()).toMatchObject({ placement: { outcome: 'orphaned' }, lookAgain: false });
    // There again, and otherwise than it was.
    const third = first.replace('waits for 10 days', 'waits, all told, for 10 days');
    await writeTexts(served.dist, 1, [first, second, third]);
    await expect.poll(async () => (await again()).lookAgain, { timeout: patienceMs }).toBe(true);
    const done = { as: ada, body: { state: 'resolved' } };
    expect((await served.send('PUT', `/comments/threads/${thread}/state`, done)).status).toBe(200);
    expect((await served.send('GET', '/comments/1/gate?fail=1')).status).toBe(200);
    expect(served.faults).toEqual([]);
  });

  test('what a comment writes acts in no answer, page, feed or annotation', async () => {
    const { served, open } = await started();
    const ada = await served.signIn('<img src=x onerror=alert(1)>]]>');
    const tricks = [
      '<script>alert(1)</script> <svg onload=alert(1)> <math><mi xlink:href="javascript:1">',
      '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
      '<iframe srcdoc="<script>1</script>"></iframe> <base href=//evil.example> <form id=x>',
      '[a](java\tscript:alert(1)) [b](javascript&#58;alert(1)) [c](data:text/html,x) [d](\u2028javascript:alert(1))',
      '![i](https://evil.example/i.png) <a id="location" name="body">x</a>',
      '# one[^1]\n\n[^1]: note',
    ];
    const { thread } = await open(ada, { body: tricks.join('\n\n') });
    const shown = await served.send('GET', `/comments/threads/${thread}`);
    const html = shown.data.comments[0].html ?? '';
    const feed = parseAtomFeed((await served.send('GET', '/comments/1/feed.atom')).text);
    expect(feed.entries?.map(({ authors }) => authors?.[0]?.name)).toEqual([
      '<img src=x onerror=alert(1)>]]>',
    ]);
    const pages = [
      (await served.send('GET', '/comments/1/')).text,
      feed.entries?.[0]?.content?.value ?? '',
    ];
    for (const text of [html, ...pages]) {
      expect(text).not.toMatch(/<(script|svg|math|iframe|base|img|noscript)\b/i);
      expect(text).not.toMatch(/<[^>]*\son\w+=/i);
      expect(text).not.toMatch(/href="\s*(java|data:|\u2028)/i);
      expect(text).not.toMatch(/\sid="(location|body|x)"/);
    }
    expect(html).toContain(`user-content-${shown.data.comments[0].id}-`);
    const page = await served.send('GET', '/comments/1/');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const answers = await served.send('GET', '/comments/1/annotations.json');
    expect(answers.data.items[0].target.selector.map(({ type }) => type)).toEqual([
      'TextPositionSelector',
      'TextQuoteSelector',
    ]);
    expect(answers.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('without scripts: reading, a thread on a passage, an answer, resolving, deleting', async () => {
    const { served } = await started();
    const start = await served.send('GET', '/comments/1/passages/1');
    expect(start.status).toBe(303);
    const back = start.headers.get('location') ?? '';
    expect(back).toBe('/comments/sign-in?returnTo=%2Fcomments%2F1%2Fpassages%2F1');
    expect((await served.send('GET', back)).text).toContain('/comments/sign-in/local?returnTo=');
    const ada = await served.signIn('Ada');
    const page = await served.send('GET', '/comments/1/passages/1', { as: ada });
    const revision = /name="revision" value="(\w+)"/.exec(page.text)?.[1] ?? '';
    const form = { revision, kind: 'question', body: 'In one?\r\nReally?' };
    const opened = await served.send('POST', '/comments/1/passages/1', { as: ada, form });
    expect(opened.status).toBe(303);
    const thread = /#thread-(.*)$/.exec(opened.headers.get('location') ?? '')?.[1] ?? '';
    const at = `/comments/threads/${thread}`;
    const answered = { as: ada, form: { body: 'To compare.' } };
    expect((await served.send('POST', `${at}/replies-form`, answered)).status).toBe(303);
    const state = { as: ada, form: { state: 'resolved' } };
    expect((await served.send('POST', `${at}/state-form`, state)).status).toBe(303);
    const read = await served.send('GET', at);
    expect(read.data).toMatchObject({
      state: 'resolved',
      quote: 'Every service moves in one release.',
      comments: [{ body: 'In one?\nReally?' }, { body: 'To compare.' }],
    });
    const shown = await served.send('GET', '/comments/1/');
    expect(shown.text).toContain('<div><p>To compare.</p></div>');
    const comment = String(read.data.comments[1]?.id);
    const gone = { as: ada, form: {} };
    expect(
      (await served.send('POST', `/comments/comments/${comment}/delete-form`, gone)).status,
    ).toBe(303);
    expect((await served.send('GET', '/comments/1/')).text).not.toContain('To compare.');
    const foreign = { as: ada, form, headers: { origin: 'https://evil.example' } };
    expect((await served.send('POST', '/comments/1/passages/1', foreign)).status).toBe(403);
    const asJson = { as: ada, form: { body: 'x' }, headers: { 'content-type': 'text/plain' } };
    expect((await served.send('POST', `${at}/replies-form`, asJson)).status).toBe(415);
  });

  test('a session ends where it is ended, all of them at once, and with its person', async () => {
    const { served } = await started();
    const [one, two, three] = [
      await served.signIn('Ada'),
      await served.signIn('Ada'),
      await served.signIn('Ada'),
    ];
    const isIn = async (as: string) =>
      (await served.send('GET', '/comments/session', { as })).data.person !== null;
    await served.send('DELETE', '/comments/session', { as: one });
    expect([await isIn(one), await isIn(two)]).toEqual([false, true]);
    expect((await served.send('DELETE', '/comments/sessions', { as: two })).data).toEqual({
      ended: 2,
    });
    expect([await isIn(two), await isIn(three)]).toEqual([false, false]);
    const four = await served.signIn('Ada');
    expect((await served.send('DELETE', '/comments/me', { as: four })).data).toEqual({
      erased: true,
    });
    expect(await isIn(four)).toBe(false);
    expect(await isIn('crossplan-session=__proto__aaaaaaaaaaaaaaaa')).toBe(false);
    expect(await isIn(`${four}; ${one}`)).toBe(false);
  });

  test('what is kept of a person is theirs to take, and stays without a name once they left', async () => {
    const { served, open } = await started();
    const ada = await served.signIn('Ada');
    const { thread } = await open(ada, { kind: 'concern' });
    const kept = await served.send('GET', '/comments/me/export', { as: ada });
    expect(kept.data.comments).toMatchObject([{ thread, body: 'Why *one*?' }]);
    await served.send('DELETE', '/comments/me', { as: ada });
    const read = await served.send('GET', `/comments/threads/${thread}`);
    expect(read.data.comments[0].author.name).toBe('former participant');
    expect((await served.send('GET', '/comments/1/gate')).data.open).toEqual([thread]);
  });

  test('a first comment is held: its author and moderators see it, others once it is released', async () => {
    const { served, open } = await started({ COMMENTS_HOLD_FIRST: '1' });
    const ada = await served.signIn('Ada');
    const { thread, comment } = await open(ada, { kind: 'concern' });
    const at = `/comments/threads/${thread}`;
    expect((await served.send('GET', at)).status).toBe(404);
    expect((await served.send('GET', '/comments/1/threads')).data.threads).toEqual([]);
    expect((await served.send('GET', '/comments/1/gate')).data.open).toEqual([]);
    expect((await served.send('GET', '/comments/1/feed.atom')).text).not.toContain('Why');
    expect((await served.send('GET', at, { as: ada })).data.comments[0].held).toBe(true);
    expect((await served.send('GET', '/comments/1/held')).status).toBe(401);
    const held = await served.send('GET', '/comments/1/held', { as: ada });
    expect(held.data.held).toMatchObject([{ id: comment }]);
    await served.send('PUT', `/comments/comments/${comment}/released`, { as: ada });
    expect((await served.send('GET', at)).status).toBe(200);
    expect((await served.send('GET', '/comments/1/gate')).data.open).toEqual([thread]);
    const next = await open(ada);
    expect((await served.send('GET', `/comments/threads/${next.thread}`)).status).toBe(200);
  });

  test('a concern that a moderator hid says nothing, and holds up as before: its raiser alone ends it', async () => {
    const { served, open } = await started();
    const [mod, ben, eve] = await Promise.all(
      ['Mod', 'Ben', 'Eve'].map((one) => served.signIn(one)),
    );
    const { thread, comment } = await open(ben ?? '', { kind: 'concern', body: 'Not like this.' });
    const gate = async () => (await served.send('GET', '/comments/1/gate')).data.open;
    const hide = { as: mod ?? '', body: { reason: 'Rude.' } };
    await served.send('PUT', `/comments/comments/${comment}/hidden`, hide);
    expect(await gate()).toEqual([thread]);
    expect((await served.send('GET', '/comments/1/gate?fail=1')).status).toBe(409);
    // It stays on the list, with the reason in place of its words.
    const [listed] = (await served.send('GET', '/comments/1/threads')).data.threads;
    expect(listed).toMatchObject({
      ...{ id: thread, kind: 'concern', state: 'open' },
      comments: [{ body: null, html: null, hidden: { reason: 'Rude.' } }],
    });
    const end = { body: { state: 'resolved' } };
    const state = `/comments/threads/${thread}/state`;
    for (const as of [mod, eve]) {
      expect((await served.send('PUT', state, { ...end, as: as ?? '' })).status).toBe(403);
    }
    expect(await gate()).toEqual([thread]);
    expect((await served.send('PUT', state, { ...end, as: ben ?? '' })).status).toBe(200);
    expect(await gate()).toEqual([]);
    // A held one that was hidden unseen counts, too: that nobody let it be seen is no answer to it.
    const { served: strict, open: openHeld } = await started({ COMMENTS_HOLD_FIRST: '1' });
    const held = await openHeld(await strict.signIn('Cleo'), { kind: 'concern' });
    const as = await strict.signIn('Mod');
    await strict.send('PUT', `/comments/comments/${held.comment}/hidden`, { ...hide, as });
    expect((await strict.send('GET', '/comments/1/gate')).data.open).toEqual([held.thread]);
  });

  test('a store that is not reached is told to who watches the server, and to nobody why', async () => {
    const { served } = await started();
    const health = () => served.send('GET', '/comments/health');
    expect(await health()).toMatchObject({ status: 200, data: { ok: true } });
    await served.comments.site.store.close();
    const { status, data, text } = await health();
    expect([status, data.error.code]).toEqual([503, 'store']);
    expect(text).not.toMatch(/sqlite|postgres|database|pool|closed/i);
    expect(served.faults).toHaveLength(1);
  });

  test('a moderator hides with a reason, restores, and bans; all of it is in the log', async () => {
    const { served, open } = await started();
    const [ada, ben] = [await served.signIn('Ada'), await served.signIn('Ben')];
    const { thread, comment } = await open(ben, { body: 'Buy this.' });
    const hide = { as: ada, body: { reason: 'Advertises.' } };
    expect((await served.send('PUT', `/comments/comments/${comment}/hidden`, hide)).status).toBe(
      200,
    );
    const [hidden] = (await served.send('GET', `/comments/threads/${thread}`)).data.comments;
    expect(hidden).toMatchObject({ body: null, html: null, hidden: { reason: 'Advertises.' } });
    await served.send('DELETE', `/comments/comments/${comment}/hidden`, { as: ada });
    const [shown] = (await served.send('GET', `/comments/threads/${thread}`)).data.comments;
    expect(shown).toMatchObject({ body: 'Buy this.', hidden: null });
    await served.send('PUT', `/comments/people/${shown.author.id}/ban`, hide);
    const reply = { as: ben, body: { body: 'x' } };
    const banned = await served.send('POST', `/comments/threads/${thread}/replies`, reply);
    expect([banned.status, banned.data.error.code]).toEqual([403, 'banned']);
    expect((await served.send('GET', '/comments/events', { as: ben })).status).toBe(403);
    expect((await served.send('GET', '/comments/1/held', { as: ben })).status).toBe(403);
    const events = await served.send('GET', '/comments/events', { as: ada });
    expect(events.data.events.map(({ kind }) => kind)).toEqual([
      'opened',
      'hidden',
      'restored',
      'banned',
    ]);
    expect((await served.send('GET', '/comments/events')).status).toBe(401);
  });

  test('too much of one person or one network is refused, whatever address they claim', async () => {
    const write = { person: [2, 600], address: [3, 600] } as const;
    const { served, open } = await started({}, { ...defaultLimits, write });
    const [ada, ben] = [await served.signIn('Ada'), await served.signIn('Ben')];
    await open(ada);
    const { thread } = await open(ada);
    const say = (as: string) =>
      served.send('POST', `/comments/threads/${thread}/replies`, {
        as,
        body: { body: 'x' },
        headers: { 'x-forwarded-for': `198.51.100.${Math.floor(performance.now()) % 250}` },
      });
    const refused = await say(ada);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await say(ben)).status).toBe(429);
  });

  test('who was banned does not come back by leaving', async () => {
    const { served, open } = await started();
    const [ada, ben] = [await served.signIn('Ada'), await served.signIn('Ben')];
    const { thread } = await open(ben, { body: 'Buy this.' });
    const [said] = (await served.send('GET', `/comments/threads/${thread}`)).data.comments;
    const ban = `/comments/people/${said.author.id}/ban`;
    await served.send('PUT', ban, { as: ada, body: { reason: 'Advertises.' } });
    expect((await served.send('DELETE', '/comments/me', { as: ben })).status).toBe(200);
    const form = { name: 'Ben' };
    const again = await served.send('POST', '/comments/sign-in/local', { form });
    expect([again.status, again.data.error]).toEqual([
      403,
      { code: 'banned', message: 'may not write: Advertises.' },
    ]);
    expect((await served.send('DELETE', ban, { as: ada })).status).toBe(200);
    await open(await served.signIn('Ben'));
  });

  test('a suggestion is a patch of the source, or says why it is none', async () => {
    const { served, open } = await started();
    const ada = await served.signIn('Ada');
    const body = 'Slower:\n\n```suggestion\nmoves in two releases\n```';
    const { thread } = await open(ada, { kind: 'suggestion', body });
    const patch = await served.send('GET', `/comments/threads/${thread}/patch`);
    expect(patch.text).toContain('--- a/proposals/0001-plan/index.md\n');
    expect(patch.text).toContain(
      '-Every service moves in one release.\n+Every service moves in two releases.\n',
    );
    const { thread: remark } = await open(ada);
    expect((await served.send('GET', `/comments/threads/${remark}/patch`)).status).toBe(409);
  });

  test.each([
    ['https://evil.example/', '/'],
    ['//evil.example/', '/'],
    ['/\\evil.example/', '/'],
    ['/\t/evil.example/', '/'],
    ['/%2e%2e//evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/proposals/0001-plan/?a=b#c', '/proposals/0001-plan/?a=b#c'],
  ])('after a sign-in that asks to go to %s one is led to %s', async (returnTo, expected) => {
    const { served } = await started();
    const form = { name: 'Ada', returnTo };
    const { headers } = await served.send('POST', '/comments/sign-in/local', { form });
    expect(headers.get('location')).toBe(expected);
    expect(headers.getSetCookie()[0]).toMatch(/; HttpOnly; SameSite=Lax/);
    expect(headers.getSetCookie()[0]).not.toMatch(/Domain/i);
  });
}

test('the files of the site are served, and nothing beside them', async () => {
  await using served = await Served.start(undefined, [first]);
  const of = async (path: string) => {
    const { status, text, headers } = await served.send('GET', path);
    return [status, text, headers.get('location')];
  };
  expect(await of('/')).toEqual([200, 'the start page', null]);
  expect(await of('/guide/')).toEqual([200, 'the guide', null]);
  expect(await of('/guide')).toEqual([301, '', '/guide/']);
  expect(await of('/none/')).toEqual([404, 'nothing there', null]);
  for (const path of ['/../secret', '/%2e%2e/secret', '/..%2fsecret', '/%00', '//secret', '/%zz']) {
    expect((await of(path)).slice(0, 2)).toEqual([404, 'nothing there']);
  }
  expect((await served.send('POST', '/guide/', { body: {} })).status).toBe(405);
  expect(served.faults).toEqual([]);
});

test('below a path of its own the site answers there alone', async () => {
  await using served = await Served.start(undefined, [first], { BASE: '/plans/' });
  expect((await served.send('GET', '/plans/')).text).toBe('the start page');
  expect((await served.send('GET', '/plans')).headers.get('location')).toBe('/plans/');
  expect((await served.send('GET', '/plans/comments/1/threads')).status).toBe(200);
  expect((await served.send('GET', '/comments/1/threads')).status).toBe(404);
});

test('a store that another server has is refused, and says so', async () => {
  await using one = await Served.start(undefined, [first]);
  const store = join(one.dist, '..', 'comments.sqlite');
  await expect(Served.start(store, [first])).rejects.toThrow('another server has the comments');
});
