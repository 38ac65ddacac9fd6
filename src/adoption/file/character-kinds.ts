import { dockerfileKinds } from '../syntax/dockerfile-kinds.ts';
import { isTabled } from '../syntax/lex-table.ts';
import { lineKinds } from '../syntax/line-kinds.ts';
import { lexPython } from '../syntax/python-lexer.ts';
import { shellKinds } from '../syntax/shell-lexer.ts';
import { tableKinds } from '../syntax/table-lexer.ts';
import { tomlKinds } from '../syntax/toml-kinds.ts';
import { treeKinds } from '../syntax/tree-kinds.ts';
import { yamlKinds } from '../syntax/yaml-kinds.ts';
import { isMarkup, type Syntax } from './file-syntax.ts';
import { markdownKinds } from './markdown-kinds.ts';
import { markupKinds } from './script-blocks.ts';

/** The kind of each character of a text, or undefined where every line is what it is. */
export function characterKinds(syntax: Syntax, text: string): Uint8Array | undefined {
  if (isTabled(syntax)) return tableKinds(syntax, text);
  if (isMarkup(syntax)) return markupKinds(syntax, text);
  switch (syntax) {
    case 'python':
      return lexPython(text).kinds;
    case 'javascript':
    case 'typescript':
    case 'tsx':
    case 'ruby':
    case 'php':
      return treeKinds(syntax, text);
    case 'shell':
      return shellKinds(text);
    case 'yaml':
      return yamlKinds(text);
    case 'toml':
      return tomlKinds(text);
    case 'dockerfile':
      return dockerfileKinds(text);
    case 'markdown':
      return markdownKinds(text, characterKinds);
    case 'hash':
    case 'ini':
      return lineKinds(text, syntax);
    case 'script':
    case 'plain':
      return undefined;
  }
}
