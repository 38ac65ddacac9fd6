import {
  anyOf,
  anything,
  below,
  character,
  folders,
  group,
  inSequence,
  literal,
  type Step,
} from './glob-step.ts';

/** A compiled glob. */
export interface Glob {
  /** Every path that matches ends with one of these; a quick look. */
  suffixes: readonly string[];
  /** And begins with one of these. */
  prefixes: readonly string[];
  matches: (path: string) => boolean;
}

/**
 * Compiles a glob over paths: `*`, `?` and `[…]` within a folder, `**` for any depth, `{a,b}` and
 * `@(a|b)`, `?(…)`, `+(…)`, `*(…)`, `!(…)` for alternatives, a backslash before a sign that is meant
 * itself. A dot is a character like any other. What opens and never closes means itself.
 */
export function compileGlob(glob: string): Glob {
  // What is asked of a file's name alone, in any folder, begins behind the last slash.
  const name = /^(?:\*\*\/)+([^/]+)$/.exec(glob)?.[1];
  const isName = name?.includes('**') === false;
  const run = inSequence(new Parser(isName ? name : glob).sequence(''));
  return {
    ...{ suffixes: suffixesOf(glob), prefixes: prefixesOf(glob) },
    matches: (path) => run(path, [isName ? path.lastIndexOf('/') + 1 : 0]).includes(path.length),
  };
}

/** The plain ends of a glob, of each of its last alternatives. */
function suffixesOf(glob: string): string[] {
  const [, before, inside] = /^(.*)\{([^{}()[\]\\]*,[^{}()[\]\\]*)\}$/s.exec(glob) ?? [];
  // A brace that is meant itself opens nothing.
  if (before === undefined || inside === undefined || before.endsWith('\\'))
    return [plainEnd(glob)];
  return inside.split(',').map((one) => plainEnd(before + one));
}

/** The plain beginnings of a glob, of each of its first alternatives. */
function prefixesOf(glob: string): string[] {
  const [, inside, behind] = /^\{([^{}()[\]\\]*,[^{}()[\]\\]*)\}(.*)$/s.exec(glob) ?? [];
  if (inside === undefined || behind === undefined) return [plainBeginning(glob)];
  return inside.split(',').map((one) => plainBeginning(one + behind));
}

/** `a/**` is also the file `a`. */
function plainBeginning(glob: string): string {
  return (
    /^[^*?[\]{}()|!@+\\]*/
      .exec(glob)?.[0]
      .replace(/\/+$/, (end) => (glob.includes('**') ? '' : end)) ?? ''
  );
}

function plainEnd(glob: string): string {
  return /[^*?[\]{}()|!@+\\]*$/.exec(glob)?.[0].replace(/^\/+/, '') ?? '';
}

/** Does a path hold against the glob? */
export function holds({ suffixes, prefixes, matches }: Glob, path: string): boolean {
  return (
    suffixes.some((end) => path.endsWith(end)) &&
    prefixes.some((beginning) => path.startsWith(beginning)) &&
    matches(path)
  );
}

class Parser {
  readonly #glob: string;
  #at = 0;

  constructor(glob: string) {
    this.#glob = glob;
  }

  /** Up to one of the signs of `until`, or to the end. */
  sequence(until: string): Step[] {
    const steps: Step[] = [];
    let plain = '';
    const add = (step: Step) => {
      if (plain !== '') steps.push(literal(plain));
      plain = '';
      steps.push(step);
    };
    while (this.#at < this.#glob.length) {
      const char = this.#glob.charAt(this.#at);
      if (until.includes(char)) break;
      if (char === '\\') {
        plain += this.#glob.charAt(this.#at + 1);
        this.#at += 2;
        continue;
      }
      const rest = char === '/' ? /^(?:\/\*\*)+$/.exec(this.#glob.slice(this.#at)) : null;
      if (rest !== null) {
        add(below);
        this.#at += rest[0].length;
        continue;
      }
      const step = this.#special(char);
      if (step === undefined) {
        plain += char;
        this.#at++;
      } else add(step);
    }
    if (plain !== '') steps.push(literal(plain));
    return steps;
  }

  #special(char: string): Step | undefined {
    if ('@?+*!'.includes(char) && this.#glob.charAt(this.#at + 1) === '(') {
      const alternatives = this.#group(2, '|', ')');
      if (alternatives !== undefined) return group(char, anyOf(alternatives));
    }
    if (char === '*') return this.#stars();
    if (char === '?') {
      this.#at++;
      return character(() => true);
    }
    if (char === '[') return this.#class();
    if (char !== '{') return undefined;
    const alternatives = this.#group(1, ',', '}');
    return alternatives && anyOf(alternatives);
  }

  /** The alternatives of a group whose signs take `open` characters; undefined if it never closes. */
  #group(open: number, between: string, close: string): Step[] | undefined {
    const start = this.#at;
    const alternatives: Step[] = [];
    this.#at += open;
    for (;;) {
      alternatives.push(inSequence(this.sequence(between + close)));
      const char = this.#glob.charAt(this.#at++);
      if (char === close && (close !== '}' || alternatives.length > 1)) return alternatives;
      if (char !== between) {
        this.#at = start;
        return undefined;
      }
    }
  }

  #stars(): Step {
    const start = this.#at;
    while (this.#glob.charAt(this.#at) === '*') this.#at++;
    const before = this.#glob.charAt(start - 1);
    const after = this.#glob.charAt(this.#at);
    // At an end of the glob there is no character, and every text includes an empty one.
    const whole = '/{,(|'.includes(before) && this.#at - start === 2;
    if (whole && after === '/') {
      this.#at++;
      return folders;
    }
    return anything(whole && ',}|)'.includes(after));
  }

  #class(): Step | undefined {
    const parts = /^\[([!^]?)(\]?[^\]]*)\]/.exec(this.#glob.slice(this.#at));
    if (parts === null) return undefined;
    const [text, negated = '', content = ''] = parts;
    if (content === '') return undefined;
    this.#at += text.length;
    const ranges: [number, number][] = [];
    for (let at = 0; at < content.length; at++) {
      const from = content.charCodeAt(at);
      const isRange = content.charAt(at + 1) === '-' && at + 2 < content.length;
      ranges.push([from, isRange ? content.charCodeAt(at + 2) : from]);
      if (isRange) at += 2;
    }
    const holds = (char: number) => ranges.some(([from, to]) => char >= from && char <= to);
    return character((char) => holds(char) !== (negated !== ''));
  }
}
