/**
 * One step of a glob. Every step takes the offsets that the steps before it can end at and gives those
 * that it can end at itself, so that no glob takes longer than its length times the path's allows:
 * a regular expression would try one way after the other.
 */
type Step = (path: string, starts: readonly number[]) => readonly number[];

/** A compiled glob. */
export interface Glob {
  /** What every path ends with that matches; a quick look. */
  suffix: string;
  matches: (path: string) => boolean;
}

/**
 * Compiles a glob over paths: `*`, `?` and `[…]` within a folder, `**` for any depth, `{a,b}` and
 * `@(a|b)`, `?(…)`, `+(…)`, `*(…)`, `!(…)` for alternatives, a backslash before a sign that is meant
 * itself. A dot is a character like any other. What opens and never closes means itself.
 */
export function compileGlob(glob: string): Glob {
  const steps = new Parser(glob).sequence('');
  const run = inSequence(steps);
  return {
    suffix: /[^*?[\]{}()|!@+\\]*$/.exec(glob)?.[0].replace(/^\/+/, '') ?? '',
    matches: (path) => run(path, [0]).includes(path.length),
  };
}

const slash = 0x2f;

function inSequence(steps: readonly Step[]): Step {
  return (path, starts) => {
    let ends = starts;
    for (const step of steps) {
      if (ends.length === 0) break;
      ends = step(path, ends);
    }
    return ends;
  };
}

function character(accepts: (char: number) => boolean): Step {
  return (path, starts) =>
    starts.flatMap((at) => {
      const char = path.charCodeAt(at);
      return at < path.length && char !== slash && accepts(char) ? [at + 1] : [];
    });
}

function literal(text: string): Step {
  return (path, starts) =>
    starts.flatMap((at) => (path.startsWith(text, at) ? [at + text.length] : []));
}

/** Any number of characters, of a folder's name or of the whole path. */
function anything(beyondFolders: boolean): Step {
  return (path, starts) => {
    const ends: number[] = [];
    let next = 0;
    for (const start of starts) {
      // Within what an earlier start came to.
      if (start < next) continue;
      for (let at = start; at <= path.length; at++) {
        ends.push(at);
        next = at + 1;
        if (!beyondFolders && path.charCodeAt(at) === slash) break;
      }
    }
    return ends;
  };
}

/** Folders, as many as there are: the beginning, and behind every slash. */
const folders: Step = (path, starts) => {
  const [first] = starts;
  if (first === undefined) return [];
  const ends = new Set(starts);
  for (let at = path.indexOf('/', first); at >= 0; at = path.indexOf('/', at + 1)) ends.add(at + 1);
  return sorted(ends);
};

/** `a/**` is also the file `a`. */
const below: Step = (path, starts) =>
  starts.some((at) => at === path.length || path.charCodeAt(at) === slash) ? [path.length] : [];

function sorted(offsets: Iterable<number>): number[] {
  return [...offsets].sort((a, b) => a - b);
}

function anyOf(alternatives: readonly Step[]): Step {
  return (path, starts) =>
    sorted(new Set(alternatives.flatMap((alternative) => alternative(path, starts))));
}

function repeated(inner: Step, least: 0 | 1): Step {
  return (path, starts) => {
    const ends = new Set<number>(least === 0 ? starts : []);
    let fresh = starts;
    while (fresh.length > 0) {
      fresh = inner(path, fresh).filter((at) => !ends.has(at));
      for (const at of fresh) ends.add(at);
    }
    return sorted(ends);
  };
}

/** What none of the alternatives is, within a folder's name. */
function noneOf(inner: Step): Step {
  const any = anything(false);
  return (path, starts) => {
    const ends = new Set<number>();
    for (const start of starts) {
      const taken = new Set(inner(path, [start]));
      for (const at of any(path, [start])) if (!taken.has(at)) ends.add(at);
    }
    return sorted(ends);
  };
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
      if (until.includes(char) && char !== '') break;
      if (char === '\\') {
        plain += this.#glob.charAt(this.#at + 1);
        this.#at += 2;
        continue;
      }
      if (char === '/' && /^\/\*\*$/.test(this.#glob.slice(this.#at))) {
        add(below);
        this.#at += 3;
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
    return alternatives !== undefined && alternatives.length > 1 ? anyOf(alternatives) : undefined;
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
    const whole = (start === 0 || '/{,(|'.includes(before)) && this.#at - start === 2;
    if (whole && after === '/') {
      this.#at++;
      return folders;
    }
    return anything(whole && (after === '' || ',}|)'.includes(after)));
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

function group(sign: string, inner: Step): Step {
  switch (sign) {
    case '+':
      return repeated(inner, 1);
    case '*':
      return repeated(inner, 0);
    case '?':
      return (path, starts) => sorted(new Set([...starts, ...inner(path, starts)]));
    case '!':
      return noneOf(inner);
    default:
      return inner;
  }
}
