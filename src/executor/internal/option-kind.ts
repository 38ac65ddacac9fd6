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
  /** What is wrong with the members of a value that is accepted; a sentence each. */
  readonly inside?: (path: string, value: unknown) => readonly string[];
  /** It must not be left out. */
  readonly isNeeded?: true;
}

/** The same, for what must not be left out. */
export function needed<Value>(kind: OptionKind<Value>): OptionKind<Value> {
  return { ...kind, isNeeded: true };
}

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

/** The longest delay of a timer, and less than the longest expiration at a broker: 24 days. */
export const longestMs = 2_147_483_647;

/** A time limit or a wait; a longer one would be over at once. */
export function milliseconds(limits: { least: number } | { above: number }): OptionKind<number> {
  return number({ ...limits, most: longestMs }, 'a number of milliseconds');
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

/** A text, perhaps an empty one. */
export const anyText: OptionKind<string> = {
  expected: 'a text',
  accepts: (value): value is string => typeof value === 'string',
  fromText: (given) => given,
};

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
