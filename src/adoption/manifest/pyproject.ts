// The one kept TOML parser that says where each value stands.
import { parseTOML, type AST } from 'toml-eslint-parser';
import type { Manifest, Requirement } from './requirement.ts';
import { parseRequirement } from './requirements.ts';

/**
 * The requirements of a pyproject.toml: `[project]`, its optional dependencies, dependency groups
 * (PEP 735), and the tables of Poetry, PDM and uv. What only builds the package is left out.
 */
export function parsePyproject(text: string): Manifest {
  let program: AST.TOMLProgram;
  try {
    program = parseTOML(text);
  } catch (error) {
    const { message, lineNumber } = error as Error & { lineNumber?: number };
    return { requirements: [], fault: `not TOML: line ${lineNumber ?? 1}: ${message}` };
  }
  const requirements: Requirement[] = [];
  const inTables = new Map<string, Requirement>();
  for (const { path, value } of values(program.body[0], [])) {
    const text = value.type === 'TOMLValue' && value.kind === 'string' ? value.value : undefined;
    const line = value.loc.start.line;
    if (isInList(path) && text !== undefined) {
      const requirement = parseRequirement(text, line);
      if (requirement !== undefined) requirements.push(requirement);
      continue;
    }
    // `name = "^1"`, `name = { version = "^1", extras = […] }`, or a table: one requirement each.
    const table = tables.find((keys) => begins(path, keys));
    const name = path[table?.length ?? 0];
    if (table === undefined || typeof name !== 'string' || name === 'python') continue;
    const key = JSON.stringify(path.slice(0, table.length + 1));
    let requirement = inTables.get(key);
    if (requirement === undefined) {
      requirement = { name, extras: [], line, ecosystem: 'python' };
      inTables.set(key, requirement);
      requirements.push(requirement);
    }
    if (path.includes('extras') && text !== undefined) requirement.extras.push(text);
  }
  return { requirements };
}

interface Value {
  path: (string | number)[];
  value: AST.TOMLContentNode;
}

/** Every value that is neither a table nor a list, with its keys from the top. */
function* values(node: AST.TOMLNode, path: Value['path']): Generator<Value> {
  switch (node.type) {
    case 'TOMLTopLevelTable':
    case 'TOMLInlineTable':
      for (const child of node.body) yield* values(child, path);
      break;
    case 'TOMLTable':
      for (const child of node.body) yield* values(child, [...node.resolvedKey]);
      break;
    case 'TOMLKeyValue':
      yield* values(node.value, [...path, ...node.key.keys.map(keyText)]);
      break;
    case 'TOMLArray':
      for (const [i, child] of node.elements.entries()) yield* values(child, [...path, i]);
      break;
    case 'TOMLValue':
      yield { path, value: node };
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

/** Paths of lists whose strings are requirements; `*` is any key. */
const lists = [
  ['project', 'dependencies'],
  ['project', 'optional-dependencies', '*'],
  ['dependency-groups', '*'],
  ['tool', 'pdm', 'dev-dependencies', '*'],
  ['tool', 'uv', 'dev-dependencies'],
];

/** Paths of tables whose keys are package names, as Poetry writes them. */
const tables = [
  ['tool', 'poetry', 'dependencies'],
  ['tool', 'poetry', 'dev-dependencies'],
  ['tool', 'poetry', 'group', '*', 'dependencies'],
];

function isInList(path: Value['path']): boolean {
  return (
    typeof path.at(-1) === 'number' &&
    lists.some((list) => path.length === list.length + 1 && begins(path, list))
  );
}

function begins(path: Value['path'], keys: readonly string[]): boolean {
  return keys.every((key, i) => key === '*' || path[i] === key);
}
