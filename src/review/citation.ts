import type { Definition, Nodes, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { frontMatterOf } from '../proposal/markdown.ts';
import { YamlSource } from '../proposal/yaml-source.ts';
import { stageAt, type Section } from '../proposal/sections.ts';
import type { ReviewSystem } from '../proposal/registry.ts';
import { parseReviewAddress } from './review-address.ts';
import type { ReviewAddress } from './review-identity.ts';

/** One place of a blueprint that names a review, or a search for reviews. */
export interface Citation {
  address: ReviewAddress;
  /** As it was written. */
  url: string;
  /** One-based, in the file. */
  line: number;
  column: number;
  /** The stage that it belongs to: of its section, or of its entry in the front matter. */
  stage?: string;
}

/**
 * An address in running text is made of what an address may hold. So it ends at white space, at quotation
 * marks and brackets of any script, at dashes, arrows and full-width punctuation; it ends at a letter
 * of a script without blanks that follows a number, before the next address, and at markup.
 */
const inText =
  /https?:\/\/(?:(?![,;&+]+https?:\/\/|&nbsp;|~~)[\w!#$%&()*+,./:;=?@[\]{}~-]|(?<!\d)(?!\p{ASCII})[\p{L}\p{M}])+/giu;

/**
 * Every citation in a blueprint's prose, in order: link targets, addresses in running text and in
 * raw HTML. Code is no citation. A reference link counts where it is used, not where it is defined.
 *
 * @param sections as `sections(tree)` of the same file gives them
 */
function citationsInProse(
  tree: Root,
  sections: readonly Section[],
  systems: readonly ReviewSystem[],
): Citation[] {
  const found: Citation[] = [];
  const definitions = new Map<string, Definition>();
  visit(tree, 'definition', (node) => {
    if (!definitions.has(node.identifier)) definitions.set(node.identifier, node);
  });
  const add = (url: string, node: Nodes, line?: number, column?: number) => {
    const address = parseReviewAddress(url, systems);
    const start = node.position?.start;
    if (address === undefined || start === undefined) return;
    const at = line ?? start.line;
    const stage = stageAt(sections, at);
    found.push({
      address,
      url,
      line: at,
      column: column ?? start.column,
      ...(stage === undefined ? {} : { stage }),
    });
  };
  /** Elements of code that are open, of those that stand in running text. */
  let inCode = 0;
  visit(tree, (node) => {
    if ('children' in node && isBlock(node)) inCode = 0;
    if (node.type === 'html') inCode = Math.max(0, inCode + opened(node.value));
    if (inCode > 0) return true;
    if (node.type === 'link') {
      // A bare address in text may have been taken for longer than it is, or two of them for one.
      for (const { url } of addressesIn(node.url)) add(url, node);
      // The text of an autolink repeats its target.
      return 'skip';
    }
    if (node.type === 'linkReference') {
      const target = definitions.get(node.identifier);
      if (target !== undefined) add(target.url, node);
      return 'skip';
    }
    if (node.type === 'text' || node.type === 'html') {
      // What a comment hides from the reader cites nothing, and code is no citation.
      const shown = node.type === 'html' ? node.value.replace(unsaid, blanked) : node.value;
      for (const { url, line, column } of addressesIn(shown)) {
        const start = node.position?.start ?? { line: 1, column: 1 };
        add(url, node, start.line + line, line === 0 ? start.column + column : column + 1);
      }
    }
    return true;
  });
  return found;
}

/** Comments of HTML, to their end, and whole elements of code. */
const unsaid =
  /<!--[\s\S]*?(?:-->|$)|<(code|pre|kbd|samp|script|style)(?=[\s>])[\s\S]*?(?:<\/\1\s*>|$)/gi;

/** How many elements of code a piece of HTML opens, less those that it closes. */
function opened(html: string): number {
  const count = (pattern: RegExp) => html.match(pattern)?.length ?? 0;
  return count(/<(?:code|pre|kbd|samp)(?=[\s>])/gi) - count(/<\/(?:code|pre|kbd|samp)\s*>/gi);
}

/** A paragraph, a heading, a cell: what markup in running text does not reach beyond. */
function isBlock({ type }: Nodes): boolean {
  return ['paragraph', 'heading', 'tableCell'].includes(type);
}

/** As long as before and with the same lines, and nothing in it. */
function blanked(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

/** Addresses in plain text, with line and column from zero. */
function* addressesIn(text: string): Generator<{ url: string; line: number; column: number }> {
  for (const match of text.matchAll(inText)) {
    const before = text.slice(0, match.index);
    const line = before.split('\n').length - 1;
    yield { url: match[0], line, column: match.index - (before.lastIndexOf('\n') + 1) };
  }
}

/**
 * Every citation in a blueprint's front matter: any address in it counts, wherever it stands. A
 * claim, concern or stage that it stands in gives it its stage.
 *
 * @param tree of the whole of index.md
 */
function citationsInFrontMatter(tree: Root, systems: readonly ReviewSystem[]): Citation[] {
  const block = frontMatterOf(tree);
  if (block === undefined) return [];
  const source = new YamlSource('', block.yaml, block.lineOffset);
  const found: Citation[] = [];
  const walk = (value: unknown, path: PropertyKey[], stage: string | undefined): void => {
    if (typeof value === 'string') {
      for (const { url } of addressesIn(value)) {
        const address = parseReviewAddress(url, systems);
        if (address === undefined) continue;
        const at = source.position(path);
        found.push({ address, url, ...at, ...(stage === undefined ? {} : { stage }) });
      }
    } else if (Array.isArray(value)) {
      value.forEach((item, i) => {
        walk(item, [...path, i], stageOf(path, item) ?? stage);
      });
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) walk(item, [...path, key], stage);
    }
  };
  walk(source.value, [], undefined);
  return found;
}

/** The stage of an entry of `stages`, `claims` or `concerns`. */
function stageOf(path: readonly PropertyKey[], item: unknown): string | undefined {
  if (path.length !== 1 || typeof item !== 'object' || item === null) return undefined;
  const key = path[0] === 'stages' ? 'id' : 'stage';
  const stage = (item as Record<string, unknown>)[key];
  return typeof stage === 'string' ? stage : undefined;
}

/** All citations of index.md, those of the front matter first. */
export function citationsOf(
  tree: Root,
  sections: readonly Section[],
  systems: readonly ReviewSystem[],
): Citation[] {
  return [...citationsInFrontMatter(tree, systems), ...citationsInProse(tree, sections, systems)];
}
