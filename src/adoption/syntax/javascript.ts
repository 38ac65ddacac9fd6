import type { Node } from 'web-tree-sitter';
import {
  longestCallee,
  type CallFact,
  type ImportFact,
  type SourceFacts,
  type Value,
} from './fact.ts';
import { withTree, type GrammarName } from './grammar.ts';

const wanted = [
  'import_statement',
  'export_statement',
  'import_require_clause',
  'call_expression',
  'new_expression',
];

/** Imports (`import`, `export … from`, `require()`, `import()`) and calls (`new` too) of a file. */
export function javascriptFacts(grammar: GrammarName, text: string): SourceFacts {
  return withTree(grammar, withoutPhases(text), (root) => {
    const facts: SourceFacts = { imports: [], calls: [] };
    const requires = createdRequires(root);
    for (const node of root.descendantsOfType(wanted)) {
      if (node.type === 'call_expression' || node.type === 'new_expression') {
        const call = callFact(node);
        facts.calls.push(call);
        const required = requiredModule(call, requires);
        if (required !== undefined) {
          facts.imports.push(importFact(call.line, required, requireBindings(node, required)));
        }
      } else {
        const source = node.childForFieldName('source');
        // `import x = require('y')` holds its source in the clause, not in the statement.
        if (source === null) continue;
        const module = stringValue(source);
        const bound = node.type === 'import_statement' ? importBindings(node, module) : [];
        const fact = importFact(node.startPosition.row + 1, module, bound);
        if (node.type === 'export_statement') fact.exported = exportedNames(node);
        facts.imports.push(fact);
      }
    }
    return facts;
  });
}

function importFact(line: number, module: string, bound: ImportFact['bound']): ImportFact {
  return { line, level: 0, modules: [module], bound };
}

/** `a` and `c` of `export { a, b as c } from 'm'`; `*` of `export * from 'm'`. */
function exportedNames(node: Node): string[] {
  const names = node
    .descendantsOfType(['export_specifier', 'namespace_export'])
    .map((one) => one.childForFieldName('alias') ?? one.namedChildren[0])
    .map((name) => name?.text ?? '*');
  return names.length === 0 ? ['*'] : names;
}

function importBindings(node: Node, module: string): ImportFact['bound'] {
  const bound: ImportFact['bound'] = [];
  for (const specifier of node.descendantsOfType(['import_specifier', 'namespace_import'])) {
    if (specifier.type === 'namespace_import') {
      const name = specifier.namedChildren[0]?.text;
      if (name !== undefined) bound.push({ name, means: module });
      continue;
    }
    const imported = specifier.childForFieldName('name')?.text ?? '';
    const name = specifier.childForFieldName('alias')?.text ?? imported;
    bound.push({ name, means: `${module}.${imported}` });
  }
  const clause = node.namedChildren.find((child) => child.type === 'import_clause');
  const preset = clause?.namedChildren.find((child) => child.type === 'identifier');
  if (preset !== undefined) bound.push({ name: preset.text, means: module });
  return bound;
}

/** `const x = require('m')` and `const { a, b: c } = require('m')`. */
function requireBindings(node: Node, module: string): ImportFact['bound'] {
  const declarator = node.parent?.type === 'await_expression' ? node.parent.parent : node.parent;
  if (declarator?.type !== 'variable_declarator') return [];
  const pattern = declarator.childForFieldName('name');
  if (pattern === null) return [];
  if (pattern.type === 'identifier') return [{ name: pattern.text, means: module }];
  const bound: ImportFact['bound'] = [];
  for (const part of pattern.type === 'object_pattern' ? pattern.namedChildren : []) {
    if (part.type === 'shorthand_property_identifier_pattern') {
      bound.push({ name: part.text, means: `${module}.${part.text}` });
    } else if (part.type === 'pair_pattern') {
      const key = part.childForFieldName('key')?.text;
      const value = part.childForFieldName('value');
      if (key !== undefined && value?.type === 'identifier') {
        bound.push({ name: value.text, means: `${module}.${key}` });
      }
    }
  }
  return bound;
}

/** The grammars do not know yet when a module is to be run: `import defer * as a from 'm'`. */
function withoutPhases(text: string): string {
  if (!/\bimport\s+(?:defer|source)\s/.test(text)) return text;
  return text.replaceAll(
    /\b(import\s+)(defer|source)(?=\s+(?!from\b)[*\w$])/g,
    (_, before: string, phase: string) => before + ' '.repeat(phase.length),
  );
}

