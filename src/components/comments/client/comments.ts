import type { TextRange } from '../../../comments/anchoring/text-range.ts';
import type { DiscussedPage } from './discussed-page.ts';
import { drawBar } from './discussions-bar.ts';
import { element } from './element.ts';
import { highlight } from './highlights.ts';
import { Marks } from './marks.ts';
import { readPage, type PageBlock } from './page-text.ts';
import { passageThenAndNow } from './passage-then-and-now.ts';
import { placeCards, wide } from './place-cards.ts';
import { PlacedThreads, type PlacedThread } from './placed-threads.ts';
import { seenUntil } from './seen.ts';
import { NotDone, Server, type Session } from './server.ts';
import { cardsHead, threadCard, type CardContext } from './thread-card.ts';
import { lastSaid, type Comment, type Thread } from './thread.ts';
import { showUnrecorded } from './unrecorded-concerns.ts';
import type { Writing } from './write.ts';

/** Milliseconds between two looks for what others said. */
const everyMs = 20_000;
/** Milliseconds after which what was not placed yet is asked for again. */
const soonMs = 2500;
/** Where the page's threads are, and how they are shown: one for each page of a blueprint. */
export class Discussions implements DiscussedPage {
  readonly proposal: string;
  readonly revision: string;
  readonly server: Server;
  readonly page: ReturnType<typeof readPage>;
  /** Does the page's text equal the revision's? Otherwise no offset holds in it. */
  readonly isWhole: boolean;
  session: Session = { person: null, ways: [] };
  isLive = false;
  readonly #root: HTMLElement;
  readonly #bar: HTMLElement;
  /** What the bar holds without a script. */
  readonly #links = element('span', { class: 'comments-links' });
  readonly #status: HTMLElement;
  readonly #base: string;
  readonly #marks: Marks;
  readonly #cards = element('aside', {
    class: 'comment-cards not-content',
    'data-said': '',
    'aria-label': 'Discussion of a passage',
  });
  #threads: Thread[] = [];
  #placed: PlacedThreads;
  #seen: string | undefined;
  #opened: { block: PageBlock; from: HTMLElement } | undefined;
  #writing: Promise<Writing> | undefined;

  constructor(root: HTMLElement, prose: HTMLElement) {
    const { proposal = '', revision = '', length, base = '' } = root.dataset;
    this.#root = root;
    this.proposal = proposal;
    this.revision = revision;
    this.#base = base;
    this.server = new Server(`${base}/comments`);
    this.page = readPage(prose);
    this.isWhole = this.page.text.length === Number(length);
    this.#placed = new PlacedThreads(this.page, this.isWhole, []);
    this.#bar = root.querySelector<HTMLElement>('[data-bar]') ?? root;
    this.#links.append(...[...this.#bar.childNodes].map((node) => node.cloneNode(true)));
    this.#status = root.querySelector<HTMLElement>('[role=status]') ?? root;
    this.#marks = new Marks((block, from) => {
      this.#toggle(block, from);
    });
    this.#cards.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      this.close();
    });
    addEventListener('resize', () => {
      if (this.#opened !== undefined) this.#place(this.#opened.block);
    });
  }

  async start(): Promise<void> {
    await this.#goLive();
    this.#draw();
    await this.#follow();
    addEventListener('hashchange', () => void this.#follow());
  }

  async #read<T>(path: string): Promise<T> {
    return (await (await fetch(this.#base + path)).json()) as T;
  }

  async #goLive(): Promise<void> {
    try {
      const session = await this.server.ask<Session & { server?: boolean }>('/session');
      // So the site says as plain files: there is no server of comments.
      if (session.server === false) return;
      this.session = session;
      this.#threads = await this.server.threads(this.proposal);
      this.isLive = true;
      // What was frozen into the build is told by the server itself now.
      for (const one of document.querySelectorAll('[data-frozen]')) one.remove();
      this.#seen = seenUntil(this.proposal);
    } catch (error) {
      if (!(error instanceof NotDone)) throw error;
      this.say(`Discussions cannot be read now: ${error.message}.`);
      return;
    }
    const again = async () => {
      if (document.visibilityState !== 'visible') return;
      await this.refresh().catch(() => undefined);
    };
    setInterval(() => void again(), everyMs);
    // After a new build places are computed while the first reader waits: they are there in a moment.
    if (this.#threads.some(({ placement }) => placement === null)) {
      setTimeout(() => void again(), soonMs);
    }
    document.addEventListener('visibilitychange', () => void again());
    // Whoever selects wants to write: only then is the rest loaded.
    document.addEventListener('selectionchange', () => {
      if (getSelection()?.isCollapsed === false) void this.writing();
    });
  }

  /** Reads all threads again, and shows them where something changed. */
  async refresh(): Promise<void> {
    const threads = await this.server.threads(this.proposal);
    if (JSON.stringify(threads) === JSON.stringify(this.#threads)) return;
    this.#threads = threads;
    this.#draw();
    // Where somebody writes just now, nothing is taken from under their hands.
    const isWriting =
      this.#cards.contains(document.activeElement) && isField(document.activeElement);
    if (this.#opened !== undefined && !isWriting) this.#fill(this.#opened.block);
  }

  /** Reads all threads again and shows one of them. */
  async show(thread: string, comment?: string): Promise<void> {
    this.#threads = await this.server.threads(this.proposal);
    this.#draw();
    const found = this.#placed.inOrder(({ id }) => id === thread)[0];
    if (found === undefined) return;
    this.open(found.block, this.#marks.of(found.block), thread);
    const at = document.getElementById(
      comment === undefined ? `thread-${thread}` : `comment-${comment}`,
    );
    at?.setAttribute('tabindex', '-1');
    at?.focus({ preventScroll: true });
    at?.scrollIntoView({ block: 'nearest' });
  }

  /** Draws anew what depends on who reads. */
  async redraw(): Promise<void> {
    await this.refresh();
    this.#draw();
    if (this.#opened !== undefined) this.#fill(this.#opened.block);
  }

  /** What writes; loaded when it is needed first. */
  writing(): Promise<Writing> {
    this.#writing ??= import('./write.ts').then(({ Writing: Loaded }) => new Loaded(this));
    return this.#writing;
  }

  /** Tells a reader of a screen, and who sees it, what happened. */
  say(words: string): void {
    this.#status.textContent = words;
  }

  get cards(): HTMLElement {
    return this.#cards;
  }

  #draw(): void {
    this.#placed = new PlacedThreads(this.page, this.isWhole, this.#threads);
    const states = this.#placed.states((one) => this.#isNew(one));
    this.#marks.show(this.page, states, this.isLive && this.isWhole);
    if (this.isLive) showUnrecorded(this.#threads);
    this.#highlight();
    this.#drawBar();
  }

  #isNew(thread: Thread): boolean {
    return this.#seen !== undefined && lastSaid(thread, this.session.person?.id) > this.#seen;
  }

  #highlight(active?: TextRange): void {
    if (this.isWhole) highlight(this.page, this.#threads, active);
  }

  /** Marks a passage as the one that is spoken of. */
  mark(passage: TextRange | undefined): void {
    this.#highlight(passage);
  }

  #drawBar(): void {
    const all = this.#threads.length;
    if (all === 0 && !this.isLive) return;
    const isOpen = ({ state }: Thread) => state === 'open';
    const open = this.#placed.inOrder(isOpen).length;
    const fresh = this.#placed.inOrder((one) => this.#isNew(one)).length;
    drawBar(
      this.#bar,
      this.#links,
      { all, open, fresh, ...(this.isLive ? { session: this.session } : {}) },
      {
        nextOpen: () => void this.#jump(isOpen),
        nextNew: () => void this.#jump((one) => this.#isNew(one)),
        signInOrOut: () => {
          void this.writing().then(async (writing) => {
            if (this.session.person === null) writing.signIn();
            else await writing.signOut();
          });
        },
      },
    );
  }

  async #jump(which: (thread: Thread) => boolean, step: -1 | 1 = 1): Promise<void> {
    const found = this.#placed.inOrder(which);
    const at = found.findIndex(({ thread }) => thread.id === this.#current);
    // From the first one on, and round again.
    const to = found.at(at < 0 ? (step > 0 ? 0 : -1) : (at + step) % found.length);
    if (to !== undefined) await this.#openThread(to);
  }

  #current: string | undefined;

  async #openThread({ thread, block }: PlacedThread): Promise<void> {
    this.open(block, this.#marks.of(block) ?? this.#bar, thread.id);
    this.#current = thread.id;
    const card = document.getElementById(`thread-${thread.id}`);
    const scroll = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
    (wide.matches ? block.element : card)?.scrollIntoView({ block: 'center', behavior: scroll });
    card?.focus({ preventScroll: true });
    const { placement } = thread;
    this.#highlight(placement === null || placement.outcome === 'orphaned' ? undefined : placement);
    return Promise.resolve();
  }

  /** Follows an address that names a thread or a comment. */
  async #follow(): Promise<void> {
    const id = /^#(?:thread|comment)-([\w-]+)$/.exec(location.hash)?.[1];
    if (id === undefined) return;
    const found = this.#placed.inOrder(
      (one) => one.id === id || one.comments.some((comment) => comment.id === id),
    )[0];
    // One that came with the build stands in the page already.
    const isHere = document.getElementById(location.hash.slice(1)) !== null;
    if (found === undefined && isHere) return;
    if (found === undefined) this.say('The discussion that the address names is not there.');
    else await this.#openThread(found);
  }

  #toggle(block: PageBlock, from: HTMLElement): void {
    const isOpen = this.#opened?.from === from && this.#cards.isConnected;
    if (isOpen) this.close();
    else {
      this.open(block, from);
      const [thread] = this.#threadsAt(block);
      if (thread === undefined)
        void this.writing().then((writing) => {
          writing.begin(block);
        });
      else this.#cards.querySelector<HTMLElement>('.thread')?.focus({ preventScroll: true });
    }
  }

  #threadsAt(block: PageBlock): Thread[] {
    const blocks = this.#marks.together(block);
    return (blocks.length === 0 ? [block] : blocks).flatMap((one) => this.#placed.at(one));
  }

  /** Shows what is said of a block, beside it or below it. */
  open(
    block: PageBlock,
    from: HTMLElement = this.#marks.of(block) ?? this.#bar,
    thread?: string,
  ): void {
    this.#opened = { block, from };
    this.#current = thread ?? this.#threadsAt(block)[0]?.id;
    this.#fill(block);
    this.#place(block);
    from.setAttribute('aria-expanded', 'true');
  }

  close(): void {
    const from = this.#opened?.from;
    const hadFocus = this.#cards.contains(document.activeElement);
    this.#cards.remove();
    document.documentElement.toggleAttribute('data-comments', false);
    this.#opened = undefined;
    for (const mark of document.querySelectorAll('.comment-mark[aria-expanded]')) {
      mark.removeAttribute('aria-expanded');
    }
    this.#highlight();
    if (hadFocus) from?.focus({ preventScroll: true });
  }

  #fill(block: PageBlock): void {
    const threads = this.#threadsAt(block);
    const order = this.#placed.inOrder(() => true);
    const at = order.findIndex(({ thread }) => thread.id === (this.#current ?? threads[0]?.id));
    const head = cardsHead(
      { at: at + 1, of: at < 0 ? 0 : order.length },
      (step) => void this.#jump(() => true, step),
      () => {
        this.close();
      },
    );
    const context: CardContext = {
      isNew: (comment) => this.#isNewComment(comment),
      whatChanged: (thread) => this.#whatChanged(thread),
      ...(this.isLive
        ? {
            actions: (thread, comment, into) => {
              void this.writing().then((writing) => {
                writing.actions(thread, comment, into);
              });
            },
          }
        : {}),
    };
    this.#cards.replaceChildren(head, ...threads.map((thread) => threadCard(thread, context)));
    if (this.isLive) {
      void this.writing().then((writing) => {
        writing.offer(block, this.#cards);
      });
    }
  }

  #isNewComment({ at, author }: Comment): boolean {
    return this.#seen !== undefined && at > this.#seen && author.id !== this.session.person?.id;
  }

  /** Beside the text it stands over the page's margin; below, behind the element of the text. */
  #place(block: PageBlock): void {
    const prose = this.#root.closest<HTMLElement>('.sl-markdown-content') ?? document.body;
    document.documentElement.toggleAttribute('data-comments', true);
    placeCards(this.#cards, block.element, prose);
  }

  async #whatChanged(thread: Thread): Promise<Node> {
    const textOf = async (revision: string) => {
      const path = `/comments/revisions/${this.proposal}/${revision}.json`;
      return (await this.#read<{ text: string }>(path)).text;
    };
    const [{ whatChanged }, { then, now }] = await Promise.all([
      import('./what-changed.ts'),
      passageThenAndNow(thread, this.page.text, textOf),
    ]);
    return whatChanged(then, now);
  }
}

function isField(of: Element | null): boolean {
  return of !== null && /^(textarea|input|select)$/.test(of.localName);
}
