import type { Node } from 'web-tree-sitter';
import { withTree } from '../syntax/grammar.ts';
import { binaryGroups, parseEntryPoint, scriptEntry } from './entry-point.ts';
import type { EntryPoint, Manifest } from './requirement.ts';
import { RequirementLines } from './requirements.ts';

const requiring = new Set([
  'install_requires',
  'setup_requires',
  'tests_require',
  'extras_require',
  'requires',
]);

/**
 * The requirements that a setup.py gives to `setup()`, by its syntax: lists of strings, also under a
 * name or added together; a list that is read from a file leads to that file. What a program computes
 * otherwise is not known, and is a fault.
 */
export function parseSetupPy(text: string): Manifest {
  // Comments of many lines take the parser long; in a list of packages within a string they are none either.
  return withTree('python', text.replaceAll(/^[ \t]*#.*$/gm, ''), (root) => {
    const reader = new SetupReader(root);
    const aliases = new Set(['setup']);
    for (const one of root.descendantsOfType('aliased_import')) {
      if (one.childForFieldName('name')?.text !== 'setup') continue;
      aliases.add(one.childForFieldName('alias')?.text ?? '');
    }
    for (const call of root.descendantsOfType('call')) {
      const name = call.childForFieldName('function')?.text ?? '';
      if (aliases.has(name) || name.endsWith('.setup')) reader.readCall(call);
    }
    return reader.manifest();
  });
}

class SetupReader {
  readonly #assigned: ReadonlyMap<string, Node[]>;
  /** What changes a value after it was given: calls of its methods, assignments to its parts. */
  readonly #changed: ReadonlyMap<string, Node[]>;
  readonly #namesRead = new Set<string>();
  readonly #found = new RequirementLines();
  readonly #targets: string[] = [];
  readonly #entryPoints: EntryPoint[] = [];
  #fault: string | undefined;

  constructor(root: Node) {
    const assigned = new Map<string, Node[]>();
    for (const node of root.descendantsOfType(['assignment', 'augmented_assignment'])) {
      const name = node.childForFieldName('left')?.text ?? '';
      const value = node.childForFieldName('right');
      if (value === null) continue;
      const known = assigned.get(name);
      if (known === undefined) assigned.set(name, [value]);
      else known.push(value);
    }
    this.#assigned = assigned;
    this.#changed = changesIn(root);
  }

  readCall(call: Node): void {
    for (const argument of call.childForFieldName('arguments')?.namedChildren ?? []) {
      if (argument.type === 'dictionary_splat')
        this.#readSplat(argument.namedChildren[0], argument);
      if (argument.type === 'list_splat') this.#computed('its arguments', argument);
      if (argument.type !== 'keyword_argument') continue;
      const value = argument.childForFieldName('value');
      const key = argument.childForFieldName('name')?.text ?? '';
      if (value !== null && requiring.has(key)) this.#read(value, key);
      if (value !== null && key === 'entry_points') this.#readEntryPoints(value);
      if (value !== null && key === 'scripts') this.#readScripts(value);
    }
  }

  manifest(): Manifest {
    const { requirements, targets = [], fault } = this.#found.manifest();
    const all = [...targets, ...this.#targets];
    const why = this.#fault ?? fault;
    return {
      requirements,
      targets: all,
      entryPoints: this.#entryPoints,
      ...(why === undefined ? {} : { fault: why }),
    };
  }

  /** `**{…}` and `**name`, whose dictionary may stand in the file. */
  #readSplat(value: Node | null | undefined, at: Node): void {
    const dictionaries = value?.type === 'identifier' ? this.#assigned.get(value.text) : [value];
    if (dictionaries === undefined) this.#computed('its arguments', at);
    for (const change of this.#changed.get(value?.text ?? '') ?? []) {
      // `kwargs['name'] = …` of what requires nothing.
      const key = change.childForFieldName('left')?.childForFieldName('subscript');
      const text = key == null ? undefined : stringOf(key);
      const given = change.childForFieldName('right');
      if (text === undefined || given === null) this.#computed('its arguments', change);
      else if (requiring.has(text)) this.#read(given, text);
    }
    for (const one of dictionaries ?? []) {
      if (one?.type === 'call' && one.childForFieldName('function')?.text === 'dict') {
        const [first] = one.childForFieldName('arguments')?.namedChildren ?? [];
        // `dict(others, name=…)`
        if (first != null && first.type !== 'keyword_argument') this.#readSplat(first, at);
        this.readCall(one);
      } else if (one?.type === 'dictionary') this.#readArguments(one);
      else this.#computed('its arguments', at);
    }
  }

