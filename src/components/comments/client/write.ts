import { selectorsOf } from '../../../comments/anchoring/selector.ts';
import type { TextRange } from '../../../comments/anchoring/text-range.ts';
import type { DiscussedPage } from './discussed-page.ts';
import { compose } from './compose.ts';
import { draftOf } from './drafts.ts';
import { button, element } from './element.ts';
import type { PageBlock } from './page-text.ts';
import { SelectionButton } from './selection-button.ts';
import { NotDone } from './server.ts';
import type { Comment, Thread } from './thread.ts';
import { trimmed } from './trimmed.ts';

const kinds = {
  remark: 'a remark',
  question: 'a question',
  concern: 'a concern',
  suggestion: 'a suggestion',
};
const signs = ['agree', 'disagree', 'thanks', 'confused'];
/** Longest passage that the server takes, in characters. */
const longestPassage = 10_000;

/** All that a reader writes on a page; loaded when somebody begins to. */
export class Writing {
  readonly #of: DiscussedPage;

  constructor(of: DiscussedPage) {
    this.#of = of;
    new SelectionButton(of, (passage) => {
      this.begin(undefined, passage);
    });
  }

  signIn(): void {
    const { ways } = this.#of.session;
    const [way] = ways;
    if (way === undefined) this.#of.say('This server lets nobody sign in.');
    else if (ways.length === 1) location.assign(withReturn(way.url));
    else this.#askWay();
  }

  #askWay(): void {
    const dialog = element('dialog', { class: 'comment-dialog', 'aria-label': 'Sign in' });
    for (const { name, url } of this.#of.session.ways) {
      dialog.append(
        element('p', {}, element('a', { href: withReturn(url) }, `Sign in with ${name}`)),
      );
    }
    dialog.append(
      button('Cancel', () => {
        dialog.close();
      }),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  }