/** Names that the file gives to a `require` of its own: `const load = createRequire(…)`. */
function createdRequires(root: Node): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of root.descendantsOfType('variable_declarator')) {
    const value = node.childForFieldName('value');
    if (value?.type !== 'call_expression') continue;
    const callee = value.childForFieldName('function');
    const isRequire = callee !== null && javascriptName(callee).at(-1) === 'createRequire';
    if (isRequire) names.add(node.childForFieldName('name')?.text ?? '');
  }
  return names;
}

const requiring = new Set(['require', 'import', 'require.resolve']);

/** Calls of Jest and Vitest that name a module which the test is given. */
const mocking =
  /^(?:jest|vi)\.(?:mock|doMock|unmock|setMock|requireActual|requireMock|importActual|importMock)$/;

function requiredModule(call: CallFact, requires: ReadonlySet<string>): string | undefined {
  const name = call.callee.join('.');
  const isRequire =
    requiring.has(name) ||
    requires.has(name) ||
    mocking.test(name) ||
    call.callee.slice(-2).join('.') === 'createRequire.()';
  if (!isRequire) return undefined;
  const first = call.positional[0];
  return first !== undefined && 'text' in first ? first.text : undefined;
}

function callFact(node: Node): CallFact {
  const callee = node.childForFieldName('function') ?? node.childForFieldName('constructor');
  const name = callee?.childForFieldName('property') ?? callee ?? node;
  const fact: CallFact = {
    line: name.startPosition.row + 1,
    callee: callee === null ? ['?'] : javascriptName(callee),
    positional: [],
    keywords: {},
  };
  const list = node.childForFieldName('arguments');
  // A tagged template is a call without a list of arguments.
  if (list?.type !== 'arguments') return fact;
  for (const child of list.namedChildren) {
    if (child.type === 'comment') continue;
    fact.positional.push(javascriptValue(child));
    if (child.type === 'object') readKeywords(child, fact.keywords);
  }
  return fact;
}

/** Properties of an options object are JavaScript's keyword arguments. */
function readKeywords(object: Node, keywords: Record<string, Value>): void {
  for (const pair of object.namedChildren) {
    const shorthand = pair.type === 'shorthand_property_identifier';
    if (!shorthand && pair.type !== 'pair') continue;
    const key = shorthand ? pair : pair.childForFieldName('key');
    const value = shorthand ? pair : pair.childForFieldName('value');
    if (key === null || value === null) continue;
    Object.defineProperty(keywords, key.type === 'string' ? stringValue(key) : key.text, {
      value: shorthand ? { name: pair.text } : javascriptValue(value),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
}

function javascriptName(node: Node, most = longestCallee): string[] {
  if (most === 0) return ['?'];
  switch (node.type) {
    case 'identifier':
    case 'this':
    case 'super':
    case 'import':
    case 'property_identifier':
    case 'private_property_identifier':
      return [node.text];
    case 'member_expression': {
      const owner = node.childForFieldName('object');
      const property = node.childForFieldName('property');
      return [
        ...(owner === null ? ['?'] : javascriptName(owner, most - 1)),
        ...(property === null ? ['?'] : [property.text]),
      ];
    }
    case 'call_expression': {
      const inner = node.childForFieldName('function');
      return [...(inner === null ? ['?'] : javascriptName(inner, most - 1)), '()'];
    }
    case 'subscript_expression': {
      const inner = node.childForFieldName('object');
      return [...(inner === null ? ['?'] : javascriptName(inner, most - 1)), '[]'];
    }
    case 'parenthesized_expression':
    case 'non_null_expression':
    case 'await_expression': {
      const inner = node.namedChildren.find((child) => child.type !== 'comment');
      return inner === undefined ? ['?'] : javascriptName(inner, most - 1);
    }
    default:
      return ['?'];
  }
}

function javascriptValue(node: Node): Value {
  switch (node.type) {
    case 'string':
      return { text: stringValue(node) };
    case 'template_string': {
      const fixed = node.namedChildren.every((part) => part.type !== 'template_substitution');
      return fixed ? { text: stringValue(node) } : undefined;
    }
    case 'identifier':
    case 'member_expression':
      return { name: javascriptName(node).join('.') };
    case 'true':
    case 'false':
    case 'null':
    case 'undefined':
      return { name: node.text };
    default:
      return undefined;
  }
}

/** What stands between the quotes. */
function stringValue(node: Node): string {
  return node.text.slice(1, -1);
}
