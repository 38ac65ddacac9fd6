import { setMember } from './copy.ts';

const numberPattern = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const spacePattern = /[ \t\n\r]*/y;
/** Control characters are let through here and refused by JSON.parse. */
const stringPattern = /"(?:[^"\\]|\\.)*"/sy;
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
 * @throws {SyntaxError} with the offset of what it did not expect
 */
export function parseTolerant(text: string): unknown {
  let at = 0;

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
    stringPattern.lastIndex = at;
    if (!stringPattern.test(text)) fail();
    const quoted = text.slice(at, stringPattern.lastIndex);
    const value = JSON.parse(quoted) as string;
    at = stringPattern.lastIndex;
    return value;
  }

  function number(): number | bigint {
    numberPattern.lastIndex = at;
    const match = numberPattern.exec(text);
    if (!match) fail();
    at = numberPattern.lastIndex;
    const value = Number(match[0]);
    const whole = match[1] === undefined && match[2] === undefined;
    return whole && !Number.isSafeInteger(value) ? BigInt(match[0]) : value;
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
    skip();
    const found = bare();
    skip();
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
