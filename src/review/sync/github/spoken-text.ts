import type { Nodes } from 'mdast';
import { parseMarkdown } from '../../../proposal/markdown.ts';

/** Longer texts are cut here before they are parsed; GitHub itself takes 65,536 characters. */
const longestTextLength = 66_000;

/**
 * What a pull request's text itself says, line by line: without what a template hides in comments,
 * without code, quotations and what is struck out. None of that is a word of its author's about it.
 *
 * @returns nothing where the text nests too deeply to be read
 */
export function spokenText(markdown: string): string {
  try {
    return said(parseMarkdown(markdown.slice(0, longestTextLength)))
      .replace(/\n{3,}/g, '\n\n')
      .trim();
  } catch (error) {
    if (error instanceof RangeError) return '';
    throw error;
  }
}

const unsaid = new Set(['blockquote', 'code', 'definition', 'delete', 'image', 'yaml']);
const ofLines = new Set(['paragraph', 'heading', 'tableRow', 'listItem']);

/** What a piece of HTML shows: neither comments nor code, quotations and what is struck out. */
function shownBy(html: string): string {
  return html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<(blockquote|code|pre|del|s|script|style)(?=[\s>])[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replace(/<[^>]*>/g, '');
}

function said(node: Nodes): string {
  if (unsaid.has(node.type)) return '';
  if (node.type === 'break') return '\n';
  if (node.type === 'inlineCode') return '';
  if (node.type === 'html') return shownBy(node.value);
  if ('value' in node) return node.value;
  if (!('children' in node)) return '';
  const text = node.children.map(said).join(node.type === 'tableRow' ? ' ' : '');
  return ofLines.has(node.type) ? `${text}\n\n` : text;
}
