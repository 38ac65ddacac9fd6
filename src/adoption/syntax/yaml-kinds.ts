// Its lexer leaves out no character, and goes on behind what is no YAML.
import { CST, Lexer } from 'yaml';
import { kind } from './kind.ts';

/**
 * The kind of each character of a YAML file. A value in quotes is a string, a key in quotes is none; what
 * stands without quotes is code, the text behind `|` and `>` among it: there `#` begins no comment.
 */
export function yamlKinds(text: string): Uint8Array {
  const kinds = new Uint8Array(text.length);
  /** Where a text in quotes stands that may still turn out to be a key. */
  let quoted: [from: number, to: number] | undefined;
  let at = 0;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    // Signs of the lexer's own, which stand for no character.
    if (type === 'doc-mode' || type === 'scalar' || type === 'flow-error-end') continue;
    const from = at;
    at += token.length;
    if (type === 'space') continue;
    if (quoted !== undefined && type !== 'map-value-ind') kinds.fill(kind.string, ...quoted);
    quoted = undefined;
    if (type === 'comment') kinds.fill(kind.comment, from, at);
    else if (isQuoted(type) && isClosed(token)) quoted = [from, at];
  }
  if (quoted !== undefined) kinds.fill(kind.string, ...quoted);
  return kinds;
}

function isQuoted(type: CST.TokenType | null): boolean {
  return type === 'single-quoted-scalar' || type === 'double-quoted-scalar';
}

/** One that has no end reaches to the file's: what it holds is then no string. */
function isClosed(token: string): boolean {
  return token.length > 1 && token.endsWith(token.charAt(0));
}
