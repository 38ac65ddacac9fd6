import type { SyntaxNode } from '../pattern/grammars.ts';

/**
 * What is written in the place of a match: its variables stand for the texts that they matched, and one
 * that matched nothing for none. ast-grep's own `fix` is known to its command line alone.
 */
export function fillInMatched(template: string, match: SyntaxNode, text: string): string {
  return template.replaceAll(
    /\$\$\$([A-Z_][A-Z0-9_]*)|\$([A-Z_][A-Z0-9_]*)/g,
    (_whole, many: string | undefined, one: string | undefined) => {
      if (one !== undefined) return match.getMatch(one)?.text() ?? '';
      const nodes = match.getMultipleMatches(many ?? '');
      const [first, last] = [nodes[0], nodes.at(-1)];
      if (first === undefined || last === undefined) return '';
      // With what stands between them: commas, blanks, comments.
      return text.slice(first.range().start.index, last.range().end.index);
    },
  );
}
