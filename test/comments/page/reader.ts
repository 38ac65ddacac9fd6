import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { pagePath } from './discussed-site.ts';

type ContextOptions = NonNullable<Parameters<Browser['newContext']>[0]>;

/** Somebody who reads a blueprint in a browser of their own: their cookies and drafts are theirs alone. */
export class Reader implements AsyncDisposable {
  readonly page: Page;
  /** What scripts and console said of errors. */
  readonly errors: string[] = [];
  readonly #context: BrowserContext;
  readonly #origin: string;

  private constructor(context: BrowserContext, page: Page, origin: string) {
    this.page = page;
    this.#context = context;
    this.#origin = origin;
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => {
      // The provider's own pages are not ours.
      const isOurs = message.location().url.startsWith(origin);
      if (isOurs && message.type() === 'error') this.errors.push(message.text());
    });
  }

  static async come(
    browser: Browser,
    origin: string,
    options: ContextOptions = {},
  ): Promise<Reader> {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      ...options,
    });
    const page = await context.newPage();
    // A wait ends when what is waited for is there, or with the test: a busy machine is no fault.
    page.setDefaultTimeout(0);
    return new Reader(context, page, origin);
  }

  /** Opens the blueprint, and waits until its discussions are there. */
  async read(fragment = ''): Promise<void> {
    // Another place on the same page is no new reading of it.
    await this.page.goto('about:blank');
    await this.page.goto(`${this.#origin}${pagePath}${fragment}`);
    await this.bar
      .getByText(/discussion/)
      .first()
      .waitFor();
    await this.bar.getByText(/^(No discussion yet|\d+ discussion)/).waitFor();
  }

  /** Opens another page of the server. */
  async go(path: string): Promise<void> {
    await this.page.goto(this.#origin + path);
  }

  /** Signs in by the provider from where the reader is, who is led back there. */
  async signIn(name: string): Promise<void> {
    await this.bar.getByRole('link', { name: 'Sign in' }).click();
    await this.atProvider(name);
    await this.bar.getByRole('link', { name, exact: true }).waitFor();
  }

  /** What the provider asks: a name, and whether the site may know it. */
  async atProvider(name: string): Promise<void> {
    await this.page.locator('input[name=login]').fill(name);
    await this.page.locator('input[name=password]').fill('any');
    await this.page.locator('button[type=submit]').click();
    await this.page.locator('input[name=prompt][value=consent]').waitFor({ state: 'attached' });
    await this.page.locator('button[type=submit]').click();
  }

  get bar(): Locator {
    return this.page.locator('[data-bar]');
  }

  get cards(): Locator {
    return this.page.getByRole('complementary', { name: 'Discussion of a passage' });
  }

  /** The discussion in which something was said. */
  thread(said: string): Locator {
    return this.cards.locator('.thread', { hasText: said });
  }

  /** The mark beside a block that begins with some words. */
  mark(words: string): Locator {
    return this.page.locator(`.comment-mark[aria-label*=${JSON.stringify(words)}]`);
  }

  get form(): Locator {
    return this.cards.locator('form.compose');
  }

  /** What somebody who hears the page was told last. */
  get told(): Locator {
    return this.page.locator('.comments-status');
  }

  /** Where words of the prose stand in the window. */
  async placeOf(words: string): Promise<{ x: number; y: number; width: number; height: number }> {
    return this.page.evaluate((wanted) => {
      const prose = document.querySelector('[data-prose]');
      if (prose === null) throw new Error('no prose');
      const walker = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const at = (node.textContent ?? '').replace(/\s/g, ' ').indexOf(wanted);
        if (at < 0) continue;
        node.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' });
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x, y, width, height };
      }
      throw new Error(`the prose does not say: ${wanted}`);
    }, words);
  }

  /** Selects words that stand in one line, by the mouse. */
  async drag(words: string): Promise<void> {
    const { x, y, width, height } = await this.placeOf(words);
    await this.page.mouse.move(x + 0.5, y + height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(x + width - 0.5, y + height / 2, { steps: 4 });
    await this.page.mouse.up();
  }

  get selected(): Locator {
    return this.page.getByRole('group', { name: 'Selected passage' });
  }

  /** Comments on words by the mouse, and waits until it is there. */
  async comment(words: string, said: string, kind = 'remark'): Promise<void> {
    await this.drag(words);
    await this.selected.getByRole('button', { name: 'Comment' }).click();
    await this.form.getByLabel('This is').selectOption(kind);
    await this.form.getByLabel('What do you say to it?').fill(said);
    await this.form.getByRole('button', { name: 'Comment' }).click();
    await this.thread(said).waitFor();
  }

  /** Answers in a discussion that is open. */
  async reply(to: string, said: string): Promise<void> {
    await this.thread(to).getByRole('button', { name: 'Reply' }).click();
    await this.form.getByLabel('Your reply').fill(said);
    await this.form.getByRole('button', { name: 'Reply' }).click();
    await this.thread(to).getByText(said).waitFor();
  }

  /** What is marked in the text: of all open discussions, or of the one that is spoken of. */
  marked(which: 'comments' | 'comment-now'): Promise<string[]> {
    return this.page.evaluate(
      (name) =>
        [...(CSS.highlights.get(name) ?? [])].map((one) =>
          one instanceof Range ? one.toString() : '',
        ),
      which,
    );
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#context.close();
  }
}
