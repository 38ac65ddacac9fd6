import { createRequire } from 'node:module';
// web-tree-sitter runs the grammars that VS Code ships prebuilt: nothing is compiled on set-up.
import { Language, Parser, type Node } from 'web-tree-sitter';

/** Grammars that few questions need. */
export const furtherGrammars = ['ruby', 'php'] as const;
const usual = ['python', 'javascript', 'typescript', 'tsx'] as const;
export type GrammarName = (typeof usual)[number] | (typeof furtherGrammars)[number];

const loading = new Map<GrammarName, Promise<void>>();
const parsers = new Map<GrammarName, Parser>();
let starting: Promise<void> | undefined;

/** Loads the usual grammars once a process; to be awaited before anything is parsed. */
export async function loadGrammars(): Promise<void> {
  await load(usual);
}

/** Loads others, which take their time. */
export async function loadFurtherGrammars(
  names: readonly GrammarName[] = furtherGrammars,
): Promise<void> {
  await load(names);
}

async function load(names: readonly GrammarName[]): Promise<void> {
  await (starting ??= Parser.init());
  const require = createRequire(import.meta.url);
  const loadOne = async (name: GrammarName) => {
    const file = require.resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`);
    parsers.set(name, new Parser().setLanguage(await Language.load(file)));
  };
  for (const name of names) {
    let one = loading.get(name);
    if (one === undefined) loading.set(name, (one = loadOne(name)));
    await one;
  }
}

/** Milliseconds of computing for one text: long runs of comments take the square of their length. */
const mostParseMs = 10_000;

/** Ends a parser's work once it took its time; on a busy machine only its own computing counts. */
function untilTooLong(limitMs: number): () => boolean {
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return user + system >= limitMs * 1000;
  };
}

/**
 * Parses `text`, lets `look` read the tree, and frees it: trees live outside the collected heap.
 *
 * @param limitMs milliseconds of computing; a text that takes longer is an error
 */
export function withTree<T>(
  grammar: GrammarName,
  text: string,
  look: (root: Node) => T,
  limitMs = mostParseMs,
): T {
  const parser = parsers.get(grammar);
  if (parser === undefined)
    throw new Error(`Expected the grammar of ${grammar} to be loaded first`);
  const isTooLong = untilTooLong(limitMs);
  const tree = parser.parse(text, null, { progressCallback: isTooLong });
  if (tree === null) {
    // It would go on where it was ended.
    parser.reset();
    throw new Error(`Expected a tree of ${grammar} within ${limitMs} ms of computing`);
  }
  try {
    return look(tree.rootNode);
  } finally {
    tree.delete();
  }
}
