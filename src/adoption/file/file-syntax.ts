import { fileName } from '../../git/path.ts';
import type { GrammarName } from '../syntax/grammar.ts';
import type { TabledSyntax } from '../syntax/lex-table.ts';
import { markups, type Markup, type ScriptGrammar } from './script-blocks.ts';

/** How the text of a file is to be understood. */
export type Syntax =
  /** Python by its syntax. */
  | 'python'
  /** JavaScript and TypeScript, by the grammar of its extension. */
  | Exclude<GrammarName, 'python'>
  /** A language whose comments and strings a table tells; C++ is read as C is. */
  | TabledSyntax
  /** Comments and strings are told by a grammar. */
  | 'ruby'
  | 'php'
  /** Markup that holds scripts of JavaScript or TypeScript. */
  | Markup
  /** No extension: a script, if its first line names an interpreter. */
  | 'script'
  /** POSIX shell, bash, zsh. */
  | 'shell'
  /** Comments, and values in quotes; of a Dockerfile also what a shell runs. */
  | 'yaml'
  | 'toml'
  | 'dockerfile'
  /** Its fenced blocks are read in their languages. */
  | 'markdown'
  /** `#` begins a comment: requirements, Makefiles. */
  | 'hash'
  /** `#` and `;` begin comments: INI, cfg, conf. */
  | 'ini'
  /** Anything else: every line is what it is. */
  | 'plain';

const byExtension: Record<string, Syntax> = {
  py: 'python',
  pyi: 'python',
  pyw: 'python',
  // Cython: its statements are told apart as Python's are.
  pyx: 'python',
  pxd: 'python',
  pxi: 'python',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascript',
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'tsx',
  vue: 'vue',
  svelte: 'svelte',
  astro: 'astro',
  rb: 'ruby',
  rake: 'ruby',
  gemspec: 'ruby',
  ru: 'ruby',
  php: 'php',
  phtml: 'php',
  go: 'go',
  java: 'java',
  kt: 'kotlin',
  kts: 'kotlin',
  rs: 'rust',
  c: 'c',
  h: 'c',
  cc: 'c',
  cpp: 'c',
  cxx: 'c',
  hh: 'c',
  hpp: 'c',
  hxx: 'c',
  cs: 'csharp',
  yaml: 'yaml',
  yml: 'yaml',
  toml: 'toml',
  md: 'markdown',
  markdown: 'markdown',
  txt: 'hash',
  sh: 'shell',
  bash: 'shell',
  zsh: 'shell',
  cfg: 'ini',
  ini: 'ini',
  conf: 'ini',
};
const byName: Record<string, Syntax> = {
  'pip-requires': 'hash',
  'test-requires': 'hash',
  Dockerfile: 'dockerfile',
  Containerfile: 'dockerfile',
  Gemfile: 'ruby',
  Rakefile: 'ruby',
  Makefile: 'hash',
  '.coveragerc': 'ini',
  '.pylintrc': 'ini',
};

/** Extensions and names of files that a grammar of theirs reads. */
export const rubyAndPhp = [
  ...['rb', 'rake', 'gemspec', 'ru', 'Gemfile', 'Rakefile'],
  ...['php', 'phtml'],
];

/** Is it JavaScript or TypeScript by itself? */
export function isScriptSyntax(syntax: Syntax): syntax is ScriptGrammar {
  return syntax === 'javascript' || syntax === 'typescript' || syntax === 'tsx';
}

export function isMarkup(syntax: Syntax): syntax is Markup {
  return (markups as readonly string[]).includes(syntax);
}

/** `Dockerfile.dev`, `web.dockerfile` and their like; without an ending, they are named above. */
function isContainerFile(name: string): boolean {
  return /^(?:Docker|Container)file\.|\.(?:docker|container)file$/i.test(name);
}

/** The syntax that a file's name tells. */
export function syntaxOf(path: string): Syntax {
  const name = fileName(path);
  const named = Object.hasOwn(byName, name) ? byName[name] : undefined;
  if (named !== undefined) return named;
  if (isContainerFile(name)) return 'dockerfile';
  const dot = name.lastIndexOf('.');
  if (dot < 0) return 'script';
  const extension = name.slice(dot + 1).toLowerCase();
  return (Object.hasOwn(byExtension, extension) ? byExtension[extension] : undefined) ?? 'plain';
}

/** The syntax of a file without an extension, by its first line. */
export function syntaxOfScript(blob: Buffer): Syntax {
  if (blob[0] !== 0x23 || blob[1] !== 0x21) return 'plain';
  const end = blob.indexOf(0x0a);
  const first = blob.toString('latin1', 0, Math.min(200, end < 0 ? blob.length : end));
  if (/\bpython[\d.]*\b/.test(first)) return 'python';
  if (/\b(?:node|nodejs|bun)\b/.test(first)) return 'javascript';
  if (/\bruby\b/.test(first)) return 'ruby';
  if (/\bphp\b/.test(first)) return 'php';
  return /\b(?:sh|bash|dash|zsh|ksh)\b/.test(first) ? 'shell' : 'plain';
}
