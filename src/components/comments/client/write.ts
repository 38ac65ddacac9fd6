import type { TextRange } from '../../../comments/anchoring/text-range.ts';
import { attempt } from './attempt.ts';
import { commentActions } from './comment-actions.ts';
import type { DiscussedPage } from './discussed-page.ts';
import { button } from './element.ts';
import { beginThread, resumeThread } from './new-thread.ts';
import type { PageBlock } from './page-text.ts';
import { SelectionButton } from './selection-button.ts';
import { threadActions } from './thread-actions.ts';
import type { Comment, Thread } from './thread.ts';

/** All that a reader writes on a page; loaded when somebody begins to. */
export class Writing {
  readonly #of: DiscussedPage;

  constructor(of: DiscussedPage) {
    this.#of = of;
    new SelectionButton(of, (passage) => {
      this.begin(undefined, passage);
    });
  }

  async signOut(): Promise<void> {
    await attempt(this.#of, async () => {
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
    beginThread(this.#of, block, given, (...at) => {
      this.offer(...at);
    });
  }

  /** Goes on with what was written last and not sent. */
  resume(): void {
    resumeThread(this.#of, (...at) => {
      this.offer(...at);
    });
  }

  /** What a reader may do with a thread, or with a comment of it. */
  actions(thread: Thread, comment: Comment | undefined, into: HTMLElement): void {
    if (comment === undefined) threadActions(this.#of, thread, into);
    else if (comment.body !== null) commentActions(this.#of, thread, comment, into);
  }
}
