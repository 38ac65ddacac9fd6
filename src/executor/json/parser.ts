import { setMember } from './copy.ts';
import { mostDigits } from './data.ts';

const numberPattern = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const spacePattern = /[ \t\n\r]*/y;
/** Python neither writes nor reads what is nested deeper. */
const deepestNesting = 1000;
const words: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
];

/**
 * A whole JSON parser for the texts that JSON.parse would refuse (NaN, Infinity) or round (integers
 * beyond 2^53, which become bigint). Its strings are still read by JSON.parse.
 * @throws {SyntaxError} with the offset of what it did not expect, or naming the limit that is passed
 */
export function parseTolerant(text: string): unknown {
  let at = 0;
  let nesting = 0;

  function fail(): never {
    const found = at < text.length ? `'${text.charAt(at)}'` : 'the end';
    throw new SyntaxError(`Unexpected ${found} at offset ${at} of the JSON text`);
  }

  function skip(): void {
    spacePattern.lastIndex = at;
    spacePattern.test(text);
    at = spacePattern.lastIndex;
  }

  function take(expected: string): boolean {
    if (text.charAt(at) !== expected) return false;
    at += 1;
    return true;
  }

  function string(): string {
    if (text.charAt(at) !== '"') fail();
    // Not by a pattern: over the millions of escapes of a large inner message its stack overflows.
    let end = at;
    do {
      end = text.indexOf('"', end + 1);
      if (end < 0) {
        at = text.length;
        fail();
      }
    } while (isEscaped(text, end));
    // Control characters and wrong escapes are refused here.
    const value = JSON.parse(text.slice(at, end + 1)) as string;
    at = end + 1;
    return value;
  }

  function number(): number | bigint {
    numberPattern.lastIndex = at;
    const match = numberPattern.exec(text);
    if (!match) fail();
    at = numberPattern.lastIndex;
    const value = Number(match[0]);
    const whole = match[1] === undefined && match[2] === undefined;
    if (!whole || Number.isSafeInteger(value)) return value;
    if (match[0].replace('-', '').length > mostDigits) {
      throw new SyntaxError(`An integer of more than ${mostDigits} digits in the JSON text`);
    }
    return BigInt(match[0]);
  }

  function array(): unknown[] {
    const items: unknown[] = [];
    at += 1;
    skip();
    if (take(']')) return items;
    do {
      items.push(value());
    } while (take(','));
    if (!take(']')) fail();
    return items;
  }

  function object(): Record<string, unknown> {
    const members: Record<string, unknown> = {};
    at += 1;
    skip();
    if (take('}')) return members;
    do {
      skip();
      const key = string();
      skip();
      if (!take(':')) fail();
      setMember(members, key, value());
    } while (take(','));
    if (!take('}')) fail();
    return members;
  }

  /** One value and the blanks around it. */
  function value(): unknown {
    nesting += 1;
    if (nesting > deepestNesting) {
      throw new SyntaxError(`The JSON text is nested deeper than ${deepestNesting} levels`);
    }
    skip();
    const found = bare();
    skip();
    nesting -= 1;
    return found;
  }

  function bare(): unknown {
    switch (text.charAt(at)) {
      case '{':
        return object();
      case '[':
        return array();
      case '"':
        return string();
      default: {
        const word = words.find(([name]) => text.startsWith(name, at));
        if (!word) return number();
        at += word[0].length;
        return word[1];
      }
    }
  }

  const result = value();
  if (at < text.length) fail();
  return result;
}

/** Is the character behind an odd number of backslashes? */
function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === 0x5c) first -= 1;
  return (at - first) % 2 === 1;
}
