/** What a requirement says of versions. */
export interface Lowest {
  /** The lowest version that it allows; undefined: any. */
  from?: string;
  /** What it allows stands elsewhere: in a workspace, a property, at an address. */
  elsewhere?: true;
}

const comparator =
  /\s*(===?|=|~=|~>|>=|<=|!=|<>|\^|~|<|>)?\s*v?((?:\d+!)?\d[\w.+*!-]*|[*xX](?![\w-]))\s*/y;

/**
 * The lowest version of a constraint, as pip, npm, Cargo, Composer, Go and RubyGems write them: comparators
 * that must all hold, parted by commas or blanks, `||` (Composer: `|`) between those of which one must. A
 * version by itself is the lowest, whether its tool takes it for exact, for compatible or for a minimum.
 */
export function lowestOf(constraint: string): Lowest {
  const text = constraint.trim();
  if (text === '') return {};
  const ways = text.split(/\|\|?/).map(lowestOfAll);
  if (ways.some((one) => one.elsewhere)) return { elsewhere: true };
  const lowest = ways.flatMap(({ from }) => from ?? []);
  return lowest.length < ways.length ? {} : withFrom(leastOf(lowest));
}

function leastOf(versions: readonly string[]): string | undefined {
  return versions.toSorted(compareVersions)[0];
}

function lowestOfAll(text: string): Lowest {
  // `1.2 - 2.0`: what stands behind is the highest; `@dev` says how stable.
  const bare = text.replace(/\s-\s+\S+/, '').replace(/@\w+\s*$/, '');
  let from: string | undefined;
  comparator.lastIndex = 0;
  let at = 0;
  while (at < bare.length) {
    comparator.lastIndex = at;
    const match = comparator.exec(bare);
    if (match === null || match[0] === '')
      return /^[\s,]*$/.test(bare.slice(at)) ? withFrom(from) : { elsewhere: true };
    const [whole, sign = '', written = ''] = match;
    at += whole.length;
    while (bare.charAt(at) === ',' || bare.charAt(at) === ' ') at++;
    if (/^(?:<|<=|!=|<>)$/.test(sign)) continue;
    const version = written.replace(/(?:^|\.)[*xX].*$/, '');
    if (version !== '' && (from === undefined || compareVersions(version, from) > 0))
      from = version;
  }
  return withFrom(from);
}

function withFrom(from: string | undefined): Lowest {
  return from === undefined ? {} : { from };
}

/** `[1.0,2.0)`, `(,1.0]` and `1.0` of Maven, Gradle and NuGet; several ranges: one of them. */
export function lowestOfRange(text: string): Lowest {
  const bare = text.trim();
  if (bare === '') return {};
  const ranges = [...bare.matchAll(/[[(\]]\s*([^,[\]()]*)(?:,[^[\]()]*)?[\])[]/g)];
  if (ranges.length === 0) {
    if (/^[*+]$/.test(bare)) return {};
    return /^v?\d[\w.+*!-]*$/.test(bare)
      ? { from: bare.replace(/\.?[+*]$/, '') }
      : { elsewhere: true };
  }
  const starts = ranges.map(([, start = '']) => start.trim());
  if (starts.includes('')) return {};
  return withFrom(leastOf(starts));
}

/** What comes before its release: 1.0rc1, 1.0.dev3, 1.0-SNAPSHOT. */
const before =
  /^[-._]?(?:a|alpha|b|beta|c|rc|cr|pre|preview|dev|m|milestone|snapshot|canary|next)(?![a-z])/i;
const behind = /^[-._]?(?:post|rev|r|sp|p|patch|pl|final|ga|release|jre|android)(?![a-z])/i;

/**
 * Negative where `a` is the lower. Numbers are compared as numbers, what is missing is 0; then what comes
 * before a release, the release, and what comes behind it. What is built of it (`+…`) is not told apart.
 */
export function compareVersions(a: string, b: string): number {
  const one = partsOf(a);
  const other = partsOf(b);
  const length = Math.max(one.numbers.length, other.numbers.length);
  for (let i = 0; i < length; i++) {
    const difference = (one.numbers[i] ?? 0) - (other.numbers[i] ?? 0);
    if (difference !== 0) return difference;
  }
  if (one.rank !== other.rank) return one.rank - other.rank;
  return one.rest.localeCompare(other.rest, 'en', { numeric: true });
}

function partsOf(version: string): { numbers: number[]; rank: number; rest: string } {
  const [, epoch = '0', release = '', rest = ''] =
    /^\s*v?(?:(\d+)!)?(\d+(?:\.\d+)*)?(.*)$/s.exec(version.replace(/\+.*$/s, '')) ?? [];
  const isBehind = behind.test(rest);
  const isBefore = !isBehind && (before.test(rest) || rest.startsWith('-'));
  return {
    numbers: [epoch, ...release.split('.')].map(Number),
    rank: isBefore
      ? /^[-._]?dev/i.test(rest)
        ? -2
        : -1
      : isBehind && !/final|ga|release|jre|android/i.test(rest)
        ? 1
        : 0,
    rest: isBefore || isBehind ? rest.toLowerCase().replace(/^[-._]/, '') : '',
  };
}
