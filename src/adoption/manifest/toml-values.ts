// The one kept TOML parser that says where each value stands.
import { parseTOML, type AST } from 'toml-eslint-parser';

/** A value that is neither a list nor a table, but an empty one, with its keys and indexes from the top. */
export interface TomlValue {
  path: (string | number)[];
  /** Of a string; undefined for any other value. */
  text: string | undefined;
  /** From 1. */
  line: number;
}

/** All values of a TOML file, or why it is none. */
export function tomlValues(text: string): { values: TomlValue[]; fault?: string } {
  try {
    const program = parseTOML(text);
    return { values: [...valuesBelow(program.body[0], [])] };
  } catch (error) {
    const { message, lineNumber } = error as Error & { lineNumber?: number };
    return { values: [], fault: `not TOML: line ${lineNumber ?? 1}: ${message}` };
  }
}

function* valuesBelow(node: AST.TOMLNode, path: TomlValue['path']): Generator<TomlValue> {
  switch (node.type) {
    case 'TOMLTopLevelTable':
    case 'TOMLInlineTable':
    case 'TOMLTable': {
      const at = node.type === 'TOMLTable' ? [...node.resolvedKey] : path;
      // What an empty one stands for is there all the same.
      const isEmpty = node.body.length === 0 && node.type !== 'TOMLTopLevelTable';
      if (isEmpty) yield { path: at, text: undefined, line: node.loc.start.line };
      for (const child of node.body) yield* valuesBelow(child, at);
      break;
    }
    case 'TOMLKeyValue':
      yield* valuesBelow(node.value, [...path, ...node.key.keys.map(keyText)]);
      break;
    case 'TOMLArray':
      for (const [i, child] of node.elements.entries()) yield* valuesBelow(child, [...path, i]);
      break;
    case 'TOMLValue':
      yield {
        path,
        text: node.kind === 'string' ? node.value : undefined,
        line: node.loc.start.line,
      };
      break;
    case 'Program':
    case 'TOMLBare':
    case 'TOMLKey':
    case 'TOMLQuoted':
      break;
  }
}

function keyText(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === 'TOMLBare' ? key.name : key.value;
}
