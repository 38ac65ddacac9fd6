// Keeps the place of every node, so that a requirement has its line.
import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Node,
} from 'yaml';
import { lowestOf } from './lowest-version.ts';
import type { Manifest, Requirement } from './requirement.ts';
import { RequirementLines } from './requirements.ts';

function parse(text: string) {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent' });
  const [error] = document.errors;
  const [first = ''] = error?.message.split('\n') ?? [];
  const lineOf = (node: Node) => lines.linePos(node.range?.[0] ?? 0).line;
  return { document, lineOf, fault: error === undefined ? undefined : `not YAML: ${first}` };
}

/** A conda environment: `dependencies`, with pip's list inside it. */
export function parseCondaEnvironment(text: string): Manifest {
  // Another YAML file of that name, perhaps a template, is none.
  if (!/(?:^|[{,])\s*["']?dependencies["']?\s*:/m.test(text)) return { requirements: [] };
  const { document, lineOf, fault } = parse(text);
  const found = new RequirementLines();
  const list = document.get('dependencies', true);
  let odd: string | undefined;
  const add = (written: unknown, line: number) => {
    const item = isAlias(written) ? written.resolve(document) : written;
    // `channel::name=1.2=build`; a name that begins with `_` is one of conda's own.
    if (isScalar(item)) {
      const said = String(item.value).replace(/^[^\s:]+::/, '');
      if (!/^_\w/.test(said)) found.add(said, line);
    } else odd ??= `line ${line}: it cannot be told what is required`;
  };
  // One that is a table is none of conda's.
  if (isScalar(list) && list.value !== null) odd = `line ${lineOf(list)}: a list is expected`;
  for (const item of isSeq(list) ? (list.items as Node[]) : []) {
    const line = lineOf(item);
    if (!isMap(item)) add(item, line);
    else {
      for (const { key, value } of item.items) {
        const listed = isAlias(value) ? value.resolve(document) : value;
        const isPip = isScalar(key) && key.value === 'pip';
        if (isPip && isSeq(listed)) for (const one of listed.items as Node[]) add(one, lineOf(one));
        else if (!isPip || !isScalar(listed) || listed.value !== null) {
          odd ??= `line ${line}: it cannot be told what is required`;
        }
      }
    }
  }
  const manifest = found.manifest();
  const why = fault ?? odd;
  return why === undefined ? manifest : { ...manifest, fault: why };
}

/** The catalogs of a pnpm workspace, from which its packages take versions and names. */
export function parsePnpmWorkspace(text: string): Manifest {
  const { document, lineOf, fault } = parse(text);
  const requirements: Requirement[] = [];
  const read = (catalog: unknown) => {
    for (const pair of isMap(catalog) ? catalog.items : []) {
      if (!isPair(pair) || !isScalar(pair.key)) continue;
      const line = lineOf(pair.key);
      const alias = isScalar(pair.value)
        ? /^npm:(@?[^@]+)/.exec(String(pair.value.value))?.[1]
        : undefined;
      const version = isScalar(pair.value) ? String(pair.value.value) : 'unread';
      const versions = lowestOf(version.replace(/^npm:@?[^@]+@?/, ''));
      for (const name of [String(pair.key.value), ...(alias === undefined ? [] : [alias])]) {
        requirements.push({ name, extras: [], line, ecosystem: 'npm', ...versions });
      }
    }
  };
  read(document.get('catalog'));
  const catalogs = document.get('catalogs');
  for (const pair of isMap(catalogs) ? catalogs.items : [])
    read(isPair(pair) ? pair.value : undefined);
  return fault === undefined ? { requirements } : { requirements, fault };
}
