import type { TextRange } from '../../../comments/anchoring/text-range.ts';
import type { DiscussedPage } from './discussed-page.ts';
import { draftsOf } from './drafts.ts';
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
import { signInLink } from './sign-in.ts';
import type { Writing } from './write.ts';

/** Milliseconds between two looks for what others said. */
const everyMs = 20_000;
/** Milliseconds after which what was not placed yet is asked for again. */
const soonMs = 2500;
/** Milliseconds for which the page says what happened. */
const saidMs = 10_000;
/** Threads among which one goes from each to the next. */
type Among = 'all' | 'open' | 'new';

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
  #saying: ReturnType<typeof setTimeout> | undefined;
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
    this.#follow();
    this.#goOn();
    addEventListener('hashchange', () => {
      this.#follow();
    });
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
      this.#threads = await this.server.threads(this.proposal, this.revision);
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
    this.#askSoon();
    document.addEventListener('visibilitychange', () => void again());
    // Whoever selects wants to write: only then is the rest loaded.
    document.addEventListener('selectionchange', () => {
      if (getSelection()?.isCollapsed === false) void this.writing();
    });
  }

  /** After a new build places are computed while the first reader waits: they are there in a moment. */
  #askSoon(): void {
    if (!this.#threads.some(({ placement }) => placement === null)) return;
    setTimeout(() => {
      void this.refresh()
        .catch(() => undefined)
        .then(() => {
          this.#askSoon();
        });
    }, soonMs);
  }

  /** Reads all threads again, and shows them where something changed. */
  async refresh(): Promise<void> {
    const threads = await this.server.threads(this.proposal, this.revision);
    if (JSON.stringify(threads) === JSON.stringify(this.#threads)) return;
    this.#threads = threads;
    this.#draw();
    if (this.#opened === undefined) return;
    // Where somebody writes just now, nothing is taken from under their hands.
    if (this.#cards.querySelector('.compose') === null) this.#fill(this.#opened.block);
    else this.say('Something new was said. It is shown when you are done writing.');
  }

  /** Reads all threads again and shows one of them. */
  async show(thread: string, comment?: string): Promise<void> {
    this.#threads = await this.server.threads(this.proposal, this.revision);
    this.#draw();
    const found = this.#placed.inOrder(({ id }) => id === thread)[0];
    if (found === undefined) return;
    this.open(found.block, this.#marks.of(found.block), thread);
    this.#lead(thread, comment)?.scrollIntoView({ block: 'nearest' });
  }

  /** Puts the focus on a thread, or on a comment of it, which may be folded. */
  #lead(thread: string, comment?: string): HTMLElement | null {
    const at = document.getElementById(
      comment === undefined ? `thread-${thread}` : `comment-${comment}`,
    );
    const fold = at?.closest('details');
    if (fold) fold.open = true;
    at?.setAttribute('tabindex', '-1');
    at?.focus({ preventScroll: true });
    return at;
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
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => (this.#status.textContent = ''), saidMs);
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
    this.drawBar();
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

  drawBar(): void {
    const all = this.#threads.length;
    if (all === 0 && !this.isLive) return;
    const [open, fresh] = [this.#among('open').length, this.#among('new').length];
    const hasDraft = this.session.person !== null && draftsOf(`new-${this.proposal}-`).length > 0;
    drawBar(
      this.#bar,
      this.#links,
      {
        ...{ all, open, fresh, hasDraft, root: this.server.root },
        ...(this.isLive ? { session: this.session } : {}),
      },
      {
        nextOpen: () => {
          this.#jump('open');
        },
        nextNew: () => {
          this.#jump('new');
        },
        resume: () =>
          void this.writing().then((writing) => {
            writing.resume();
          }),
        signOut: () => void this.writing().then((writing) => writing.signOut()),
      },
    );
  }

  /** In the order of the text. */
  #among(which: Among): PlacedThread[] {
    return this.#placed.inOrder((thread) =>
      which === 'open' ? thread.state === 'open' : which === 'all' || this.#isNew(thread),
    );
  }

  #jump(which: Among, step: -1 | 1 = 1): void {
    const found = this.#among(which);
    const at = found.findIndex(({ thread }) => thread.id === this.#current);
    // From the first one on, and round again.
    const to = found.at(at < 0 ? (step > 0 ? 0 : -1) : (at + step) % found.length);
    if (to !== undefined) this.#openThread(to, which);
  }

  #current: string | undefined;
  #going: Among = 'all';

  #openThread({ thread, block }: PlacedThread, among: Among = 'all', comment?: string): void {
    this.open(block, this.#marks.of(block) ?? this.#bar, thread.id, among);
    const card = this.#lead(thread.id, comment);
    const scroll = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
    (wide.matches ? block.element : card)?.scrollIntoView({ block: 'center', behavior: scroll });
    const { placement } = thread;
    this.#highlight(placement === null || placement.outcome === 'orphaned' ? undefined : placement);
  }

  /** Who chose a passage and signed in then wants to write of it. */
  #goOn(): void {
    const [last] = draftsOf(`new-${this.proposal}-`);
    if (this.session.person === null || last?.draft.body !== '') return;
    void this.writing().then((writing) => {
      writing.resume();
    });
  }

  /** Follows an address that names a thread or a comment. */
  #follow(): void {
    const id = /^#(?:thread|comment)-([\w-]+)$/.exec(location.hash)?.[1];
    if (id === undefined) return;
    const found = this.#placed.inOrder(
      (one) => one.id === id || one.comments.some((comment) => comment.id === id),
    )[0];
    // One that came with the build stands in the page already.
    const isHere = document.getElementById(location.hash.slice(1)) !== null;
    if (found === undefined && isHere) return;
    if (found === undefined) this.say('The discussion that the address names is not there.');
    else this.#openThread(found, 'all', found.thread.id === id ? undefined : id);
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
    among: Among = 'all',
  ): void {
    this.#fold();
    this.#going = among;
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
    this.#fold();
    this.#highlight();
    if (hadFocus) from?.focus({ preventScroll: true });
  }

  /** No mark is that of the threads that are shown. */
  #fold(): void {
    this.#opened?.from.removeAttribute('aria-expanded');
    for (const mark of document.querySelectorAll('.comment-mark[aria-expanded]')) {
      mark.removeAttribute('aria-expanded');
    }
  }

  #fill(block: PageBlock): void {
    const threads = this.#threadsAt(block);
    const order = this.#among(this.#going);
    const at = order.findIndex(({ thread }) => thread.id === (this.#current ?? threads[0]?.id));
    const head = cardsHead(
      { at: at + 1, of: order.length, among: this.#going },
      (step) => {
        this.#jump(this.#going, step);
      },
      () => {
        this.close();
      },
    );
    const context: CardContext = {
      isNew: (comment) => this.#isNewComment(comment),
      whatChanged: (thread) => this.#whatChanged(thread),
      root: this.server.root,
      ...(this.isLive && this.session.person !== null
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
    if (!this.isLive) return;
    if (this.session.person === null) {
      if (this.session.ways.length > 0 && threads.length > 0) {
        this.#cards.append(signInLink('Sign in to answer', this.session, this.server.root));
      }
    } else {
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
    const [{ whatChanged }, thenAndNow] = await Promise.all([
      import('./what-changed.ts'),
      passageThenAndNow(thread, this.page.text, textOf),
    ]);
    return whatChanged(thenAndNow);
  }
}
