import { Document, LineCounter, isNode, isScalar, parseDocument, visit, type Node } from 'yaml';
import { mostFaults, type Problem } from '../ground/problem.ts';
import { yamlErrors } from './yaml-error.ts';
import { deepestNesting, tooDeepAt } from './yaml-nesting.ts';

/** Aliases of one file, and values that they may come to. */
const mostAliases = 100;

/** A position in a text, one-based. */
export interface Position {
  line: number;
  column: number;
}

/** What is wrong with a text, and where. */
type Fault = Position & Pick<Problem, 'message' | 'hint' | 'code'>;

/** What is wrong with a key beside those that its mapping has before it; `name` where it is a word. */
function faultOfKey(
  name: string | undefined,
  before: ReadonlySet<string>,
): Pick<Problem, 'message' | 'hint' | 'code'> | undefined {
  if (name === undefined) {
    return {
      message: 'a key is no word, but a list, a mapping or an alias',
      hint: 'write a word before the colon',
      code: 'yaml',
    };
  }
  // JavaScript's objects cannot hold it as a key like others: it would be dropped unsaid.
  if (name === '__proto__') {
    const message = 'the key `__proto__` is not read';
    return { message, hint: 'choose another name', code: 'schema' };
  }
  if (!before.has(name)) return undefined;
  const message = `Map keys must be unique: \`${name.slice(0, 60)}\``;
  return { message, hint: 'write each key once', code: 'duplicate-id' };
}

/** What the parser makes of a text. */
export class YamlDocument {
  /**
   * Undefined where the text is no YAML, or too much. A key that is told as faulty is left out, so that
   * what is wrong with the rest is told beside it.
   */
  readonly value: unknown;
  readonly faults: Fault[] = [];
  /** Without the keys that are told as faulty. */
  readonly document: Document | Document.Parsed;
  readonly #lines = new LineCounter();

  constructor(text: string) {
    this.document = new Document();
    const line = tooDeepAt(text);
    if (line !== undefined) {
      const hint = `at most ${deepestNesting} levels are read`;
      this.faults.push({ line, column: 1, message: 'nested too deeply', hint, code: 'yaml' });
      return;
    }
    // Whether keys are unique is seen below, in one pass.
    this.document = parseDocument(text, {
      lineCounter: this.#lines,
      prettyErrors: false,
      uniqueKeys: false,
      // What it would say on its own goes past the guard of the terminal.
      logLevel: 'error',
    });
    const errors = yamlErrors(this.document.errors, (offset) => this.at(offset).line);
    for (const { offset, message, hint } of errors.slice(0, mostFaults)) {
      this.faults.push({ ...this.at(offset), message, hint, code: 'yaml' });
    }
    if (this.faults.length > 0) return;
    this.faults.push(...this.#circle());
    if (this.faults.length > 0) return;
    this.faults.push(...this.#faultyKeys());
    if (this.faults.length >= mostFaults) return;
    try {
      this.value = this.document.toJS({ maxAliasCount: mostAliases });
    } catch (error) {
      // An alias of what stood under a faulty key.
      if (this.faults.length > 0) return;
      const message = error instanceof Error ? error.message : String(error);
      const place = this.start(this.document.contents) ?? { line: 1, column: 1 };
      this.faults.push({ ...place, message, hint: 'write the values out', code: 'yaml' });
    }
  }

  /** Where a letter of the text stands. */
  at(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  }

  /** Where a value or a key begins; undefined of what was not written. */
  start(node: unknown): Position | undefined {
    return isNode(node) && node.range ? this.at(node.range[0]) : undefined;
  }

  /** Every key that a mapping has twice, or cannot have; it is taken out. */
  #faultyKeys(): Fault[] {
    const faults: Fault[] = [];
    visit(this.document, {
      Map: (_, map) => {
        const seen = new Set<string>();
        map.items = map.items.filter(({ key }) => {
          if (faults.length >= mostFaults) return true;
          const name = isScalar(key) ? String(key.value) : undefined;
          const fault = faultOfKey(name, seen);
          if (name !== undefined) seen.add(name);
          if (fault === undefined) return true;
          faults.push({ ...(this.start(key) ?? this.at(0)), ...fault });
          return false;
        });
      },
    });
    return faults;
  }

  /** An alias that stands within what it repeats, or one too many: to find what it repeats takes long. */
  #circle(): Fault[] {
    const faults: Fault[] = [];
    const tell = (alias: Node, message: string) => {
      const place = this.start(alias) ?? this.at(0);
      faults.push({ ...place, message, hint: 'write the values out', code: 'yaml' });
      return visit.BREAK;
    };
    let aliases = 0;
    visit(this.document, {
      Alias: (_, alias, path) => {
        if (++aliases > mostAliases) return tell(alias, `more than ${mostAliases} aliases`);
        const target = alias.resolve(this.document);
        if (target === undefined || !path.includes(target)) return undefined;
        return tell(alias, `\`*${alias.source}\` stands within what it repeats`);
      },
    });
    return faults;
  }
}
