import { createRequire } from 'node:module';
// web-tree-sitter runs the grammars that VS Code ships prebuilt: nothing is compiled on set-up.
import { Language, Parser, type Node } from 'web-tree-sitter';

export type GrammarName = 'python' | 'javascript' | 'typescript' | 'tsx';

let loading: Promise<Record<GrammarName, Parser>> | undefined;
let parsers: Record<GrammarName, Parser> | undefined;

/** Loads all grammars once a process; to be awaited before anything is parsed. */
export async function loadGrammars(): Promise<void> {
  loading ??= (async () => {
    await Parser.init();
    const require = createRequire(import.meta.url);
    const load = async (name: GrammarName) => {
      const file = require.resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`);
      return new Parser().setLanguage(await Language.load(file));
    };
    return {
      python: await load('python'),
      javascript: await load('javascript'),
      typescript: await load('typescript'),
      tsx: await load('tsx'),
    };
  })();
  parsers = await loading;
}

/** Parses `text`, lets `look` read the tree, and frees it: trees live outside the collected heap. */
export function withTree<T>(grammar: GrammarName, text: string, look: (root: Node) => T): T {
  if (parsers === undefined) throw new Error('Expected loadGrammars() to be awaited first');
  const tree = parsers[grammar].parse(text);
  if (tree === null) throw new Error(`Expected a tree of ${grammar}, got none`);
  try {
    return look(tree.rootNode);
  } finally {
    tree.delete();
  }
}
