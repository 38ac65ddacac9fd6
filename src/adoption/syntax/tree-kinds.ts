import { withTree, type GrammarName } from './grammar.ts';
import { kind, type Kind } from './kind.ts';

/** What nodes of a grammar are; what stands in none of them is code. */
const javascript: Readonly<Record<string, Kind>> = {
  comment: kind.comment,
  html_comment: kind.comment,
  hash_bang_line: kind.comment,
  string: kind.string,
  template_string: kind.string,
  template_substitution: kind.code,
};

const kindsOf: Partial<Record<GrammarName, Readonly<Record<string, Kind>>>> = {
  javascript,
  typescript: javascript,
  tsx: javascript,
  ruby: {
    comment: kind.comment,
    // What stands behind `__END__` is data.
    uninterpreted: kind.string,
    string: kind.string,
    string_array: kind.string,
    symbol_array: kind.string,
    delimited_symbol: kind.string,
    heredoc_body: kind.string,
    subshell: kind.string,
    character: kind.string,
    interpolation: kind.code,
  },
  php: {
    comment: kind.comment,
    string: kind.string,
    encapsed_string: kind.string,
    heredoc_body: kind.string,
    nowdoc_body: kind.string,
    shell_command_expression: kind.string,
    // What a string puts in is code.
    variable_name: kind.code,
    dynamic_variable_name: kind.code,
    member_access_expression: kind.code,
    member_call_expression: kind.code,
    subscript_expression: kind.code,
  },
};

/** The kind of each character of a file by its grammar; what a string puts in, `${…}`, is code. */
export function treeKinds(grammar: GrammarName, text: string): Uint8Array {
  const known = kindsOf[grammar] ?? {};
  return withTree(grammar, text, (root) => {
    const kinds = new Uint8Array(text.length);
    // Outer nodes come before those inside them, so the innermost has the last word.
    for (const node of root.descendantsOfType(Object.keys(known))) {
      kinds.fill(known[node.type] ?? kind.code, node.startIndex, node.endIndex);
    }
    return kinds;
  });
}
