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

/** Names that are given a list of requirements from one to another, at most. */
const mostSteps = 5;

/**
 * The requirements that a setup.py gives to `setup()`, by its syntax: lists of strings, also under a
 * name or added together; a list that is read from a file leads to that file. What a program computes
 * otherwise is not known, and is a fault.
 */
export function parseSetupPy(text: string): Manifest {
  return withTree('python', text, (root) => {
    const reader = new SetupReader(root);
    for (const call of root.descendantsOfType('call')) {
      const name = call.childForFieldName('function')?.text ?? '';
      if (name === 'setup' || name.endsWith('.setup')) reader.readCall(call);
    }
    return reader.manifest();
  });
}

class SetupReader {
  readonly #assigned: ReadonlyMap<string, Node[]>;
  readonly #found = new RequirementLines();
  readonly #targets: string[] = [];
  readonly #entryPoints: EntryPoint[] = [];
  #fault: string | undefined;

  constructor(root: Node) {
    const assigned = new Map<string, Node[]>();
    for (const node of root.descendantsOfType(['assignment', 'augmented_assignment'])) {
      const name = node.childForFieldName('left')?.text ?? '';
      const value = node.childForFieldName('right');
      if (value !== null) assigned.set(name, [...(assigned.get(name) ?? []), value]);
    }
    this.#assigned = assigned;
  }

  readCall(call: Node): void {
    for (const argument of call.childForFieldName('arguments')?.namedChildren ?? []) {
      if (argument.type === 'dictionary_splat')
        this.#readSplat(argument.namedChildren[0], argument);
      if (argument.type !== 'keyword_argument') continue;
      const value = argument.childForFieldName('value');
      const key = argument.childForFieldName('name')?.text ?? '';
      if (value !== null && requiring.has(key)) this.#read(value, key, 0);
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
    for (const one of dictionaries ?? []) {
      if (one?.type === 'call' && one.childForFieldName('function')?.text === 'dict')
        this.readCall(one);
      else if (one?.type === 'dictionary') this.#readArguments(one);
      else this.#computed('its arguments', at);
    }
  }

  #readArguments(dictionary: Node): void {
    for (const pair of dictionary.namedChildren) {
      const key = pair.childForFieldName('key');
      const value = pair.childForFieldName('value');
      if (key !== null && value !== null && requiring.has(stringOf(key) ?? '')) {
        this.#read(value, stringOf(key) ?? '', 0);
      }
    }
  }

  /** A value that is a list of requirements, or a dictionary of such lists. */
  #read(node: Node, key: string, steps: number): void {
    const line = node.startPosition.row + 1;
    switch (node.type) {
      case 'string':
      case 'concatenated_string': {
        const text = stringOf(node);
        if (text === undefined) this.#computed(key, node);
        else for (const [i, part] of text.split('\n').entries()) this.#found.add(part, line + i);
        return;
      }
      case 'list':
      case 'tuple':
      case 'set':
      case 'parenthesized_expression':
        for (const item of node.namedChildren) {
          if (item.type !== 'comment') this.#read(item, key, steps);
        }
        return;
      case 'dictionary':
        for (const pair of node.namedChildren) {
          const value = pair.childForFieldName('value');
          if (pair.type === 'pair' && value !== null) this.#read(value, key, steps);
          else if (pair.type !== 'comment') this.#computed(key, pair);
        }
        return;
      case 'binary_operator':
        for (const side of node.namedChildren) this.#read(side, key, steps);
        return;
      case 'none':
      case 'comment':
        return;
      case 'identifier': {
        const values = this.#assigned.get(node.text);
        if (values === undefined || steps >= mostSteps) this.#computed(key, node);
        else for (const value of values) this.#read(value, key, steps + 1);
        return;
      }
      default:
        this.#readFile(node, key, steps);
    }
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
  #readFile(node: Node, key: string, steps: number): void {
    const strings = node.descendantsOfType('string').map((one) => stringOf(one) ?? '');
    const files = strings.filter((one) => /\.(?:txt|in|lst|pip)$|(?:^|[-/])requires$/.test(one));
    this.#targets.push(...files);
    if (files.length > 0) return;
    // `lines` of `[line for line in lines]`, where the file gives it a value.
    const named = node.descendantsOfType('identifier').flatMap(({ text }) => {
      const values = steps < mostSteps ? this.#assigned.get(text) : undefined;
      return values ?? [];
    });
    if (named.length === 0) this.#computed(key, node);
    for (const value of named) this.#read(value, key, steps + 1);
  }

  #computed(what: string, { startPosition }: Node): void {
    this.#fault ??= `line ${startPosition.row + 1}: ${what} is computed`;
  }
}

/** A string's value; undefined if a part of it is computed. */
function stringOf(node: Node): string | undefined {
  const strings = node.type === 'concatenated_string' ? node.namedChildren : [node];
  const parts = strings.flatMap((one) => one.namedChildren);
  if (parts.some(({ type }) => type === 'interpolation')) return undefined;
  return parts.flatMap((part) => (part.type === 'string_content' ? [part.text] : [])).join('');
}
