import { formOf } from './guarded-body.ts';
import { seeOther, styleSheet } from './page.ts';
import { newThreadPage, openThread, passagesPage } from './passage-pages.ts';
import { bodyOf, stateOf, typed } from './request-schema.ts';
import { route, type Route } from './route.ts';
import { threadPage } from './thread-page-address.ts';
import { threadsPage } from './threads-page.ts';

/** The pages without scripts, and where their forms go. */
export const pageRoutes: readonly Route[] = [
  route('GET', '/comments/style.css', () => Promise.resolve(styleSheet())),
  route('GET', '/comments/:proposal/', threadsPage),
  route('GET', '/comments/:proposal/passages', passagesPage),
  route('GET', '/comments/:proposal/passages/:block', newThreadPage),
  route('POST', '/comments/:proposal/passages/:block', openThread),
  route('GET', '/comments/threads/:id/page', async (asked) =>
    seeOther(await threadPage(asked, asked.id)),
  ),
  route('POST', '/comments/threads/:id/look-form', async (asked) => {
    const by = await asked.writer();
    await formOf(asked.request);
    await asked.site.store.look(by, asked.id);
    return seeOther(await threadPage(asked, asked.id));
  }),
  route('POST', '/comments/threads/:id/replies-form', async (asked) => {
    const by = await asked.writer();
    const form = await formOf(asked.request);
    await asked.site.store.reply(by, asked.id, bodyOf({ body: typed(form.get('body')) }));
    return seeOther(await threadPage(asked, asked.id));
  }),
  route('POST', '/comments/threads/:id/state-form', async (asked) => {
    const by = await asked.writer();
    const state = stateOf({ state: (await formOf(asked.request)).get('state') });
    const { store } = asked.site;
    await (state === 'resolved' ? store.resolve(by, asked.id) : store.reopen(by, asked.id));
    return seeOther(await threadPage(asked, asked.id));
  }),
  route('POST', '/comments/comments/:id/delete-form', async (asked) => {
    const by = await asked.writer();
    await formOf(asked.request);
    const { thread } = await asked.site.store.whereComment(asked.id);
    await asked.site.store.delete(by, asked.id);
    return seeOther(await threadPage(asked, thread));
  }),
];
