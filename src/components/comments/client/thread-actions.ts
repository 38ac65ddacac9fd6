import { attempt } from './attempt.ts';
import { compose } from './compose.ts';
import type { DiscussedPage } from './discussed-page.ts';
import { draftOf } from './drafts.ts';
import { button } from './element.ts';
import { preview } from './preview.ts';
import type { Thread } from './thread.ts';

/** What a reader may do with a thread. */
export function threadActions(of: DiscussedPage, thread: Thread, into: HTMLElement): void {
  const { person } = of.session;
  const draft = `reply-${thread.id}`;
  const open = () => {
    const form = compose({
      draft,
      label: 'Your reply',
      send: 'Reply',
      preview: (body) => preview(of.server, body),
      act: async (body, key) => {
        await of.server.ask(`/threads/${thread.id}/replies`, 'POST', { body }, key);
        return async () => {
          await of.show(thread.id);
          of.say('Your reply is there.');
        };
      },
      close: () => {
        form.replaceWith(reply);
        reply.focus();
      },
    });
    reply.replaceWith(form);
    form.querySelector('textarea')?.focus({ preventScroll: true });
  };
  const reply = button('Reply', open);
  const isOpen = thread.state === 'open';
  into.append(reply);
  // A concern is resolved by who raised it.
  if (!isOpen || thread.kind !== 'concern' || thread.openedBy.id === person?.id) {
    const state = isOpen ? 'resolved' : 'open';
    into.append(
      button(
        isOpen ? 'Resolve' : 'Reopen',
        () =>
          void attempt(of, async () => {
            await of.server.ask(`/threads/${thread.id}/state`, 'PUT', { state });
            await of.show(thread.id);
            of.say(isOpen ? 'Resolved.' : 'Open again.');
          }),
      ),
    );
  }
  if (thread.lookAgain === true && thread.openedBy.id === person?.id) {
    into.append(
      button(
        'It still stands',
        () =>
          void attempt(of, async () => {
            await of.server.ask(`/threads/${thread.id}/look`, 'PUT');
            await of.show(thread.id);
            of.say('Your concern stands.');
          }),
      ),
    );
  }
  if (draftOf(draft) !== undefined) open();
}
