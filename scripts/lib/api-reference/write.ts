import GithubSlugger from 'github-slugger';
import { format, resolveConfig } from 'prettier';
import type { Comment, Entry, Member } from './entry.ts';
import { pages, placeOf, type ReferencePage } from '../../../src/site/api-reference/pages.ts';

/** Where a name is told of: the page's slug and the heading's anchor. */
type Addresses = ReadonlyMap<string, { readonly slug: string; readonly anchor: string }>;

/**
 * The reference's pages by file name.
 * @throws {Error} naming every public name whose file no page is about
 */
export async function writePages(entries: readonly Entry[]): Promise<ReadonlyMap<string, string>> {
  const homeless = entries.filter(({ file }) => !placeOf(file));
  if (homeless.length > 0) {
    const list = homeless.map(({ name, file }) => `${name} (${file})`).join(', ');
    throw new Error(`No page for ${list}: add the file to src/site/api-reference/pages.ts.`);
  }
  const byPage = new Map(pages.map((page) => [page, sorted(entries, page)]));
  const addresses: Addresses = new Map(
    [...byPage].flatMap(([page, all]) => {
      const slugger = new GithubSlugger();
      return all.map(
        ({ name }) => [name, { slug: page.slug, anchor: slugger.slug(name) }] as const,
      );
    }),
  );
  const options = { ...(await resolveConfig('x.md')), parser: 'markdown' };
  const files = [...byPage]
    .filter(([, all]) => all.length > 0)
    .map(async ([page, all], order) => {
      const text = new PageWriter(page, addresses).write(all, order);
      return [`${page.slug}.md`, await format(text, options)] as const;
    });
  return new Map(await Promise.all(files));
}

/** What one calls first, before the types that it takes. */
const kindOrder = ['function', 'class', 'constant', 'interface', 'type'];

function sorted(entries: readonly Entry[], page: ReferencePage): readonly Entry[] {
  return entries
    .map((entry) => ({ entry, place: placeOf(entry.file) }))
    .filter(({ place }) => place?.page === page)
    .sort(
      (a, b) =>
        (a.place?.order ?? 0) - (b.place?.order ?? 0) ||
        kindOrder.indexOf(a.entry.kind) - kindOrder.indexOf(b.entry.kind) ||
        (a.entry.file < b.entry.file ? -1 : a.entry.file > b.entry.file ? 1 : 0) ||
        a.entry.position - b.entry.position,
    )
    .map(({ entry }) => entry);
}

class PageWriter {
  readonly #page: ReferencePage;
  readonly #addresses: Addresses;

  constructor(page: ReferencePage, addresses: Addresses) {
    this.#page = page;
    this.#addresses = addresses;
  }

  write(entries: readonly Entry[], order: number): string {
    const { title, description } = this.#page;
    const head = [
      '---',
      `title: ${JSON.stringify(title)}`,
      `description: ${JSON.stringify(description)}`,
      'sidebar:',
      `  order: ${order + 1}`,
      '---',
      '',
      '<!-- Written by `npm run api` from the doc comments in src/executor. Change those. -->',
      '',
      description,
    ];
    return [...head, ...entries.map((entry) => this.#entry(entry))].join('\n') + '\n';
  }

  #entry(entry: Entry): string {
    const { name, kind, signatures, comment, members } = entry;
    const isOpen = members.length === 0 && kind !== 'class' && kind !== 'interface';
    return [
      '',
      `## ${name}`,
      '',
      this.#text(comment.text),
      '',
      // An interface's head says no more than its name, unless it has parameters or a base.
      isOpen || !/^interface \w+$/.test(signatures.join('')) ? fence(signatures) : '',
      '',
      this.#tags(comment),
      '',
      ...members.map((member) => this.#member(member)),
      '',
      this.#uses(entry),
    ].join('\n');
  }

  #member({ signatures, comment }: Member): string {
    const head = signatures.map((text) => `\`\`${oneLine(text)}\`\``).join('  \n');
    const body = [this.#text(comment.text), this.#tags(comment)].filter((text) => text !== '');
    return `- ${[head, ...body].join('\n\n').replaceAll('\n', '\n  ')}\n`;
  }

  #tags({ params, throws, examples }: Comment): string {
    const lines = [
      ...params.map(({ name, text }) => `- \`${name}\`: ${this.#text(text)}`),
      ...throws.map(({ name, text }) => {
        const why = text === '' ? '' : `: ${this.#text(text)}`;
        return `- throws ${this.#link(name, name)}${why}`;
      }),
    ];
    return [lines.join('\n'), ...examples.map((text) => fence([text]))]
      .filter((text) => text !== '')
      .join('\n\n');
  }

  /** The public names that an entry's types mention. */
  #uses({ name, signatures, members }: Entry): string {
    const text = [...signatures, ...members.flatMap((member) => member.signatures)].join('\n');
    const words = new Set(text.match(/\b[A-Z]\w+\b/g));
    const used = [...words].filter((word) => word !== name && this.#addresses.has(word));
    if (used.length === 0) return '';
    return `<p class="uses">See ${used.map((word) => this.#anchor(word)).join(', ')}</p>`;
  }

  #anchor(name: string): string {
    return `<a href="${this.#href(name)}">${name}</a>`;
  }

  #href(name: string): string {
    const { slug = '', anchor = '' } = this.#addresses.get(name) ?? {};
    return slug === this.#page.slug ? `#${anchor}` : `../${slug}/#${anchor}`;
  }

  #link(name: string, text: string): string {
    return this.#addresses.has(name) ? `[${text}](${this.#href(name)})` : `\`${text}\``;
  }

  /** A comment's Markdown: links lead to their names, indented code becomes a block of its own. */
  #text(text: string): string {
    return unwrapped(text)
      .replace(/\{@link ([\w$]+)((?:\.\w+)*)\}/g, (_all, name: string, rest: string) =>
        this.#link(name, name + rest),
      )
      .replace(
        /(?:^|\n)((?: {4}[^\n]*(?:\n|$))+)/g,
        (_all, code: string) => `\n${fence([code.replace(/^ {4}/gm, '').trimEnd()])}\n`,
      );
  }
}

/** A member's signature in a list: there, each is read-only unless it is a method. */
function oneLine(text: string): string {
  return text
    .replace(/^readonly /, '')
    .replace(/\s+/g, ' ')
    .replace(/([(<]) /g, '$1')
    .replace(/,? ([)>])(?![=])/g, '$1');
}

/** Paragraphs on one line each, so that code spans are never broken; tables, lists and code as they are. */
function unwrapped(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((block) => (/^( {4}|\||- |\d\. )/.test(block) ? block : block.replace(/\n(?! {4})/g, ' ')))
    .join('\n\n');
}

function fence(texts: readonly string[]): string {
  return `\`\`\`ts\n${texts.join('\n')}\n\`\`\``;
}