  #readArguments(dictionary: Node): void {
    for (const pair of dictionary.namedChildren) {
      const key = pair.childForFieldName('key');
      const value = pair.childForFieldName('value');
      if (key !== null && value !== null && requiring.has(stringOf(key) ?? '')) {
        this.#read(value, stringOf(key) ?? '');
      }
    }
  }

  /** A value that is a list of requirements, or a dictionary of such lists. */
  #read(node: Node, key: string): void {
    const line = node.startPosition.row + 1;
    switch (node.type) {
      case 'string':
      case 'concatenated_string': {
        const text = stringOf(node);
        if (text === undefined) this.#computed(key, node);
        // A line's end may be written `\\n`.
        else
          for (const [i, part] of text.split('\n').entries())
            this.#found.add(part.replace(/(?:\\[nrt])+$/, ''), line + i);
        return;
      }
      case 'list':
      case 'tuple':
      case 'set':
      case 'parenthesized_expression':
        for (const item of node.namedChildren) {
          if (item.type !== 'comment') this.#read(item, key);
        }
        return;
      case 'dictionary':
        for (const pair of node.namedChildren) {
          const value = pair.childForFieldName('value');
          if (pair.type === 'pair' && value !== null) this.#read(value, key);
          else if (pair.type !== 'comment') this.#computed(key, pair);
        }
        return;
      case 'binary_operator':
        for (const side of node.namedChildren) this.#read(side, key);
        return;
      case 'none':
      case 'comment':
        return;
      case 'identifier':
        if (!this.#readName(node.text, key)) this.#computed(key, node);
        return;
      default:
        this.#readFile(node, key);
    }
  }

  /** `needs.append('name')`, `extras['x'] = […]`. */
  #readChange(change: Node, key: string): void {
    const given = change.childForFieldName('right');
    if (given !== null) {
      this.#read(given, key);
      return;
    }
    const method = change.childForFieldName('function')?.childForFieldName('attribute')?.text ?? '';
    if (reading.has(method)) return;
    // What is inserted stands behind its place, a default behind its key.
    const all = change.childForFieldName('arguments')?.namedChildren ?? [];
    const values = method === 'insert' || method === 'setdefault' ? all.slice(1) : all;
    for (const one of values) {
      const value = one.type === 'keyword_argument' ? one.childForFieldName('value') : one;
      if (value !== null && one.type !== 'comment') this.#read(value, key);
    }
    if (!adding.has(method)) this.#computed(key, change);
  }

  /** Binaries matter to parts alone: what is computed of them is left out. */
  #readEntryPoints(node: Node): void {
    for (const pair of node.type === 'dictionary' ? node.namedChildren : []) {
      const key = pair.childForFieldName('key');
      if (key === null || !binaryGroups.includes(stringOf(key) ?? '')) continue;
      for (const one of pair.childForFieldName('value')?.descendantsOfType('string') ?? []) {
        const entryPoint = parseEntryPoint(stringOf(one) ?? '', one.startPosition.row + 1);
        if (entryPoint !== undefined) this.#entryPoints.push(entryPoint);
      }
    }
  }

  #readScripts(node: Node): void {
    for (const one of node.type === 'list' ? node.namedChildren : []) {
      const path = one.type === 'string' ? stringOf(one) : undefined;
      if (path !== undefined) this.#entryPoints.push(scriptEntry(path, one.startPosition.row + 1));
    }
  }

  /** `open('deps.txt').read().splitlines()`, `read_list('deps.txt')`: the file says it. */
  #readFile(node: Node, key: string): void {
    const strings = node.descendantsOfType('string').map((one) => stringOf(one) ?? '');
    const files = strings.filter((one) => /\.(?:txt|in|lst|pip)$|(?:^|[-/])requires$/.test(one));
    this.#targets.push(...files);
    if (files.length > 0) {
      // `join(here, 'deps', 'prod.txt')`
      if (strings.length > files.length) this.#targets.push(strings.join('/'));
      return;
    }
    // `lines` of `[line for line in lines]`, where the file gives it a value.
    const names = node.descendantsOfType('identifier').map(({ text }) => text);
    const known = names.filter((name) => this.#readName(name, key));
    if (known.length === 0) this.#computed(key, node);
  }

  /** Is it a name to which the file gives a value? What leads back to itself is read once. */
  #readName(name: string, key: string): boolean {
    const values = this.#assigned.get(name);
    if (values === undefined) return false;
    const id = `${key} ${name}`;
    if (this.#namesRead.has(id)) return true;
    this.#namesRead.add(id);
    for (const value of values) this.#read(value, key);
    for (const one of this.#changed.get(name) ?? []) this.#readChange(one, key);
    return true;
  }

  #computed(what: string, { startPosition }: Node): void {
    this.#fault ??= `line ${startPosition.row + 1}: ${what} is computed`;
  }
}

