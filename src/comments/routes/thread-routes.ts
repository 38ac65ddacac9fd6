import { answer, answerOf, NoAnswer, notModified } from './answer.ts';
import { jsonOf } from './guarded-body.ts';
import { bodyOf, previewOf, stateOf, threadOf, threadQueryOf } from './request-schema.ts';
import { route, type Asked, type Route } from './route.ts';
import { shownPage, shownThread } from './shown-thread.ts';
import { commentHtml } from '../rendering/comment-html.ts';

/** Reading and writing threads. */
export const threadRoutes: readonly Route[] = [
  route('GET', '/comments/:proposal/threads', async (asked) => {
    const { site, query, proposal } = asked;
    const wanted = threadQueryOf(query);
    await known(asked, proposal, wanted.revision);
    const viewer = await asked.viewer(proposal);
    const of = { proposal, ...wanted, ...(viewer === undefined ? {} : { viewer }) };
    const etag = `"${await site.store.tag(of)}${query.size === 0 ? '' : `-${encodeURIComponent(query.toString())}`}"`;
    const headers = { etag, vary: 'cookie' };
    if (notModified(asked.request, etag)) return new Response(null, { status: 304, headers });
    const bytes = await site.pages.page(`${proposal} ${etag}`, async () =>
      shownPage(await site.store.threads(of)),
    );
    return answerOf(bytes, { headers });
  }),
  route('POST', '/comments/:proposal/threads', async (asked) => {
    const { site, request, proposal } = asked;
    const by = await asked.writer();
    const given = threadOf(await jsonOf(request));
    await known(asked, proposal);
    const made = await site.store.open(by, { ...given, proposal });
    site.keeper.placeLater(proposal);
    const headers = { location: `${site.base}/comments/threads/${made.thread}` };
    return answer(made, { status: 201, headers });
  }),
  route('GET', '/comments/threads/:id', async (asked) => {
    const { revision } = threadQueryOf(asked.query);
    const { proposal } = await asked.site.store.where(asked.id);
    await known(asked, proposal, revision);
    const viewer = await asked.viewer(proposal);
    return answer(shownThread(await asked.site.store.thread(asked.id, revision, viewer)), {
      headers: { vary: 'cookie' },
    });
  }),
  route('POST', '/comments/threads/:id/replies', async (asked) => {
    const by = await asked.writer();
    const body = bodyOf(await jsonOf(asked.request));
    return answer(await asked.site.store.reply(by, asked.id, body), { status: 201 });
  }),
  route('PUT', '/comments/threads/:id/state', async (asked) => {
    const by = await asked.writer();
    const state = stateOf(await jsonOf(asked.request));
    const { store } = asked.site;
    const act = state === 'resolved' ? store.resolve(by, asked.id) : store.reopen(by, asked.id);
    return answer(await act);
  }),
  route('PUT', '/comments/threads/:id/look', async (asked) =>
    answer(await asked.site.store.look(await asked.writer(), asked.id)),
  ),
  route('PUT', '/comments/comments/:id', async (asked) => {
    const by = await asked.writer();
    return answer(await asked.site.store.edit(by, asked.id, bodyOf(await jsonOf(asked.request))));
  }),
  route('DELETE', '/comments/comments/:id', async (asked) =>
    answer(await asked.site.store.delete(await asked.writer(), asked.id)),
  ),
  ...(['PUT', 'DELETE'] as const).map((method) =>
    route(method, '/comments/comments/:id/reactions/:sign', async (asked) => {
      const [comment = '', sign = ''] = asked.parts;
      const by = await asked.writer();
      return answer(await asked.site.store.react(by, comment, { sign, on: method === 'PUT' }));
    }),
  ),
  route('POST', '/comments/preview', async (asked) => {
    await asked.someone();
    await asked.limit('preview');
    const body = previewOf(await jsonOf(asked.request));
    return answer({ html: commentHtml(body, 'preview') });
  }),
];

/**
 * Makes the store know the texts of a proposal as they are now, and places what is asked for.
 *
 * @throws {NoAnswer} where there is no such proposal and never was one
 */
export async function known(
  { site: { keeper, store } }: Asked,
  proposal: number,
  revision?: string,
): Promise<void> {
  const list = await keeper.list(proposal);
  if (list === undefined && (await store.revisions.head(proposal)) === undefined) {
    throw new NoAnswer(404, 'not found', `no proposal ${proposal}`);
  }
  if (revision !== undefined) keeper.placeLater(proposal, revision);
}
