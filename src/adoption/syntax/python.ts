import { LRUCache } from 'lru-cache';
import type { Node } from 'web-tree-sitter';
import {
  longestCallee,
  type CallFact,
  type ImportFact,
  type SourceFacts,
  type Value,
} from './fact.ts';
import { ownText } from '../../ground/own-text.ts';
import { withTree } from './grammar.ts';
import type { LexedPython, LogicalLine } from './lexed-python.ts';

/** Characters of the lines whose facts are kept. */
const mostKnownCharacters = 16 * 1024 * 1024;

/** Most distinct lines are met many times, in many versions of a file. */
const known = new LRUCache<string, SourceFacts>({
  maxSize: mostKnownCharacters,
  sizeCalculation: (_, line) => line.length + 1,
});

/**
 * Imports and calls of one logical line, its lines counted in the file. The grammar parses each
 * distinct line once: hundreds of versions of a file differ in few lines.
 */
export function factsOfLine(source: LexedPython, line: LogicalLine): SourceFacts {
  const text = source.text.slice(line.start, line.end);
  const key = line.header ? `${text}\n:` : text;
  let facts = known.get(key);
  if (facts === undefined) {
    facts = parseLine(text, line.header);
    known.set(ownText(key), facts);
  }
  const shift = <T extends { line: number }>(fact: T): T => ({
    ...fact,
    line: fact.line + line.line - 1,
  });
  return { imports: facts.imports.map(shift), calls: facts.calls.map(shift) };
}

/** Gives a line on its own what it needs around it to be a whole program. */
function surround(text: string, header: boolean): { program: string; before: number } {
  const body = header ? '\n  pass' : '';
  if (text.startsWith('@')) return { program: `${text}\ndef f(): pass\n`, before: 0 };
  if (/^(?:elif|else)\b/.test(text)) {
    return { program: `if x: pass\n${text}${body}\n`, before: 1 };
  }
  if (/^(?:except|finally)\b/.test(text)) {
    return { program: `try: pass\n${text}${body}\n`, before: 1 };
  }
  if (header && /^case\b/.test(text)) {
    return { program: `match x:\n ${text}\n  pass\n`, before: 1 };
  }
  return { program: `${text}${body}\n`, before: 0 };
}

function parseLine(text: string, header: boolean): SourceFacts {
  const { program, before } = surround(text, header);
  return withTree('python', program, (root) => pythonFacts(root, before));
}

const wanted = ['import_statement', 'import_from_statement', 'call'];

/** Imports and calls below a node; `before` lines are taken off. */
export function pythonFacts(root: Node, before = 0): SourceFacts {
  const facts: SourceFacts = { imports: [], calls: [] };
  for (const node of root.descendantsOfType(wanted)) {
    if (node.type === 'call') facts.calls.push(callFact(node, before));
    else facts.imports.push(importFact(node, before));
  }
  return facts;
}

function importFact(node: Node, before: number): ImportFact {
  const fact: ImportFact = {
    line: node.startPosition.row + 1 - before,
    level: 0,
    modules: [],
    bound: [],
  };
  let owner = '';
  const module = node.childForFieldName('module_name');
  if (module?.type === 'relative_import') {
    const prefix = module.namedChildren.find((child) => child.type === 'import_prefix');
    fact.level = (prefix?.text ?? '.').replace(/[^.]/g, '').length;
    owner = dotted(module.namedChildren.find((child) => child.type === 'dotted_name'));
  } else if (module !== null) owner = dotted(module);

  const add = (name: string, alias?: string) => {
    const full = owner === '' ? name : `${owner}.${name}`;
    fact.modules.push(full);
    if (alias !== undefined) fact.bound.push({ name: alias, means: full });
    else if (module !== null) fact.bound.push({ name, means: full });
    // `import a.b` binds `a`.
    else fact.bound.push({ name: name.split('.')[0] ?? name, means: name.split('.')[0] ?? name });
  };
  for (const child of node.namedChildren) {
    if (module !== null && child.id === module.id) continue;
    if (child.type === 'dotted_name') add(dotted(child));
    else if (child.type === 'aliased_import') {
      const alias = child.childForFieldName('alias')?.text;
      add(dotted(child.childForFieldName('name')), alias);
    } else if (child.type === 'wildcard_import') {
      fact.modules.push(owner === '' ? '*' : `${owner}.*`);
    }
  }
  return fact;
}

function callFact(node: Node, before: number): CallFact {
  const callee = node.childForFieldName('function');
  const name = callee?.childForFieldName('attribute') ?? callee ?? node;
  const fact: CallFact = {
    line: name.startPosition.row + 1 - before,
    callee: callee === null ? ['?'] : pythonName(callee),
    positional: [],
    keywords: {},
  };
  const list = node.childForFieldName('arguments');
  if (list?.type !== 'argument_list') return fact;
  for (const child of list.namedChildren) {
    if (child.type === 'comment') continue;
    if (child.type === 'keyword_argument') {
      const key = child.childForFieldName('name')?.text ?? '';
      const value = child.childForFieldName('value');
      Object.defineProperty(fact.keywords, key, {
        value: value === null ? undefined : pythonValue(value),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    } else fact.positional.push(pythonValue(child));
  }
  return fact;
}

/** `a.b().c` is `a`, `b`, `()`, `c`. */
function pythonName(node: Node, most = longestCallee): string[] {
  if (most === 0) return ['?'];
  switch (node.type) {
    case 'identifier':
      return [node.text];
    case 'attribute': {
      const owner = node.childForFieldName('object');
      const name = node.childForFieldName('attribute')?.text ?? '?';
      return [...(owner === null ? ['?'] : pythonName(owner, most - 1)), name];
    }
    case 'call': {
      const inner = node.childForFieldName('function');
      return [...(inner === null ? ['?'] : pythonName(inner, most - 1)), '()'];
    }
    case 'subscript': {
      const inner = node.childForFieldName('value');
      return [...(inner === null ? ['?'] : pythonName(inner, most - 1)), '[]'];
    }
    case 'parenthesized_expression': {
      const inner = node.namedChildren.find((child) => child.type !== 'comment');
      return inner === undefined ? ['?'] : pythonName(inner, most - 1);
    }
    default:
      return ['?'];
  }
}

function pythonValue(node: Node): Value {
  switch (node.type) {
    case 'string':
    case 'concatenated_string': {
      const strings = node.type === 'string' ? [node] : node.namedChildren;
      const contents = strings.flatMap((part) => part.namedChildren);
      if (contents.some((part) => part.type === 'interpolation')) return undefined;
      return {
        text: contents
          .flatMap((part) => (part.type === 'string_content' ? [part.text] : []))
          .join(''),
      };
    }
    case 'identifier':
    case 'attribute':
      return { name: pythonName(node).join('.') };
    case 'true':
    case 'false':
    case 'none':
      return { name: node.text };
    default:
      return undefined;
  }
}

function dotted(node: Node | null | undefined): string {
  return node?.text.replace(/\s+/g, '') ?? '';
}