  async signOut(): Promise<void> {
    await this.#try(async () => {
      await this.#of.server.ask('/session', 'DELETE');
      this.#of.session = { ...this.#of.session, person: null };
      await this.#of.redraw();
      this.#of.say('You are signed out.');
    });
  }

  /** Below the threads of a block: a further one. */
  offer(block: PageBlock, cards: HTMLElement): void {
    if (cards.querySelector('.compose, .compose-new') !== null) return;
    const isFirst = cards.querySelector('.thread') === null;
    const words = isFirst ? 'Comment on this passage' : 'Another comment on this passage';
    cards.append(
      button(
        words,
        () => {
          this.begin(block);
        },
        { class: 'compose-new' },
      ),
    );
  }

  /** A new thread: on the passage, or on a block, of which a part can be chosen. */
  begin(block: PageBlock | undefined, given?: TextRange): void {
    const { page, session, proposal, revision, server } = this.#of;
    const at = block ?? page.blocks.findLast(({ start }) => start <= (given?.start ?? 0));
    if (at === undefined) return;
    let passage = given ?? { start: at.start, end: Math.min(at.end, at.start + longestPassage) };
    const draft = `new-${proposal}`;
    const kept = draftOf(draft);
    if (
      kept?.revision === revision &&
      given === undefined &&
      kept.start !== undefined &&
      kept.end !== undefined &&
      kept.start >= at.start &&
      kept.start < at.end
    ) {
      passage = { start: kept.start, end: kept.end };
    }
    const { cards } = this.#of;
    if (!cards.isConnected || block === undefined) this.#of.open(at);
    if (session.person === null) {
      cards.querySelector('.compose-new')?.remove();
      const signIn = button(
        'Sign in to comment',
        () => {
          this.signIn();
        },
        { class: 'compose-new' },
      );
      cards.append(signIn);
      signIn.focus({ preventScroll: true });
      this.#of.mark(passage);
      return;
    }
    const kind = element('select', { id: 'compose-kind' });
    for (const [value, words] of Object.entries(kinds)) {
      kind.append(
        element('option', { value, ...(kept?.kind === value ? { selected: true } : {}) }, words),
      );
    }
    const part = element('textarea', { id: 'compose-part', rows: '4', readonly: true });
    part.value = page.text.slice(at.start, Math.max(at.end, passage.end));
    const quote = element('blockquote', { class: 'compose-quote' });
    const show = () => {
      quote.textContent = page.text.slice(passage.start, passage.end);
      this.#of.mark(passage);
    };
    part.addEventListener('select', () => {
      const { selectionStart: from, selectionEnd: to } = part;
      if (from === to) return;
      passage = trimmed(page.text, { start: at.start + from, end: at.start + to });
      show();
    });
    show();
    cards.querySelector('.compose-new')?.remove();
    cards.querySelector('.compose')?.remove();
    const form = compose({
      draft,
      label: 'What do you say to it?',
      send: 'Comment',
      fields: [
        quote,
        element(
          'details',
          { class: 'compose-part' },
          element('summary', {}, 'Choose a part of it'),
          element('label', { for: 'compose-part' }, 'Select within this text (Shift and arrows)'),
          part,
        ),
        element('p', {}, element('label', { for: 'compose-kind' }, 'This is '), kind),
      ],
      more: () => ({ ...passage, revision, kind: kind.value }),
      preview: (body) => this.#preview(body),
      act: async (body, key) => {
        const made = await server.ask<{ thread: string }>(
          `/${proposal}/threads`,
          'POST',
          { kind: kind.value, revision, passage: selectorsOf(page.text, passage), body },
          key,
        );
        await this.#of.show(made.thread);
        this.#of.say('Your comment is there.');
      },
      close: () => {
        form.remove();
        if (cards.querySelector('.thread') === null) this.#of.close();
        else this.offer(at, cards);
      },
    });
    kind.addEventListener('change', () => {
      const text = form.querySelector<HTMLTextAreaElement>(`[id="compose-${draft}"]`);
      // A suggestion says what should stand there instead.
      if (kind.value === 'suggestion' && text?.value === '') {
        text.value = `\`\`\`suggestion\n${page.text.slice(passage.start, passage.end)}\n\`\`\`\n`;
      }
    });
    cards.append(form);
    form
      .querySelector<HTMLTextAreaElement>(`[id="compose-${draft}"]`)
      ?.focus({ preventScroll: true });
    form.scrollIntoView({ block: 'nearest' });
  }

  /** What a reader may do with a thread, or with a comment of it. */
  actions(thread: Thread, comment: Comment | undefined, into: HTMLElement): void {
    if (comment === undefined) this.#ofThread(thread, into);
    else if (comment.body !== null) this.#ofComment(thread, comment, into);
  }

  #ofThread(thread: Thread, into: HTMLElement): void {
    const { person } = this.#of.session;
    if (person === null) {
      into.append(
        button('Sign in to answer', () => {
          this.signIn();
        }),
      );
      return;
    }
    const draft = `reply-${thread.id}`;
    const open = () => {
      const form = compose({
        draft,
        label: 'Your reply',
        send: 'Reply',
        preview: (body) => this.#preview(body),
        act: async (body, key) => {
          await this.#of.server.ask(`/threads/${thread.id}/replies`, 'POST', { body }, key);
          await this.#of.show(thread.id);
          this.#of.say('Your reply is there.');
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
    if (!isOpen || thread.kind !== 'concern' || thread.openedBy.id === person.id) {
      const state = isOpen ? 'resolved' : 'open';
      into.append(
        button(
          isOpen ? 'Resolve' : 'Reopen',
          () =>
            void this.#try(async () => {
              await this.#of.server.ask(`/threads/${thread.id}/state`, 'PUT', { state });
              await this.#of.show(thread.id);
              this.#of.say(isOpen ? 'Resolved.' : 'Open again.');
            }),
        ),
      );
    }
    if (draftOf(draft) !== undefined) open();
  }

  #ofComment(thread: Thread, comment: Comment, into: HTMLElement): void {
    const { person } = this.#of.session;
    const { server } = this.#of;
    const path = `/comments/${comment.id}`;
    for (const sign of signs) {
      const given = comment.reactions?.[sign] ?? 0;
      if (person === null && given === 0) continue;
      const isMine = comment.mine?.includes(sign) === true;
      const give = async () => {
        await server.ask(`${path}/reactions/${sign}`, isMine ? 'DELETE' : 'PUT');
        await this.#of.show(thread.id, comment.id);
      };
      const toggle = button(given === 0 ? sign : `${sign} ${given}`, () => void this.#try(give), {
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
          preview: (body) => this.#preview(body),
          act: async (body, key) => {
            await server.ask(path, 'PUT', { body }, key);
            await this.#of.show(thread.id, comment.id);
            this.#of.say('Saved.');
          },
          close: () => {
            form.replaceWith(said);
          },
        });
        said.replaceWith(form);
        form.querySelector('textarea')?.focus({ preventScroll: true });
      }),
      button('Delete', () => {
        this.#confirm('Delete what you wrote here, in all of its wordings?', 'Delete', async () => {
          await server.ask(path, 'DELETE');
          await this.#of.show(thread.id);
          this.#of.say('Deleted.');
        });
      }),
    );
  }

  async #preview(body: string): Promise<string> {
    return (await this.#of.server.ask<{ html: string }>('/preview', 'POST', { body })).html;
  }

  #confirm(question: string, yes: string, act: () => Promise<void>): void {
    const dialog = element('dialog', { class: 'comment-dialog', 'aria-label': question });
    const close = () => {
      dialog.close();
    };
    dialog.append(
      element('p', {}, question),
      element(
        'div',
        { class: 'compose-buttons' },
        button(yes, () => {
          close();
          void this.#try(act);
        }),
        button('Cancel', close, { autofocus: true }),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  }

  async #try(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof NotDone)) throw error;
      this.#of.say(`That was not done: ${error.message}.`);
    }
  }
}

function withReturn(url: string): string {
  const here = `${location.pathname}${location.search}${location.hash}`;
  return `${url}${url.includes('?') ? '&' : '?'}returnTo=${encodeURIComponent(here)}`;
}
