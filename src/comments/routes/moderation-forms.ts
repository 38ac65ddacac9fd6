import { h } from 'hastscript';
import type { ElementContent } from 'hast';
import { NoAnswer } from './answer.ts';
import { formOf } from './guarded-body.ts';
import { seeOther } from './page.ts';
import { reasonOf } from './request-schema.ts';
import { route, type Asked, type Route } from './route.ts';
import type { ShownComment } from './shown-thread.ts';
import { threadPage } from './thread-page-address.ts';
import type { Role } from '../server/roles.ts';

/** What a form of a moderator asks for. */
const acts = ['release', 'hide', 'restore', 'ban', 'unban'] as const;
type Act = (typeof acts)[number];

/** Where the forms of moderators go; each act needs the role that its request by JSON needs. */
export const moderationForms: readonly Route[] = [
  route('POST', '/comments/comments/:id/moderate-form', async (asked) => {
    const { store } = asked.site;
    const { thread, proposal } = await store.whereComment(asked.id);
    const given = await asked.someone();
    const form = await formOf(asked.request);
    const act = acts.find((one) => one === form.get('act'));
    if (act === undefined) throw new NoAnswer(422, 'invalid', `act: expected ${acts.join(', ')}`);
    await asked.atLeast(act === 'release' ? 'champion' : 'moderator', proposal);
    await moderate(asked, act, given.id, form);
    return seeOther(await threadPage(asked, thread));
  }),
];

async function moderate(asked: Asked, act: Act, by: string, form: URLSearchParams): Promise<void> {
  const { moderation } = asked.site.store;
  const reason = () => reasonOf({ reason: form.get('reason') ?? '' });
  const author = form.get('author') ?? '';
  if (act === 'release') await moderation.release(by, asked.id);
  else if (act === 'hide') await moderation.hide(by, asked.id, reason());
  else if (act === 'restore') await moderation.restore(by, asked.id);
  else if (act === 'ban') await moderation.ban(by, author, reason());
  else await moderation.unban(by, author);
}

/** What a moderator may do with a comment and its author; a champion with one that waits. */
export function moderationForm(base: string, comment: ShownComment, role: Role): ElementContent[] {
  const { id, author, held, hidden, deletedAt } = comment;
  const isModerator = role === 'moderator';
  if (!isModerator && !(role === 'champion' && held)) return [];
  const act = (value: Act, words: string) =>
    h('button', { name: 'act', value, formNoValidate: value !== 'hide' && value !== 'ban' }, words);
  const ofComment =
    deletedAt !== null ? [] : hidden === null ? [act('hide', 'Hide')] : [act('restore', 'Restore')];
  return [
    h('details', [
      h('summary', 'Moderate'),
      h('form', { method: 'post', action: `${base}/comments/comments/${id}/moderate-form` }, [
        h('input', { type: 'hidden', name: 'author', value: author.id }),
        ...(held ? [act('release', 'Let everybody see it')] : []),
        ...(isModerator
          ? [
              h(
                'p',
                h('label', [
                  'Reason, which everybody sees ',
                  h('input', { name: 'reason', required: true }),
                ]),
              ),
              h('p', [
                ...ofComment.flatMap((one) => [one, ' ']),
                act('ban', `Bar ${author.name} from writing`),
                ' ',
                act('unban', `Let ${author.name} write again`),
              ]),
            ]
          : []),
      ]),
    ]),
  ];
}
