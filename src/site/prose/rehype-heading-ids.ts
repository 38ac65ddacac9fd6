import Slugger from 'github-slugger';
import type { Root } from 'hast';
import { toString } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import { idPrefix } from '../../ground/trust/safe-html.ts';

/** Before the id of every heading of contributed prose: no heading takes a name of the page. */
export const headingPrefix = 'text-';

/**
 * rehype plugin, after the sanitiser: headings get ids from their words, and links within the text
 * lead to them as an author writes them (`#why-not`).
 */
export function rehypeHeadingIds() {
  return (tree: Root): void => {
    const slugger = new Slugger();
    const targets = new Map<string, string>();
    visit(tree, 'element', ({ tagName, properties, children }) => {
      const { id } = properties;
      if (typeof id === 'string' && id.startsWith(idPrefix)) {
        targets.set(id.slice(idPrefix.length), id);
      }
      if (!/^h[1-6]$/.test(tagName) || id !== undefined) return;
      const slug = slugger.slug(toString(children));
      properties.id = `${headingPrefix}${slug}`;
      targets.set(slug, properties.id);
    });
    visit(tree, 'element', ({ tagName, properties }) => {
      const { href } = properties;
      if (tagName !== 'a' || typeof href !== 'string' || !href.startsWith('#')) return;
      const target = targets.get(decode(href.slice(1)));
      if (target !== undefined) properties.href = `#${target}`;
    });
  };
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
