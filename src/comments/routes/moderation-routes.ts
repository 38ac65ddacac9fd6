import { answer } from './answer.ts';
import { jsonOf } from './guarded-body.ts';
import { reasonOf } from './request-schema.ts';
import { route, type Route } from './route.ts';

/** What moderators do, and champions with held comments of their proposal. */
export const moderationRoutes: readonly Route[] = [
  route('GET', '/comments/:proposal/held', async (asked) => {
    await asked.atLeast('champion', asked.proposal);
    return answer({ held: await asked.site.store.moderation.held(asked.proposal) });
  }),
  route('PUT', '/comments/comments/:id/released', async (asked) => {
    const { proposal } = await asked.site.store.whereComment(asked.id);
    const { id } = await asked.atLeast('champion', proposal);
    await asked.site.store.moderation.release(id, asked.id);
    return answer({ held: false });
  }),
  route('PUT', '/comments/comments/:id/hidden', async (asked) => {
    const { id } = await asked.atLeast('moderator');
    const reason = reasonOf(await jsonOf(asked.request));
    await asked.site.store.moderation.hide(id, asked.id, reason);
    return answer({ hidden: true });
  }),
  route('DELETE', '/comments/comments/:id/hidden', async (asked) => {
    const { id } = await asked.atLeast('moderator');
    await asked.site.store.moderation.restore(id, asked.id);
    return answer({ hidden: false });
  }),
  route('PUT', '/comments/people/:id/ban', async (asked) => {
    const { id } = await asked.atLeast('moderator');
    const reason = reasonOf(await jsonOf(asked.request));
    await asked.site.store.moderation.ban(id, asked.id, reason);
    return answer({ banned: true });
  }),
  route('DELETE', '/comments/people/:id/ban', async (asked) => {
    const { id } = await asked.atLeast('moderator');
    await asked.site.store.moderation.unban(id, asked.id);
    return answer({ banned: false });
  }),
  route('GET', '/comments/events', async (asked) => {
    await asked.atLeast('moderator');
    const after = Number(/^\d{1,15}$/.exec(asked.query.get('after') ?? '')?.[0] ?? 0);
    const events = await asked.site.store.events(after, 1000);
    return answer({ events, next: events.at(-1)?.seq ?? null });
  }),
];
