import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyForSending, copyJson, parseJson, stringifyJson } from './wire-json.ts';

/** Whatever JSON.parse could have made, and what Python adds. */
const wire = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false, NaN, Infinity, -Infinity),
    fc.string({ unit: 'binary' }),
    fc.double().map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.maxSafeInteger(),
    fc.bigInt().filter((number) => !Number.isSafeInteger(Number(number))),
    fc.array(tie('value')),
    fc.dictionary(fc.oneof(fc.string(), fc.constant('__proto__')), tie('value')),
  ),
})).value;

/** Without whole numbers beyond 2^53: they are written as digits, and read as bigint. */
function isStable(value: unknown): boolean {
  if (typeof value === 'number') {
    return !Number.isInteger(value) || Number.isSafeInteger(value) || String(value).includes('e');
  }
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isStable);
}

/** What an application may send: the above, and values that are converted. */
const sent = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    wire,
    fc.constant(undefined),
    fc.constant(-0),
    fc.bigInt(),
    fc.date({ noInvalidDate: true }),
    fc.array(tie('value')),
    fc.array(tie('value')).map((items) => new Set(items)),
    fc.array(fc.tuple(fc.string(), tie('value'))).map((entries) => new Map(entries)),
    fc.string().map((text) => new TextEncoder().encode(text)),
    fc.dictionary(fc.string(), tie('value')),
    fc
      .dictionary(fc.string(), tie('value'))
      .map((members) => Object.assign(Object.create(null) as object, members)),
  ),
})).value;

function* numbers(): Generator<number> {
  yield 1;
}

// eslint-disable-next-line @typescript-eslint/require-await -- its kind is what counts
async function* asyncNumbers(): AsyncGenerator<number> {
  yield 1;
}

/** What can be iterated again and again, made by hand. */
function pages(items: unknown[]): object {
  return { total: items.length, [Symbol.iterator]: () => items[Symbol.iterator]() };
}

