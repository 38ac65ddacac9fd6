import { kind } from '../syntax/kind.ts';
import type { Syntax } from './file-syntax.ts';

/** The syntax of a fenced block, by the first word behind its fence. */
const byLanguage: Readonly<Record<string, Syntax>> = {
  ...of('python', 'python', 'python3', 'py', 'cython', 'pyx'),
  ...of('javascript', 'javascript', 'js', 'jsx', 'mjs', 'cjs', 'node'),
  ...of('typescript', 'typescript', 'ts', 'mts', 'cts'),
  ...of('tsx', 'tsx'),
  ...of('go', 'go', 'golang'),
  ...of('java', 'java'),
  ...of('kotlin', 'kotlin', 'kt', 'kts'),
  ...of('rust', 'rust', 'rs'),
  ...of('c', 'c', 'h', 'cc', 'cpp', 'c++', 'cxx', 'hpp'),
  ...of('csharp', 'csharp', 'cs', 'c#'),
  ...of('ruby', 'ruby', 'rb'),
  ...of('php', 'php'),
  ...of('shell', 'shell', 'sh', 'bash', 'zsh'),
  ...of('yaml', 'yaml', 'yml'),
  ...of('toml', 'toml'),
  ...of('ini', 'ini', 'cfg', 'conf'),
  ...of('dockerfile', 'dockerfile', 'docker', 'containerfile'),
};

function of(syntax: Syntax, ...names: string[]): Record<string, Syntax> {
  return Object.fromEntries(names.map((name) => [name, syntax]));
}

/** So many blocks of a file are read in their language; in others every line is what it is. */
const mostBlocks = 2000;

/** Signs of quotes and lists that may stand before a fence, the fence, and the word behind it. */
const fence =
  /^((?:[ \t]|>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))*)(`{3,}(?=[^`]*$)|~{3,})[ \t]*[{.]{0,2}([^\s`{},]*)/;
const listItem = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/;

/**
 * The kind of each character of a Markdown file. A fenced block is read in its own language, or every line of it
 * is code; so is a block that is indented. Prose is a string, what is marked as code within it too: it speaks of
 * code. `<!-- -->` is a comment.
 *
 * @param read the kinds of a text in a language, or undefined where nothing tells
 */
export function markdownKinds(
  text: string,
  read: (syntax: Syntax, text: string) => Uint8Array | undefined,
): Uint8Array {
  const kinds = new Uint8Array(text.length);
  let blocks = 0;
  let isInList = false;
  let mayBeIndented = true;
  let hasCommentEnd = true;
  let to = -1;
  for (let from = 0; from < text.length;) {
    // Behind a comment its line goes on.
    if (from > to) to = lineEnd(text, from);
    const line = text.slice(from, to);
    const [, before = '', sign = '', language = ''] = fence.exec(line) ?? [];
    if (sign !== '') {
      const { end, next } = fenceEnd(text, to + 1, sign, before.includes('>'));
      const syntax = Object.hasOwn(byLanguage, language.toLowerCase())
        ? byLanguage[language.toLowerCase()]
        : undefined;
      const body = text.slice(to + 1, end);
      if (syntax !== undefined && body.trim() !== '' && ++blocks <= mostBlocks) {
        kinds.set(read(syntax, body) ?? new Uint8Array(body.length), to + 1);
      }
      from = next;
      mayBeIndented = true;
      continue;
    }
    const isBlank = line.trim() === '';
    const isIndented = /^(?: {4}|\t)/.test(line);
    if (listItem.test(line)) isInList = true;
    else if (!isBlank && mayBeIndented && !/^\s/.test(line)) isInList = false;
    if (isBlank || (isIndented && mayBeIndented && !isInList)) {
      mayBeIndented = true;
      from = to + 1;
      continue;
    }
    mayBeIndented = /^ {0,3}#{1,6}(?:\s|$)/.test(line);
    const comment = hasCommentEnd ? commentStart(line) : -1;
    kinds.fill(kind.string, from, comment < 0 ? to : from + comment);
    from = to + 1;
    if (comment < 0) continue;
    const start = to - line.length + comment;
    const end = text.indexOf('-->', start + 4);
    hasCommentEnd = end >= 0;
    // What stands behind it on its line is prose again.
    if (hasCommentEnd) {
      kinds.fill(kind.comment, start, end + 3);
      from = end + 3;
    } else kinds.fill(kind.string, start, to);
  }
  return kinds;
}

/** At the line's beginning it may end on another; -1: none begins. */
function commentStart(line: string): number {
  const at = line.indexOf('<!--');
  const isFirst = at >= 0 && line.slice(0, at).trim() === '';
  return isFirst || line.includes('-->', at + 4) ? at : -1;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** Where the line begins that closes a fence, and what is behind it; one in a quote ends with the quote. */
function fenceEnd(text: string, from: number, sign: string, isQuoted: boolean) {
  for (let at = from; at < text.length;) {
    const to = lineEnd(text, at);
    const line = text.slice(at, to);
    if (isQuoted && !/^\s*>/.test(line)) return { end: at, next: at };
    const written = line.replace(/^[ \t>]+/, '').trimEnd();
    if (written.length >= sign.length && written === sign.charAt(0).repeat(written.length)) {
      return { end: at, next: to + 1 };
    }
    at = to + 1;
  }
  return { end: text.length, next: text.length };
}
