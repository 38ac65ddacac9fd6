// VS Code's JSON parser: it keeps the place of every key, and reads on behind a fault.
import {
  findNodeAtLocation,
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import { linesOf } from '../config/setting.ts';
import { notTable, valueAt } from './json-table.ts';
import { lowestOf } from './lowest-version.ts';
import { scriptEntry } from './entry-point.ts';
import type { EntryPoint, Manifest, Requirement } from './requirement.ts';

const kinds = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** Every kind of dependency of a package.json; an alias (`npm:name@1`) names its package as well. */
export function parsePackageJson(text: string): Manifest {
  const errors: ParseError[] = [];
  const root = parseTree(text.replace(/^\ufeff/, ' '), errors, { disallowComments: true });
  const lineOf = linesOf(text);
  const requirements: Requirement[] = [];
  const add = (name: string, offset: number, kind: string, version: string) => {
    const one = { name, extras: [], line: lineOf(offset), ecosystem: 'npm' as const };
    const dev = kind === 'devDependencies' && { dev: true as const };
    requirements.push({ ...one, ...lowestOf(version), ...dev });
  };
  let odd = notTable(root, lineOf);
  for (const kind of kinds) {
    const table = valueAt(root, kind);
    odd ??= notTable(table, lineOf);
    for (const { children = [] } of table?.type === 'object' ? (table.children ?? []) : []) {
      const [key, value] = children;
      if (key === undefined) continue;
      const version = typeof value?.value === 'string' ? value.value : 'unread';
      const alias = aliasOf(value);
      const bare = version.replace(/^npm:@?[^@]+@?/, '');
      add(String(key.value), key.offset, kind, bare);
      if (alias !== undefined) add(alias, key.offset, kind, bare);
    }
  }
  const entryPoints = root === undefined ? [] : binaries(root, lineOf);
  const [first] = errors;
  const fault =
    first === undefined
      ? odd
      : `not JSON: line ${lineOf(first.offset)}: ${printParseErrorCode(first.error)}`;
  return { requirements, entryPoints, ...(fault === undefined ? {} : { fault }) };
}

/** `bin` is a script under the package's own name, or a table of them. */
function binaries(root: Node, lineOf: (offset: number) => number): EntryPoint[] {
  const bin = findNodeAtLocation(root, ['bin']);
  if (bin?.type === 'string') {
    const name = String(findNodeAtLocation(root, ['name'])?.value ?? '').replace(/^@[^/]*\//, '');
    return [scriptEntry(String(bin.value), lineOf(bin.offset), name)];
  }
  return (bin?.type === 'object' ? (bin.children ?? []) : []).flatMap(({ children = [] }) => {
    const [key, value] = children;
    if (key === undefined || typeof value?.value !== 'string') return [];
    return [scriptEntry(value.value, lineOf(key.offset), String(key.value))];
  });
}

function aliasOf(value: Node | undefined): string | undefined {
  if (typeof value?.value !== 'string') return undefined;
  return /^npm:(@?[^@]+)/.exec(value.value)?.[1];
}
