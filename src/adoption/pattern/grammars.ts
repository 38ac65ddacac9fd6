import { createRequire } from 'node:module';
import type * as AstGrep from '@ast-grep/napi';
import type { PatternLanguage } from '../../proposal/syntax-probe.ts';

/** A piece of syntax. */
export type SyntaxNode = AstGrep.SgNode;

/** To be raised with any package of a grammar, and with ast-grep itself: they may find something else. */
export const grammarsVersion = 1;

const require = createRequire(import.meta.url);

const builtIn: Partial<Record<PatternLanguage, string>> = {
  javascript: 'JavaScript',
  typescript: 'TypeScript',
  tsx: 'Tsx',
};
/** Their packages bring parsers that are built: nothing is compiled on set-up. */
const brought = ['python', 'go', 'java', 'kotlin', 'rust', 'c', 'cpp', 'csharp'] as const;

let loaded: typeof AstGrep | undefined;

/** Loaded when a pattern is asked for first: it is native, and most plans have none. */
function astGrep(): typeof AstGrep {
  if (loaded === undefined) {
    loaded = require('@ast-grep/napi') as typeof AstGrep;
    // A second thread of the process finds them registered; the call then does nothing.
    loaded.registerDynamicLanguage(
      Object.fromEntries(
        brought.map((name) => [
          name,
          require(`@ast-grep/lang-${name}`) as Parameters<
            (typeof AstGrep)['registerDynamicLanguage']
          >[0][string],
        ]),
      ),
    );
  }
  return loaded;
}

/** Parses a text; the tree is freed when the thread's events have had their turn. */
export function parsed(language: PatternLanguage, text: string): SyntaxNode {
  return astGrep()
    .parse(builtIn[language] ?? language, text)
    .root();
}
