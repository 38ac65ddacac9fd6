import { attempt } from './attempt.ts';
import { compose } from './compose.ts';
import { confirm } from './confirm.ts';
import type { DiscussedPage } from './discussed-page.ts';
import { button } from './element.ts';
import { preview } from './preview.ts';
import type { Comment, Thread } from './thread.ts';

const signs = ['agree', 'disagree', 'thanks', 'confused'];

/** What a reader may do with a comment of a thread. */
export function commentActions(
  of: DiscussedPage,
  thread: Thread,
  comment: Comment,
  into: HTMLElement,
): void {
  const { person } = of.session;
  const { server } = of;
  const path = `/comments/${comment.id}`;
  for (const sign of signs) {
    const given = comment.reactions?.[sign] ?? 0;
    if (person === null && given === 0) continue;
    const isMine = comment.mine?.includes(sign) === true;
    const give = async () => {
      await server.ask(`${path}/reactions/${sign}`, isMine ? 'DELETE' : 'PUT');
      await of.show(thread.id, comment.id);
    };
    const toggle = button(given === 0 ? sign : `${sign} ${given}`, () => void attempt(of, give), {
      class: 'comment-sign',
      'data-given': given > 0,
      'aria-pressed': String(isMine),
      disabled: person === null,
    });
    into.append(toggle);
  }
  if (person?.id !== comment.author.id) return;
  into.append(
    button('Edit', () => {
      const said = into.parentElement?.querySelector<HTMLElement>('.comment-body');
      if (!said) return;
      const form = compose({
        draft: `edit-${comment.id}`,
        label: 'Your comment',
        send: 'Save',
        body: comment.body ?? '',
        preview: (body) => preview(of.server, body),
        act: async (body, key) => {
          await server.ask(path, 'PUT', { body }, key);
          return async () => {
            await of.show(thread.id, comment.id);
            of.say('Saved.');
          };
        },
        close: () => {
          form.replaceWith(said);
        },
      });
      said.replaceWith(form);
      form.querySelector('textarea')?.focus({ preventScroll: true });
    }),
    button('Delete', () => {
      confirm('Delete what you wrote here, in all of its wordings?', 'Delete', () => {
        void attempt(of, async () => {
          await server.ask(path, 'DELETE');
          await of.show(thread.id);
          of.say('Deleted.');
        });
      });
    }),
  );
}
