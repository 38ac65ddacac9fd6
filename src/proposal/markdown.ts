import type { Nodes, Root } from 'mdast';
import { remark } from 'remark';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';

/**
 * Bounds within which Markdown is parsed in a moment. Beyond them the parser's time grows with the
 * square of what is written, or its stack ends.
 */
export const largestProseBytes = 256 * 1024;
const largestBlockCharacters = 16 * 1024;
/** Runs of `*`, `_` and `~` in one block: each is held against those before it. */
const mostEmphasis = 1000;
const deepestNesting = 32;
const mostLines = 10_000;
/** Marks of footnotes in one file: each is held against those before it. */
const mostFootnotes = 1000;
/** Cells of all tables of one file; a row has as many as its table has columns, written or not. */
const mostCells = 10_000;

const parser = remark()
  .use(remarkGfm)
  .use(remarkFrontmatter, ['yaml'])
  .data('settings', { bullet: '-', rule: '-' });

/** The syntax tree of a proposal's file, front matter included, with positions. */
export function parseMarkdown(text: string): Root {
  return parser.parse(text);
}

/** A tree as text, in which nothing that its texts hold acts as Markdown. */
export function markdownText(tree: Root): string {
  return parser.stringify(tree);
}

/** The front matter of a tree: its YAML, and the line of the file before it begins. */
export function frontMatterOf(tree: Root): { yaml: string; lineOffset: number } | undefined {
  const [first] = tree.children;
  if (first?.type !== 'yaml') return undefined;
  return { yaml: first.value, lineOffset: first.position?.start.line ?? 1 };
}

/** What stands after the front matter. */
export function bodyOf(text: string, tree: Root): string {
  const [first] = tree.children;
  if (first?.type !== 'yaml') return text;
  return text.slice(first.position?.end.offset ?? 0).replace(/^\n/, '');
}

/** What makes a text too much for the parser, at its line. */
interface TooComplex {
  line: number;
  message: string;
  hint: string;
}

/** Finds what the parser must not be given; undefined: it may. Takes time in proportion to the text. */
export function tooComplex(text: string): TooComplex | undefined {
  const lines = text.split('\n');
  // Front matter is no prose; the parser knows it by its two lines.
  const begins = lines[0] === '---' ? lines.indexOf('---', 1) + 1 : 0;
  let blockStart = begins + 1;
  let block = 0;
  let emphasis = 0;
  let footnotes = 0;
  if (lines.length - begins > mostLines) {
    const hint = `at most ${mostLines} are read`;
    return { line: begins + 1, message: `${lines.length - begins} lines of prose`, hint };
  }
  for (const [i, line] of lines.entries()) {
    if (i < begins) continue;
    footnotes += line.match(/\[\^/g)?.length ?? 0;
    if (footnotes > mostFootnotes) {
      const hint = `at most ${mostFootnotes} marks and texts of footnotes are read`;
      return { line: i + 1, message: 'too many footnotes', hint };
    }
    const depth = containersAt(line);
    if (depth > deepestNesting) {
      return {
        line: i + 1,
        message: `${depth} quotes or lists within each other`,
        hint: `at most ${deepestNesting} are read`,
      };
    }
    if (line.trim() === '') [blockStart, block, emphasis] = [i + 2, 0, 0];
    else block += line.length + 1;
    if (block <= largestBlockCharacters) emphasis += line.match(/[*_~]+/g)?.length ?? 0;
    if (emphasis > mostEmphasis) {
      return {
        line: blockStart,
        message: 'too many signs of emphasis in a block without an empty line',
        hint: `at most ${mostEmphasis} are read; put an empty line between, or backticks around code`,
      };
    }
    if (block > largestBlockCharacters) {
      return {
        line: blockStart,
        message: 'a block without an empty line is too long',
        hint: `at most ${largestBlockCharacters / 1024} KiB are read; put an empty line between`,
      };
    }
  }
  return undefined;
}

/** How many quotes and lists a line opens or continues, and how many its indentation could. */
function containersAt(line: string): number {
  const start = /^[\s>]*(?:(?:[-+*]|\d{1,9}[.)])[\s>]+)*/.exec(line)?.[0] ?? '';
  const marks = start.match(/>|[-+*]|\d{1,9}[.)]/g)?.length ?? 0;
  return Math.max(marks, Math.floor((/^ */.exec(line)?.[0].length ?? 0) / 4));
}

/**
 * What a renderer is not given: what nests deeper than its recursion may be led, and what it makes more
 * of than is written.
 */
export function tooMuchToRender(tree: Root): TooComplex | undefined {
  const open: { node: Nodes; depth: number }[] = [{ node: tree, depth: 0 }];
  let tags = 0;
  let cells = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    const line = node.position?.start.line ?? 1;
    if (depth > 4 * deepestNesting) {
      const hint = `at most ${4 * deepestNesting} levels are read`;
      return { line, message: 'nested too deeply', hint };
    }
    if (node.type === 'html') {
      tags += node.value.match(/<[a-z]/gi)?.length ?? 0;
      tags -= node.value.match(/<\/|\/>/g)?.length ?? 0;
      if (tags > 4 * deepestNesting) {
        return { line, message: 'HTML elements are not closed', hint: 'close each of them' };
      }
    }
    if (node.type === 'table') {
      cells += node.children.length * (node.align?.length ?? 1);
      if (cells > mostCells) {
        return { line, message: 'tables of too many cells', hint: `at most ${mostCells} are read` };
      }
    }
    if ('children' in node) {
      // The last one first, so that they are taken in the order of the text.
      for (const child of node.children.toReversed()) open.push({ node: child, depth: depth + 1 });
    }
  }
  return undefined;
}