/** Methods of lists, sets and dictionaries that add what they are given … */
const adding = new Set(['append', 'extend', 'insert', 'add', 'update', 'setdefault']);
/** … and those that change nothing, or only the order. */
const reading = new Set([
  'get',
  'keys',
  'values',
  'items',
  'copy',
  'sort',
  'reverse',
  'index',
  'count',
]);

/** What changes the value of each name, see {@link SetupReader}. */
function changesIn(root: Node): Map<string, Node[]> {
  const changes = new Map<string, Node[]>();
  /** By node what it begins with: of a long chain of calls each begins with the next. */
  const begins = new Map<number, string | undefined>();
  const note = (owner: Node, change: Node) => {
    const passed: number[] = [];
    let at: Node | null = owner;
    // `extras['x']`, `extras.setdefault('x', [])`
    while (at !== null && !begins.has(at.id) && /^(?:subscript|call|attribute)$/.test(at.type)) {
      passed.push(at.id);
      at =
        at.childForFieldName('value') ??
        at.childForFieldName('function') ??
        at.childForFieldName('object');
    }
    const known = at === null ? undefined : begins.get(at.id);
    const name = known ?? (at?.type === 'identifier' ? at.text : undefined);
    for (const one of passed) begins.set(one, name);
    if (name === undefined) return;
    const before = changes.get(name);
    if (before === undefined) changes.set(name, [change]);
    else before.push(change);
  };
  for (const one of root.descendantsOfType(['assignment', 'augmented_assignment'])) {
    const left = one.childForFieldName('left');
    if (left?.type === 'subscript') note(left, one);
  }
  for (const one of root.descendantsOfType('call')) {
    const called = one.childForFieldName('function');
    if (called?.type === 'attribute') note(called, one);
  }
  return changes;
}

/** A string's value; undefined if a part of it is computed. */
function stringOf(node: Node): string | undefined {
  const strings = node.type === 'concatenated_string' ? node.namedChildren : [node];
  const parts = strings.flatMap((one) => one.namedChildren);
  if (parts.some(({ type }) => type === 'interpolation')) return undefined;
  return parts.flatMap((part) => (part.type === 'string_content' ? [part.text] : [])).join('');
}