describe('JSON for the wire', () => {
  it('reads what it has written', () => {
    fc.assert(
      fc.property(wire.filter(isStable), (value) => {
        expect(parseJson(stringifyJson(value))).toEqual(value);
      }),
    );
  });

  it('copies to the same as writing and reading', () => {
    fc.assert(
      fc.property(sent, (value) => {
        expect(copyJson(value)).toStrictEqual(parseJson(stringifyJson(value)));
      }),
    );
  });

  it('copies no symbols, which JSON knows nothing of', () => {
    const copied = copyJson({ a: 1, [Symbol('s')]: 2 }) as object;
    expect(Reflect.ownKeys(copied)).toEqual(['a']);
  });

  it('copies without sharing anything that can change', () => {
    const value = { list: [{ a: 1 }] };
    const copied = copyJson(value) as typeof value;
    value.list[0] = { a: 2 };
    expect(copied).toEqual({ list: [{ a: 1 }] });
  });

  it('reads everything that JSON.parse reads, in the same way', () => {
    const json = fc.json().filter((text) => isStable(JSON.parse(text)));
    fc.assert(
      fc.property(json, fc.constantFrom('', '[1234567890123456,', '  \n'), (text, before) => {
        // The long number sends the text through the library's own parser.
        const whole = before.startsWith('[') ? `${before}${text}]` : before + text;
        expect(parseJson(whole)).toEqual(JSON.parse(whole));
      }),
    );
  });

  it('refuses what is no JSON, whichever parser reads it', () => {
    const broken = [
      '',
      '{',
      '[1,]',
      '{"a":1,}',
      'nul',
      '01',
      '1.',
      '"\n"',
      '"\\x"',
      "'a'",
      '[1 2]',
      '{a:1}',
      '+1',
      '1e',
      'NaNa',
      '--1',
    ];
    for (const text of broken) {
      expect(() => parseJson(text), text).toThrow(SyntaxError);
      expect(() => parseJson(`[1234567890123456,${text}]`), text).toThrow(SyntaxError);
    }
  });

  it('says where an unreadable text begins to be one', () => {
    expect(() => parseJson('[1, nul]')).toThrow("Unexpected 'n' at offset 4");
    expect(() => parseJson('[1,')).toThrow('Unexpected the end at offset 3');
  });

  it('writes what can be iterated as a list of its items', () => {
    class Page {
      *[Symbol.iterator]() {
        yield* [1, { two: [2] }];
      }
    }
    for (const value of [new Page(), pages([1, { two: [2] }])]) {
      expect(stringifyJson({ a: value })).toBe('{"a":[1,{"two":[2]}]}');
      expect(copyJson({ a: value })).toEqual({ a: [1, { two: [2] }] });
    }
    expect(stringifyJson([new BigInt64Array([2n ** 60n]), Object(1n), Object('a')])).toBe(
      '[[1152921504606846976],1,"a"]',
    );
  });

  it('ends with what gives items for ever', () => {
    const endless = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: null }) }) };
    expect(() => stringifyJson(endless, 'x')).toThrow('Cannot send x: more than 2000000 items');
  });

  it.each<[of: string, twice: (shared: unknown) => unknown]>([
    ['objects', (shared) => ({ a: shared, b: shared })],
    ['lists', (shared) => [shared, shared]],
    ['Maps', (shared) => new Map(['a', 'b'].map((key) => [key, shared]))],
    ['what has toJSON', (shared) => ({ toJSON: () => [shared, shared] })],
  ])('ends with %s that share what they hold, level upon level', (_of, twice) => {
    let value: unknown = 1;
    for (let level = 0; level < 60; level++) value = twice(value);
    const refusal = 'Cannot send x: more than 4194304 objects and lists, a shared one counted';
    expect(() => stringifyJson(value, 'x')).toThrow(refusal);
    expect(() => copyForSending(value, 'x')).toThrow(refusal);
  });

  it('reads a large inner message whatever is in it, escapes and long integers alike', () => {
    const stamp = 1_700_000_000_123_456_789n;
    const message = {
      stamps: Array.from({ length: 200_000 }, () => stamp),
      text: '\\"\n'.repeat(2e6),
    };
    const read = parseJson(JSON.stringify([stringifyJson(message)])) as [string];
    const again = parseJson(read[0]) as typeof message;
    expect(again.stamps[199_999]).toBe(stamp);
    expect(again.text === message.text).toBe(true);
    expect(parseJson(`["${'1'.repeat(9e6)}", NaN]`)).toHaveLength(2);
  });

  it.each([
    ['an integer of a million digits', '1'.repeat(1e6), 'An integer of more than 4300 digits'],
    ['a negative one', `-${'1'.repeat(4301)}`, 'An integer of more than 4300 digits'],
    ['lists in lists', '[NaN,'.repeat(200_000), 'nested deeper than 1000 levels'],
    ['objects in objects', `${'{"a":'.repeat(200_000)}NaN`, 'nested deeper than 1000 levels'],
    ['a text without its end', '[NaN,"\\', 'Unexpected the end'],
  ])('refuses %s', (_what, text, reason) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
    expect(() => parseJson(text)).toThrow(reason);
  });

  it('reads what is nested as deep as Python writes, and an integer as long as Python reads', () => {
    const deep = `${'['.repeat(990)}NaN${']'.repeat(990)}`;
    expect(Array.isArray(parseJson(deep))).toBe(true);
    expect(parseJson('1'.repeat(4300))).toBe(BigInt('1'.repeat(4300)));
  });

  it('keeps every digit of a long integer', () => {
    expect(parseJson('[9007199254740991, 9007199254740992, -9007199254740993]')).toEqual([
      9007199254740991,
      9007199254740992n,
      -9007199254740993n,
    ]);
    expect(stringifyJson({ n: 2n ** 70n })).toBe('{"n":1180591620717411303424}');
    const longest = 10n ** 4300n - 1n;
    expect(parseJson(stringifyJson([longest, -longest]))).toEqual([longest, -longest]);
  });

  const refused: [string, unknown, string][] = [
    ['a function', { a: [{ b: () => 1 }] }, 'Cannot send x.a[0].b: a function'],
    ['a symbol', { a: Symbol('s') }, 'Cannot send x.a: a symbol (Symbol(s))'],
    ['an error', [new Error('no')], 'Cannot send x[0]: an Error; throw it, or send its message'],
    ['a promise', { p: Promise.resolve() }, 'Cannot send x.p: a promise; await it first'],
    ['a regular expression', /a/, 'Cannot send x: a regular expression'],
    [
      'bytes that are no text',
      new Uint8Array([255]),
      'Cannot send x: bytes that are no UTF-8 text',
    ],
    ['a Map with objects for keys', new Map([[{}, 1]]), 'Cannot send x: a Map key'],
    ['a strange member', { 'a b': () => 1 }, 'Cannot send x["a b"]: a function'],
    [
      'an iterator',
      { i: [1, 2].values() },
      'Cannot send x.i: an iterator, which reading would use',
    ],
    ['a generator', { g: numbers() }, 'Cannot send x.g: an iterator, which reading would use up'],
    ['what is iterated with awaits', [asyncNumbers()], 'Cannot send x[0]: an async iterable'],
    ['a WeakMap', { w: new WeakMap() }, 'Cannot send x.w: a WeakMap, which is no data'],
    ['Headers', { h: new Headers({ a: 'b' }) }, 'Cannot send x.h: a Headers, which is no data'],
    ['a Blob', [new Blob(['a'])], 'Cannot send x[0]: a Blob, which is no data'],
    ['search parameters', new URLSearchParams('a=b'), 'Cannot send x: a URLSearchParams'],
    ['a view of bytes', new DataView(new ArrayBuffer(1)), 'Cannot send x: a DataView'],
    ['a Date that is none', { d: new Date(NaN) }, 'Cannot send x.d: a Date that is none'],
    [
      'a Map of which two keys become one',
      {
        m: new Map<unknown, number>([
          [1, 1],
          ['1', 2],
        ]),
      },
      "Cannot send x.m: a Map with two keys that become '1'",
    ],
    [
      'an integer that Python would not read',
      { n: [-(10n ** 4300n)] },
      'Cannot send x.n[0]: an integer of more than 4300 digits',
    ],
    [
      'a list of billions, all but empty',
      { l: new Array<unknown>(2 ** 32 - 1) },
      'Cannot send x.l: a list of more than 16777216 items',
    ],
    ['a function in an iterable', pages([() => 1]), 'Cannot send x[0]: a function'],
    ['a function in a Set', new Set([() => 1]), 'Cannot send x[0]: a function'],
    ['a function in a Map', new Map([['k', () => 1]]), 'Cannot send x.k: a function'],
  ];

  it.each(refused)('refuses %s, saying where it is', (_what, value, message) => {
    expect(() => stringifyJson(value, 'x')).toThrow(message);
    expect(() => copyJson(value)).toThrow();
  });

  it('refuses a cycle, and what is nested too deep', () => {
    const cycle: unknown[] = [];
    cycle.push([cycle]);
    expect(() => stringifyJson(cycle, 'x')).toThrow(
      'Cannot send x[0][0]: a reference to what holds',
    );
    let deep: unknown = 1;
    for (let depth = 0; depth < 600; depth++) deep = [deep];
    expect(() => stringifyJson(deep, 'x')).toThrow('nested deeper than 500 levels');
  });

  it('tells what a getter or toJSON threw', () => {
    const value = {
      get bad(): never {
        throw new Error('not now');
      },
    };
    expect(() => stringifyJson(value, 'x')).toThrow('reading it failed: Error: not now');
  });
});
