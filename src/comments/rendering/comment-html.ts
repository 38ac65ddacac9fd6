import type { Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { idPrefix, rehypeSafeHtml } from '../../ground/trust/safe-html.ts';
import { parseMarkdown, tooComplex, tooMuchToRender } from '../../proposal/markdown.ts';

/**
 * A comment's Markdown as HTML that runs nothing, loads nothing and takes no name of the page: HTML
 * within it is left out, an image is a link to it. What is more than a parser should be given stands
 * as it was written.
 *
 * @param body within the bounds of a comment
 * @param id of the comment, so that footnotes of two comments of one page do not meet
 */
export function commentHtml(body: string, id: string): string {
  return toHtml(commentTree(body, id));
}

/** The same as a tree. */
export function commentTree(body: string, id: string): Root {
  if (tooComplex(body) !== undefined) return asWritten(body);
  try {
    // A first line of dashes begins no front matter here.
    const tree = parseMarkdown(body.startsWith('---') ? `\n${body}` : body);
    if (tooMuchToRender(tree) !== undefined) return asWritten(body);
    return unified()
      .use(remarkRehype, { clobberPrefix: `${idPrefix}${id}-` })
      .use(() => rehypeSafeHtml())
      .use(() => (whole: Root) => {
        inComment(whole, `${idPrefix}${id}-`);
      })
      .runSync(tree);
  } catch (error) {
    // Nested beyond what a renderer follows.
    if (error instanceof RangeError) return asWritten(body);
    throw error;
  }
}

/** What the heading of footnotes is called. */
const footnoteLabel = `${idPrefix}footnote-label`;

/** Headings of a comment stand below those of the page; its links earn nothing and know nothing. */
function inComment(tree: Root, own: string): void {
  visit(tree, 'element', (node) => {
    if (/^h[1-6]$/.test(node.tagName)) {
      const isOfFootnotes = node.properties.className !== undefined;
      node.tagName = isOfFootnotes ? 'p' : 'h5';
    }
    // The one name that is not told apart by the comment; its footnotes refer to it.
    const { id, ariaDescribedBy } = node.properties;
    if (id === footnoteLabel) node.properties.id = footnoteLabel.replace(idPrefix, own);
    if (String(ariaDescribedBy) === footnoteLabel) {
      node.properties.ariaDescribedBy = [footnoteLabel.replace(idPrefix, own)];
    }
    const { href } = node.properties;
    if (node.tagName === 'a' && typeof href === 'string' && !href.startsWith('#')) {
      node.properties.rel = ['nofollow', 'ugc', 'noreferrer'];
    }
  });
}

function asWritten(body: string): Root {
  const text = { type: 'text' as const, value: body };
  const whole = { type: 'element' as const, tagName: 'pre', properties: {}, children: [text] };
  return { type: 'root', children: [whole] };
}
