import { createRequire } from 'node:module';
// A parser that the engine does not ask for the imports of these languages: it has tables for them.
import { Language, Parser, type Node } from 'web-tree-sitter';
import { gitBytes, type Recounted } from './independent.ts';

/** Languages whose imports are recounted with a grammar of tree-sitter. */
export const parsedLanguages = ['go', 'java', 'rust', 'c'] as const;
export type ParsedLanguage = (typeof parsedLanguages)[number];

interface Reading {
  grammar: string;
  endings: readonly string[];
  /** What parts the names of a path. */
  separator: string;
  /** Kinds of nodes that import, each counted once. */
  statements: readonly string[];
  /** What such a node imports. */
  names: (node: Node) => string[];
}

const readings: Record<ParsedLanguage, Reading> = {
  go: {
    grammar: 'go',
    endings: ['go'],
    separator: '/',
    statements: ['import_spec'],
    names: (node) => [(node.childForFieldName('path')?.text ?? '').slice(1, -1)],
  },
  java: {
    grammar: 'java',
    endings: ['java'],
    separator: '.',
    statements: ['import_declaration'],
    names: (node) =>
      node.namedChildren.flatMap((child) =>
        child.type === 'scoped_identifier' || child.type === 'identifier'
          ? [child.text.replace(/\s+/g, '')]
          : [],
      ),
  },
  rust: {
    grammar: 'rust',
    endings: ['rs'],
    separator: '::',
    statements: ['use_declaration', 'extern_crate_declaration'],
    names: (node) => {
      const name = node.childForFieldName('argument') ?? node.childForFieldName('name');
      return name === null ? [] : rustNames(name);
    },
  },
  c: {
    grammar: 'cpp',
    endings: ['c', 'h', 'cc', 'cpp', 'cxx', 'hh', 'hpp', 'hxx'],
    separator: '/',
    statements: ['preproc_include'],
    names: (node) => [(node.childForFieldName('path')?.text ?? '').slice(1, -1)],
  },
};

/** Every path of a tree of `use`. */
function rustNames(node: Node): string[] {
  const part = (name: string) => node.childForFieldName(name);
  switch (node.type) {
    case 'use_as_clause':
      return rustNames(part('path') ?? node.child(0) ?? node);
    case 'use_list':
      return node.namedChildren.flatMap(rustNames);
    case 'scoped_use_list': {
      const above = part('path')?.text.replace(/\s+/g, '') ?? '';
      const list = part('list');
      return (list === null ? [] : rustNames(list)).map((name) => `${above}::${name}`);
    }
    case 'line_comment':
    case 'block_comment':
      return [];
    default:
      return [node.text.replace(/\s+/g, '').replace(/^::/, '')];
  }
}

/** Imports of a module or of anything below it, in files outside `vendor`. */
export async function parsedImports(
  gitDir: string,
  commits: readonly string[],
  module: string,
  language: ParsedLanguage,
): Promise<Map<string, Recounted>> {
  const reading = readings[language];
  await Parser.init();
  const file = createRequire(import.meta.url).resolve(
    `@vscode/tree-sitter-wasm/wasm/tree-sitter-${reading.grammar}.wasm`,
  );
  const parser = new Parser().setLanguage(await Language.load(file));
  const word = module.split(reading.separator).at(-1) ?? module;
  const known = new Map<string, Recounted>();
  return new Map(
    commits.map((commit) => {
      const blobs = blobsAt(gitDir, commit, reading.endings);
      const fresh = [...new Set(blobs)].filter((blob) => !known.has(blob));
      for (const [blob, text] of contents(gitDir, fresh)) {
        known.set(
          blob,
          text.includes(word) ? countIn(parser, text, module, reading) : { count: 0, unread: 0 },
        );
      }
      const found = blobs.map((blob) => known.get(blob) ?? { count: 0, unread: 1 });
      return [
        commit,
        {
          count: found.reduce((sum, one) => sum + one.count, 0),
          unread: found.reduce((sum, one) => sum + one.unread, 0),
        },
      ];
    }),
  );
}

function countIn(parser: Parser, text: string, module: string, reading: Reading): Recounted {
  const tree = parser.parse(text);
  if (tree === null) return { count: 0, unread: 1 };
  const isBelow = (name: string) =>
    name === module || name.startsWith(`${module}${reading.separator}`);
  const statements = tree.rootNode.descendantsOfType([...reading.statements]);
  const count = statements.filter((node) => reading.names(node).some(isBelow));
  tree.delete();
  return { count: count.length, unread: 0 };
}

/** The regular files of a commit with one of the endings, a blob as often as it is there. */
function blobsAt(gitDir: string, commit: string, endings: readonly string[]): string[] {
  const listed = gitBytes(gitDir, ['ls-tree', '-r', '-z', commit]).toString('latin1').split('\0');
  return listed.flatMap((line) => {
    const [, blob, path = ''] = /^100\d{3} blob (\w+)\t([^]*)$/.exec(line) ?? [];
    const isAsked = endings.some((ending) => path.endsWith(`.${ending}`));
    return blob !== undefined && isAsked && !/(?:^|\/)vendor\//.test(path) ? [blob] : [];
  });
}

function* contents(gitDir: string, blobs: readonly string[]): Generator<[string, string]> {
  if (blobs.length === 0) return;
  const out = gitBytes(gitDir, ['cat-file', '--batch'], `${blobs.join('\n')}\n`);
  for (let at = 0; at < out.length;) {
    const end = out.indexOf(0x0a, at);
    const [blob = '', , size] = out.toString('latin1', at, end).split(' ');
    const from = end + 1;
    at = from + Number(size) + 1;
    yield [blob, out.toString('utf8', from, at - 1)];
  }
}
