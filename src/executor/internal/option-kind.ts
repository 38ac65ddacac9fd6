/**
 * What an option may be, asked at run time: the compiler does not see what JavaScript, a
 * configuration file or a URL gives. One wording, and everything that is wrong is told at once.
 */

/** The values that an option takes. */
export interface OptionKind<Value> {
  /** The end of "Expected `name` to be …". */
  readonly expected: string;
  readonly accepts: (value: unknown) => value is Value;
  /** The value that a text means, for options of a URL; undefined if it means none. */
  readonly fromText: (text: string) => Value | undefined;
}

const noText = (): undefined => undefined;

/** True or false, in the words of oslo.config, which takes these, in any case, and no others. */
export const boolean: OptionKind<boolean> = {
  expected: 'true or false',
  accepts: (value) => typeof value === 'boolean',
  fromText: (text) => booleanWords.get(text.toLowerCase()),
};

const booleanWords = new Map<string, boolean>([
  ...['true', '1', 'yes', 'on'].map((word) => [word, true] as const),
  ...['false', '0', 'no', 'off'].map((word) => [word, false] as const),
]);

/** The limits of a number, both allowed themselves unless `above` is given instead of `least`. */
export interface NumberLimits {
  readonly least?: number;
  readonly above?: number;
  readonly most?: number;
}

/** A finite number. */
export function number(limits: NumberLimits = {}, unit = 'a number'): OptionKind<number> {
  return {
    expected: unit + limitText(limits),
    accepts: (value): value is number =>
      typeof value === 'number' && Number.isFinite(value) && isWithin(value, limits),
    fromText: (text) => (text.trim() === '' ? undefined : Number(text)),
  };
}

/** A whole number that a double holds exactly. */
export function integer(limits: NumberLimits = {}, unit = 'an integer'): OptionKind<number> {
  return {
    expected: unit + limitText(limits),
    accepts: (value) => Number.isSafeInteger(value) && isWithin(value as number, limits),
    fromText: (text) => (/^\s*[-+]?\d+\s*$/.test(text) ? Number(text) : undefined),
  } as OptionKind<number>;
}

function isWithin(value: number, { least, above, most }: NumberLimits): boolean {
  return (
    value >= (least ?? -Infinity) && value > (above ?? -Infinity) && value <= (most ?? Infinity)
  );
}

function limitText({ least, above, most }: NumberLimits): string {
  const low = least !== undefined ? ` >= ${least}` : above !== undefined ? ` > ${above}` : '';
  if (most === undefined) return low;
  return low === '' ? ` <= ${most}` : `${low} and <= ${most}`;
}

/** A text that is not empty. */
export const text: OptionKind<string> = {
  expected: 'a text that is not empty',
  accepts: (value): value is string => typeof value === 'string' && value !== '',
  fromText: (given) => given,
};

/** One of some words; a text may write them in another case. */
export function choice<const Word extends string>(words: readonly Word[]): OptionKind<Word> {
  return {
    expected: `one of ${words.map((word) => `'${word}'`).join(', ')}`,
    accepts: (value) => (words as readonly unknown[]).includes(value),
    fromText: (given) => words.find((word) => word.toLowerCase() === given.trim().toLowerCase()),
  } as OptionKind<Word>;
}

/** Anything that can be called. */
export const callable: OptionKind<(...args: never) => unknown> = {
  expected: 'a function',
  accepts: (value): value is (...args: never) => unknown => typeof value === 'function',
  fromText: noText,
};

/** An object, such as one with more options; not a list. */
export const object: OptionKind<object> = {
  expected: 'an object',
  accepts: (value): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value),
  fromText: noText,
};

export const abortSignal: OptionKind<AbortSignal> = {
  expected: 'an AbortSignal',
  accepts: (value) => value instanceof AbortSignal,
  fromText: noText,
};

/** A list whose items are all of one kind. */
export function list<Item>(item: OptionKind<Item>): OptionKind<readonly Item[]> {
  return {
    expected: `a list, each item ${item.expected}`,
    accepts: (value): value is readonly Item[] =>
      Array.isArray(value) && value.every((each) => item.accepts(each)),
    fromText: noText,
  };
}

/** What a value is, for "got …": short, and with its type where the text alone misleads. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') {
    // It may be a transport URL in a wrong place, with a password in it.
    if (value.includes('@')) return 'a text';
    return `'${value.length > 40 ? `${value.slice(0, 40)}…` : value}' (string)`;
  }
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  const primitive = value as number | bigint | boolean | symbol;
  return `${primitive.toString()} (${typeof value})`;
}

/**
 * Checks the options that somebody gave; those left out, or undefined, are fine.
 * @param what whose options they are, for the error when they are no object: `the RPC server`
 * @throws {TypeError} naming every option that cannot be used, what is allowed, and what it was
 */
export function checkOptions(
  what: string,
  options: unknown,
  kinds: Readonly<Record<string, OptionKind<unknown>>>,
): void {
  if (!object.accepts(options)) {
    throw new TypeError(`Expected the options of ${what} to be an object, got ${shown(options)}.`);
  }
  const faults: string[] = [];
  for (const [name, kind] of Object.entries(kinds)) {
    const value = (options as Readonly<Record<string, unknown>>)[name];
    if (value === undefined || kind.accepts(value)) continue;
    faults.push(`Expected \`${name}\` to be ${kind.expected}, got ${shown(value)}.`);
  }
  if (faults.length > 0) throw new TypeError(faults.join('\n'));
}
