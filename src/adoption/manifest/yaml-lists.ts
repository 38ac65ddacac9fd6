// Keeps the place of every node, so that a requirement has its line.
import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Node,
  type YAMLMap,
} from 'yaml';
import { lowestOf } from './lowest-version.ts';
import type { Manifest, Requirement } from './requirement.ts';
import { RequirementLines } from './requirements.ts';

function parse(text: string) {
  const lines = new LineCounter();
  // The parser holds each key against all before it, and looks for what an alias names from the top.
  const document = parseDocument(text, {
    ...{ uniqueKeys: false, lineCounter: lines, logLevel: 'error' },
  });
  const lineOf = (node: Node) => lines.linePos(node.range?.[0] ?? 0).line;
  const anchors = new Map<string, Node>();
  const named = new Map<unknown, Node | undefined>();
  let wrong: string | undefined;
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) {
        const meant = anchors.get(node.source);
        named.set(node, meant);
        if (meant === undefined) wrong ??= `line ${lineOf(node)}: an alias of nothing`;
      } else if (node.anchor !== undefined) anchors.set(node.anchor, node);
      if (isMap(node) && hasKeyTwice(node)) wrong ??= `line ${lineOf(node)}: a key is there twice`;
    },
  });
  const [error] = document.errors;
  const [first = wrong] = error?.message.split('\n') ?? [];
  return {
    document,
    lineOf,
    /** What an alias stands for; any other node is itself. */
    meant: (node: unknown) => (isAlias(node) ? named.get(node) : node),
    fault: first === undefined ? undefined : `not YAML: ${first}`,
  };
}

function hasKeyTwice({ items }: YAMLMap): boolean {
  const keys = items.flatMap(({ key }) => (isScalar(key) ? [key.value] : []));
  return new Set(keys).size < keys.length;
}

/** A conda environment: `dependencies`, with pip's list inside it. */
export function parseCondaEnvironment(text: string): Manifest {
  // Another YAML file of that name, perhaps a template, is none.
  if (!/(?:^|[{,])\s*["']?dependencies["']?\s*:/m.test(text)) return { requirements: [] };
  const { document, lineOf, meant, fault } = parse(text);
  const found = new RequirementLines();
  const list = meant(document.get('dependencies', true));
  let odd: string | undefined;
  const add = (written: unknown, line: number) => {
    const item = meant(written);
    // `channel::name=1.2=build`; a name that begins with `_` is one of conda's own.
    if (isScalar(item)) {
      const said = String(item.value).replace(/^[^\s:]+::/, '');
      if (!/^_\w/.test(said)) found.add(said, line);
    } else odd ??= `line ${line}: it cannot be told what is required`;
  };
  // One that is a table is none of conda's.
  if (isScalar(list) && list.value !== null) odd = `line ${lineOf(list)}: a list is expected`;
  for (const written of isSeq(list) ? (list.items as Node[]) : []) {
    const line = lineOf(written);
    const item = meant(written);
    if (!isMap(item)) add(item, line);
    else {
      for (const { key, value } of item.items) {
        const listed = meant(value);
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
  const { document, lineOf, meant, fault } = parse(text);
  const requirements: Requirement[] = [];
  let odd: string | undefined;
  const table = (written: unknown) => {
    const node = meant(written);
    const isNothing = node === undefined || (isScalar(node) && node.value === null);
    if (!isMap(node) && !isNothing) odd ??= 'a catalog is no table';
    return isMap(node) ? node.items : [];
  };
  const read = (catalog: unknown) => {
    for (const pair of table(catalog)) {
      if (!isPair(pair) || !isScalar(pair.key)) continue;
      const line = lineOf(pair.key);
      // What another table brings in.
      if (pair.key.value === '<<') {
        odd ??= `line ${line}: it cannot be told what is required`;
        continue;
      }
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
  read(document.get('catalog', true));
  for (const pair of table(document.get('catalogs', true)))
    read(isPair(pair) ? pair.value : undefined);
  const why = fault ?? odd;
  return why === undefined ? { requirements } : { requirements, fault: why };
}
