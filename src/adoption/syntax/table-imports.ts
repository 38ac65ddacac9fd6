import type { ImportFact } from './fact.ts';
import { kind } from './kind.ts';
import type { TabledSyntax } from './lex-table.ts';

/** Languages whose imports are read beside their tables. */
export type ImportSyntax = Exclude<TabledSyntax, 'csharp'>;

/** The imports of a file: Go, Java, Kotlin, Rust (`use`, `extern crate`), includes of C and C++. */
export function tableImports(syntax: ImportSyntax, text: string, kinds: Uint8Array): ImportFact[] {
  const code = withoutComments(text, kinds);
  const lineAt = lineCounter(text);
  return readers[syntax](code).flatMap(({ at, named = at, modules }): ImportFact[] => {
    // What stands in a string is text.
    if (kinds[at] !== kind.code || modules.length === 0) return [];
    return [{ line: lineAt(named), level: 0, modules, bound: [] }];
  });
}

/** An import that may stand in a string. */
interface Found {
  /** Where its statement begins. */
  at: number;
  /** Where it is named, in a statement of several. */
  named?: number;
  modules: string[];
}

const readers: Record<ImportSyntax, (code: string) => Found[]> = {
  go: (code) =>
    [
      ...code.matchAll(/(?<=^|;)[ \t]*import\b\s*(?:\(([^)]*)\)|[\w.]*\s*["`]([^"`\n]*)["`])/gm),
    ].flatMap((match): Found[] => {
      const [whole, block, one] = match;
      const start = match.index + whole.indexOf('import');
      if (block === undefined) return [{ at: start, modules: [one ?? ''] }];
      const from = match.index + whole.indexOf('(') + 1;
      return [...block.matchAll(/(?<=^|[\n;])[ \t]*(?:[\w.]+[ \t]+)?(["`])([^"`\n]*)\1/g)].map(
        (spec) => ({
          at: start,
          named: from + spec.index + spec[0].search(/["`]/),
          modules: [spec[2] ?? ''],
        }),
      );
    }),
  java: (code) =>
    [...code.matchAll(/(?<=^|;)[ \t]*import\s+(?:static\s+)?([\w$.\s]+(?:\*)?)\s*;/gm)].map(
      (match) => ({
        at: match.index + match[0].indexOf('import'),
        modules: [(match[1] ?? '').replace(/\s+/g, '')],
      }),
    ),
  kotlin: (code) =>
    [...code.matchAll(/(?<=^|;)[ \t]*import[ \t]+([\w.`*]+)/gm)].map((match) => ({
      at: match.index + match[0].indexOf('import'),
      modules: [(match[1] ?? '').replaceAll('`', '')],
    })),
  rust: (code) => [
    ...[...code.matchAll(/(?<![\w#])use\s+([\w:\s{},*#]+);/g)].map((match) => ({
      at: match.index,
      modules: rustPaths((match[1] ?? '').replace(/\s+as\s+\w+/g, '').replace(/\s+|r#/g, '')),
    })),
    ...[...code.matchAll(/(?<![\w#])extern\s+crate\s+(\w+)/g)].map((match) => ({
      at: match.index,
      modules: [match[1] ?? ''],
    })),
  ],
  c: (code) =>
    [
      ...code.matchAll(
        /^[ \t]*#[ \t]*(?:include|include_next|import)[ \t]*(?:<([^>\n]+)>|"([^"\n]+)")/gm,
      ),
    ].map((match) => ({
      at: match.index + match[0].indexOf('#'),
      modules: [(match[1] ?? match[2] ?? '').trim()],
    })),
};

/** `a::{b, c::{self, d}}` is `a::b`, `a::c` and `a::c::d`. */
function rustPaths(tree: string): string[] {
  const paths: string[] = [];
  const above: string[] = [''];
  for (const [token] of tree.matchAll(/[^{},]+|[{},]/g)) {
    const prefix = above.at(-1) ?? '';
    if (token === '{') above.push(paths.pop() ?? '');
    else if (token === '}') above.pop();
    else if (token !== ',') paths.push(prefix + token);
  }
  return paths.map((path) => path.replace(/^::/, '').replace(/::self$/, ''));
}

/** Comments become blanks; every offset stays what it is. */
function withoutComments(text: string, kinds: Uint8Array): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length;) {
    const isComment = kinds[at] === kind.comment;
    let end = at;
    while (end < text.length && (kinds[end] === kind.comment) === isComment) end++;
    if (isComment) {
      parts.push(text.slice(from, at), text.slice(at, end).replace(/[^\n]/g, ' '));
      from = end;
    }
    at = end;
  }
  return parts.join('') + text.slice(from);
}

/** The line of an offset, from 1, for offsets in any order. */
function lineCounter(text: string): (offset: number) => number {
  const breaks: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) breaks.push(at);
  return (offset) => {
    let low = 0;
    let high = breaks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((breaks[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}
