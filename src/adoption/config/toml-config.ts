import { parseTOML, type AST } from 'toml-eslint-parser';
import type { Config, Entry, Setting } from './setting.ts';

interface Growing extends Setting {
  table: Entry[];
  /** Those of its entries that are tables which may go on elsewhere. */
  tables: Map<string, Growing>;
}

/** A TOML file; tables that are written in parts are put together. */
export function tomlConfig(text: string): Config {
  let body: AST.TOMLTopLevelTable['body'];
  try {
    body = parseTOML(text).body[0].body;
  } catch (error) {
    const { message, lineNumber } = error as Error & { lineNumber?: number };
    return { documents: [], fault: `not TOML: line ${lineNumber ?? 1}: ${message}` };
  }
  const top = tableAt(1);
  for (const one of body) {
    if (one.type === 'TOMLKeyValue') {
      put(one, top, text);
      continue;
    }
    const { line } = one.loc.start;
    let at = top;
    for (const key of one.resolvedKey) {
      at = typeof key === 'number' ? elementOf(at, key, line) : tableOf(at, key, line);
    }
    for (const child of one.body) put(child, at, text);
  }
  return { documents: [top] };
}

function tableAt(line: number): Growing {
  return { line, texts: [], table: [], tables: new Map() };
}

/** The table below a key, made where there is none. */
function tableOf(at: Growing, key: string, line: number): Growing {
  const known = at.tables.get(key);
  if (known !== undefined) return known;
  const of = tableAt(line);
  at.tables.set(key, of);
  at.table.push({ keys: [key], line, of });
  return of;
}

/** The table that is an element of a list of tables. */
function elementOf(at: Growing, index: number, line: number): Growing {
  const list = (at.list ?? []) as Growing[];
  const element = (list[index] ??= tableAt(line));
  at.list = list;
  return element;
}

function put({ key, value, loc }: AST.TOMLKeyValue, at: Growing, text: string): void {
  const names = key.keys.map((one) => (one.type === 'TOMLBare' ? one.name : one.value));
  const last = names.pop() ?? '';
  const owner = names.reduce((table, name) => tableOf(table, name, loc.start.line), at);
  owner.table.push({ keys: [last], line: loc.start.line, of: settingOf(value, text) });
}

function settingOf(node: AST.TOMLContentNode, text: string): Setting {
  const { line } = node.loc.start;
  switch (node.type) {
    case 'TOMLArray':
      return { line, texts: [], list: node.elements.map((one) => settingOf(one, text)) };
    case 'TOMLInlineTable': {
      const table = tableAt(line);
      for (const child of node.body) put(child, table, text);
      return table;
    }
    case 'TOMLValue': {
      if (node.kind === 'string') return { line, texts: [node.value] };
      const written = text.slice(...node.range);
      const read = node.value instanceof Date ? written : String(node.value);
      return { line, texts: [...new Set([written, read])] };
    }
  }
}
