import Slugger from 'github-slugger';
import type { ElementContent, Root } from 'hast';
import { h } from 'hastscript';

/** Where a word is code, a link or a heading already, or what a reader said (an article), it gets no hint. */
const passedOver = new Set([
  'a',
  'article',
  'pre',
  'code',
  'kbd',
  'samp',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
]);

/** The place of a word's meaning on the page. */
export function glossaryId(word: string): string {
  return `word-${new Slugger().slug(word)}`;
}

/**
 * rehype plugin, after the canonical text was taken: the first use of each word of a blueprint's
 * glossary leads to its meaning. The text stays as it is.
 */
export function rehypeGlossary(glossary: Readonly<Record<string, string>>) {
  return (tree: Root): void => {
    const open = new Map(
      // The longest first: `green thread` before `thread`.
      Object.keys(glossary)
        .toSorted((a, b) => b.length - a.length)
        .map((word) => [word.toLowerCase(), word]),
    );
    const read = (parent: { children: unknown[] }): void => {
      parent.children = (parent.children as ElementContent[]).flatMap((node) => {
        if (open.size === 0) return [node];
        if (node.type === 'element' && !passedOver.has(node.tagName)) read(node);
        return node.type === 'text' ? hinted(node.value, open, glossary) : [node];
      });
    };
    read(tree);
  };
}

/** A text with a link in the place of each word that is still open. */
function hinted(
  text: string,
  open: Map<string, string>,
  glossary: Readonly<Record<string, string>>,
): ElementContent[] {
  const lower = text.toLowerCase();
  for (const [key, word] of open) {
    const at = wholeWord(lower, key);
    // Lower case may be longer than what it stands for: then places do not agree.
    if (at === undefined || lower.length !== text.length) continue;
    open.delete(key);
    const link = h(
      'a',
      { className: ['term'], href: `#${glossaryId(word)}`, title: glossary[word] ?? '' },
      text.slice(at, at + key.length),
    );
    return [
      ...hinted(text.slice(0, at), open, glossary),
      link,
      ...hinted(text.slice(at + key.length), open, glossary),
    ];
  }
  return text === '' ? [] : [{ type: 'text', value: text }];
}

/** Where a word stands between other than letters and digits; a plural `s` may follow it. */
function wholeWord(text: string, word: string): number | undefined {
  const isLetter = (character: string | undefined) => /^[\p{L}\p{N}_]$/u.test(character ?? '');
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const end = at + word.length + (text[at + word.length] === 's' ? 1 : 0);
    if (!isLetter(text[at - 1]) && !isLetter(text[end])) return at;
  }
  return undefined;
}
