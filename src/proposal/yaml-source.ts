import { Document, LineCounter, isMap, isNode, isPair, isScalar, parseDocument, visit } from 'yaml';
import { mostFaults, type Problem, type ProblemCode } from '../ground/problem.ts';
import { yamlErrors } from './yaml-error.ts';

/** Aliases of one file, and values that they may come to. */
const mostAliases = 100;

/** Lists and mappings within each other, and brackets on one line. */
const deepestNesting = 64;

/** The first line on which YAML nests deeper than the parser, which goes down by recursion, may be led. */
function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  for (const [i, line] of text.split('\n').entries()) {
    // A key in the first column is outside of every bracket, whatever a plain text before it held.
    if (/^[A-Za-z]/.test(line)) depth = 0;
    const indented = /^(?: |- |\? )*/.exec(line)?.[0].length ?? 0;
    for (const [mark] of withoutQuoted(line).matchAll(/[[\]{}]/g)) {
      depth = Math.max(0, depth + (mark === '[' || mark === '{' ? 1 : -1));
      if (depth > deepestNesting) return i + 1;
    }
    if (indented > 2 * deepestNesting || /^ *(?:[-?] +){33}/.test(line)) return i + 1;
  }
  return undefined;
}

/** A line without its quoted texts, in time that grows with its length; a quote that does not end is none. */
function withoutQuoted(line: string): string {
  const kept: string[] = [];
  const endless = new Set<string>();
  const marks = /["']/g;
  let from = 0;
  for (let found = marks.exec(line); found !== null; found = marks.exec(line)) {
    const [mark] = found;
    if (endless.has(mark)) continue;
    const quoted = mark === '"' ? /(?:[^"\\]|\\.)*"/y : /[^']*'/y;
    quoted.lastIndex = found.index + 1;
    if (quoted.test(line)) {
      kept.push(line.slice(from, found.index));
      from = marks.lastIndex = quoted.lastIndex;
    } else endless.add(mark);
  }
  return [...kept, line.slice(from)].join('');
}

/** A position in a file, one-based. */
interface Position {
  line: number;
  column: number;
}

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

/** YAML with the place of every value, so that a fault found later still names its line. */
export class YamlSource {
  readonly file: string;
  /**
   * Undefined where the text is no YAML, or too much. A key that is told as faulty is left out, so that
   * what is wrong with the rest is told beside it.
   */
  readonly value: unknown;
  readonly problems: Problem[];
  readonly #document: Document | Document.Parsed;
  readonly #lines = new LineCounter();
  readonly #lineOffset: number;

  /** `lineOffset`: lines of the file before the YAML begins (1 for front matter after `---`). */
  constructor(file: string, text: string, lineOffset = 0) {
    this.file = file;
    this.#lineOffset = lineOffset;
    this.problems = [];
    this.#document = new Document();
    const tooDeep = tooDeepAt(text);
    if (tooDeep !== undefined) {
      this.problems.push({
        file,
        ...this.#at(0),
        line: tooDeep + lineOffset,
        message: 'nested too deeply',
        hint: `at most ${deepestNesting} levels are read`,
        code: 'yaml',
      });
      return;
    }
    // Whether keys are unique is seen below, in one pass.
    this.#document = parseDocument(text, {
      lineCounter: this.#lines,
      prettyErrors: false,
      uniqueKeys: false,
      // What it would say on its own goes past the guard of the terminal.
      logLevel: 'error',
    });
    const errors = yamlErrors(this.#document.errors, (offset) => this.#at(offset).line);
    for (const { offset, message, hint } of errors.slice(0, mostFaults)) {
      this.problems.push({ file, ...this.#at(offset), message, hint, code: 'yaml' });
    }
    if (this.problems.length > 0) return;
    this.problems.push(...this.#circle());
    if (this.problems.length > 0) return;
    this.problems.push(...this.#faultyKeys());
    if (this.problems.length >= mostFaults) return;
    try {
      this.value = this.#document.toJS({ maxAliasCount: mostAliases });
    } catch (error) {
      // An alias of what stood under a faulty key.
      if (this.problems.length > 0) return;
      const message = error instanceof Error ? error.message : String(error);
      this.problems.push(this.problem([], 'yaml', message, 'write the values out'));
    }
  }

  /** Every key that a mapping has twice, or cannot have; it is taken out. */
  #faultyKeys(): Problem[] {
    const problems: Problem[] = [];
    visit(this.#document, {
      Map: (_, map) => {
        const seen = new Set<string>();
        map.items = map.items.filter(({ key }) => {
          if (problems.length >= mostFaults) return true;
          const name = isScalar(key) ? String(key.value) : undefined;
          const fault = faultOfKey(name, seen);
          if (name !== undefined) seen.add(name);
          if (fault === undefined) return true;
          const at = this.#at((isNode(key) ? key.range?.[0] : undefined) ?? 0);
          problems.push({ file: this.file, ...at, ...fault });
          return false;
        });
      },
    });
    return problems;
  }

  /** An alias that stands within what it repeats, or one too many: to find what it repeats takes long. */
  #circle(): Problem[] {
    const problems: Problem[] = [];
    let aliases = 0;
    visit(this.#document, {
      Alias: (_, alias, path) => {
        if (++aliases > mostAliases) {
          problems.push({
            file: this.file,
            ...this.#at(alias.range?.[0] ?? 0),
            message: `more than ${mostAliases} aliases`,
            hint: 'write the values out',
            code: 'yaml',
          });
          return visit.BREAK;
        }
        const target = alias.resolve(this.#document);
        if (target === undefined || !path.includes(target)) return undefined;
        const start = alias.range?.[0] ?? 0;
        problems.push({
          file: this.file,
          ...this.#at(start),
          message: `\`*${alias.source}\` stands within what it repeats`,
          hint: 'write the values out',
          code: 'yaml',
        });
        return visit.BREAK;
      },
    });
    return problems;
  }

  #at(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(1, line) + this.#lineOffset, column: Math.max(1, col) };
  }

  /** Where a value stands, or the nearest value around it; `key` asks for a key of it instead. */
  position(path: readonly PropertyKey[], key?: string): Position {
    for (let depth = path.length; depth >= 0; depth--) {
      const node = this.#document.getIn(path.slice(0, depth), true);
      if (!isNode(node)) continue;
      if (depth === path.length && key !== undefined && isMap(node)) {
        const pair = node.items.find(
          (item) => isPair(item) && isNode(item.key) && String(item.key) === key,
        );
        if (pair !== undefined && isNode(pair.key) && pair.key.range) {
          return this.#at(pair.key.range[0]);
        }
      }
      if (node.range) return this.#at(node.range[0]);
    }
    return { line: 1 + this.#lineOffset, column: 1 };
  }

  problem(
    path: readonly PropertyKey[],
    code: ProblemCode,
    message: string,
    hint: string,
    key?: string,
  ): Problem {
    return { file: this.file, ...this.position(path, key), message, hint, code };
  }
}
