import { kind } from '../syntax/kind.ts';
import { treeKinds } from '../syntax/tree-kinds.ts';

/** Files of markup that hold scripts. */
export const markups = ['vue', 'svelte', 'astro'] as const;
export type Markup = (typeof markups)[number];

/** Grammars of the scripts of such files, and of scripts by themselves. */
export type ScriptGrammar = 'javascript' | 'typescript' | 'tsx';

/** The scripts of a file. */
export interface ScriptText {
  grammar: ScriptGrammar;
  /** All else is blank, so that every offset and line stays what it is. */
  text: string;
}

const comment = /<!--[\s\S]*?(?:-->|$)/g;
const script = /<script\b((?:"[^"]*"|'[^']*'|[^>"'])*)>([\s\S]*?)<\/script\s*>/gi;
/** Scripts of other kinds hold data, or templates. */
const dataType =
  /\btype\s*=\s*["']?(?!(?:text|application)\/(?:javascript|ecmascript|typescript)|module\b)[\w/+-]/i;

/**
 * The script blocks of a Vue, Svelte or Astro file, with the part between the `---` at the top of the last,
 * as their compilers take them. What stands in the markup itself, `{a()}` or `@click="a()"`, is not among it.
 */
export function scriptsOf(markup: Markup, text: string): ScriptText {
  const bare = text.replaceAll(comment, blank);
  const top = markup === 'astro' ? /^\s*---[^\S\n]*\n([\s\S]*?)^---/m.exec(bare) : null;
  const isTop = top !== null && bare.slice(0, top.index).trim() === '';
  const kept: [from: number, to: number][] = [];
  if (isTop) {
    const from = top.index + top[0].indexOf('\n') + 1;
    kept.push([from, from + (top[1]?.length ?? 0)]);
  }
  let grammar: ScriptGrammar = markup === 'astro' ? 'typescript' : 'javascript';
  const behind = kept.at(-1)?.[1] ?? 0;
  const rest = blank(bare.slice(0, behind)) + bare.slice(behind);
  for (const { index, 0: whole, 1: attributes = '', 2: code = '' } of rest.matchAll(script)) {
    if (dataType.test(attributes)) continue;
    const language = /\blang\s*=\s*["']?(\w+)/i.exec(attributes)?.[1]?.toLowerCase();
    if (language === 'tsx' || language === 'jsx') grammar = 'tsx';
    else if (/^(?:ts|typescript)$/.test(language ?? '')) grammar = 'typescript';
    const from = index + whole.lastIndexOf('</') - code.length;
    kept.push([from, from + code.length]);
  }
  const parts: string[] = [];
  let at = 0;
  for (const [from, to] of kept) {
    parts.push(blank(text.slice(at, from)), text.slice(from, to));
    at = to;
  }
  parts.push(blank(text.slice(at)));
  return { grammar, text: parts.join('') };
}

/** The kind of each character: its scripts by their grammar, comments of the markup; all else is code. */
export function markupKinds(markup: Markup, text: string): Uint8Array {
  const script = scriptsOf(markup, text);
  const kinds = treeKinds(script.grammar, script.text);
  for (const { index, 0: whole } of text.matchAll(comment)) {
    // Within a script it is one of its texts.
    if (script.text.slice(index, index + 4) === '<!--') continue;
    kinds.fill(kind.comment, index, index + whole.length);
  }
  return kinds;
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ');
}
