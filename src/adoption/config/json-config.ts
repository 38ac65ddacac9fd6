// It keeps the place of every key, and reads the comments that tsconfig.json and its like allow.
import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { linesOf, type Config, type Entry, type Setting } from './setting.ts';

/** A JSON file; comments and a comma behind the last element are passed over. Of a key twice, the last counts. */
export function jsonConfig(text: string): Config {
  const errors: ParseError[] = [];
  const root = parseTree(text.replace(/^\ufeff/, ' '), errors, { allowTrailingComma: true });
  const lineOf = linesOf(text);
  const [first] = errors;
  const documents = root === undefined ? [] : [settingOf(root, text, lineOf)];
  if (first === undefined) return { documents };
  const where = `line ${lineOf(first.offset)}`;
  return { documents, fault: `not JSON: ${where}: ${printParseErrorCode(first.error)}` };
}

function settingOf(node: Node, text: string, lineOf: (offset: number) => number): Setting {
  const line = lineOf(node.offset);
  const children = node.children ?? [];
  if (node.type === 'array') {
    return { line, texts: [], list: children.map((one) => settingOf(one, text, lineOf)) };
  }
  if (node.type === 'object') {
    const table = new Map<string, Entry>();
    for (const { children: [key, value] = [] } of children) {
      if (key === undefined || value === undefined) continue;
      const name = String(key.value);
      const of = settingOf(value, text, lineOf);
      table.set(name, { keys: [name], line: lineOf(key.offset), of });
    }
    return { line, texts: [], table: [...table.values()] };
  }
  const written = text.slice(node.offset, node.offset + node.length);
  const read = String(node.value);
  return { line, texts: node.type === 'string' ? [read] : [...new Set([written, read])] };
}
