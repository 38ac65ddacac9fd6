/**
 * One step of a glob. Every step takes the offsets that the steps before it can end at and gives those
 * that it can end at itself, so that no glob takes longer than its length times the path's allows:
 * a regular expression would try one way after the other.
 */
export type Step = (path: string, starts: readonly number[]) => readonly number[];

const slash = 0x2f;

export function inSequence(steps: readonly Step[]): Step {
  return (path, starts) => {
    let ends = starts;
    for (const step of steps) {
      if (ends.length === 0) break;
      ends = step(path, ends);
    }
    return ends;
  };
}

export function character(accepts: (char: number) => boolean): Step {
  return (path, starts) =>
    starts.flatMap((at) => {
      const char = path.charCodeAt(at);
      return at < path.length && char !== slash && accepts(char) ? [at + 1] : [];
    });
}

export function literal(text: string): Step {
  return (path, starts) =>
    starts.flatMap((at) => (path.startsWith(text, at) ? [at + text.length] : []));
}

/** Any number of characters, of a folder's name or of the whole path. */
export function anything(beyondFolders: boolean): Step {
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
export const folders: Step = (path, starts) => {
  const [first] = starts;
  if (first === undefined) return [];
  const ends = new Set(starts);
  for (let at = path.indexOf('/', first); at >= 0; at = path.indexOf('/', at + 1)) ends.add(at + 1);
  return sorted(ends);
};

/** `a/**` is also the file `a`. */
export const below: Step = (path, starts) =>
  starts.some((at) => at === path.length || path.charCodeAt(at) === slash) ? [path.length] : [];

function sorted(offsets: Iterable<number>): number[] {
  return [...offsets].sort((a, b) => a - b);
}

export function anyOf(alternatives: readonly Step[]): Step {
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

export function group(sign: string, inner: Step): Step {
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
