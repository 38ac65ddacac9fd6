import { describe, expect, it } from 'vitest';
import { checkOptions } from './check-options.ts';
import { boolean, choice, integer, number, text } from './option-kind.ts';
import { list } from './option-object.ts';

/** Options of somebody's own class. */
class Loaded {
  readonly from = 'its own file';
}

describe('an option', () => {
  const kinds = {
    prefetch: integer({ least: 0, most: 65_535 }),
    timeoutMs: number({ above: 0 }),
    driver: choice(['noop', 'messaging']),
    topics: list(text),
    ping: boolean,
  };

  it('that is left out or as it must be is fine', () => {
    checkOptions('it', {}, kinds);
    const good = { prefetch: 0, timeoutMs: 0.5, driver: 'noop', topics: ['a'], ping: false };
    checkOptions('it', { ...good, unknown: undefined }, kinds);
    checkOptions('it', new Loaded(), kinds);
    checkOptions('it', { prefetch: undefined }, kinds);
  });

  it('that cannot be used is named with what is allowed and what it was, all of them at once', () => {
    const bad = { prefetch: -1, timeoutMs: '5', driver: 'v3', topics: 'a', ping: 1 };
    expect(() => {
      checkOptions('it', bad, kinds);
    }).toThrowErrorMatchingInlineSnapshot(`
      [TypeError: Expected \`prefetch\` to be an integer >= 0 and <= 65535, got -1 (number).
      Expected \`timeoutMs\` to be a number > 0, got '5' (string).
      Expected \`driver\` to be one of 'noop', 'messaging', got 'v3' (string).
      Expected \`topics\` to be a list, each item a text that is not empty, got 'a' (string).
      Expected \`ping\` to be true or false, got 1 (number).]
    `);
  });

  it.each([
    ['prefetch', 1.5, '1.5 (number)'],
    ['prefetch', 65_536, '65536 (number)'],
    ['prefetch', NaN, 'NaN (number)'],
    ['timeoutMs', 0, '0 (number)'],
    ['timeoutMs', Infinity, 'Infinity (number)'],
    ['timeoutMs', null, 'null'],
    ['topics', () => [], 'a function'],
    ['driver', {}, 'an object'],
    ['driver', 'rabbit://user:secret@host/', 'a text'],
  ])('%s is refused as %s', (name, value, got) => {
    expect(() => {
      checkOptions('it', { [name]: value }, kinds);
    }).toThrow(
      new RegExp(`Expected \`${name}\` to be .+, got ${got.replace(/[()]/g, '\\$&')}\\.$`),
    );
  });

  it('of a list is named by its place, a hole in it too', () => {
    const sparse = ['a', 'b', 5];
    Reflect.deleteProperty(sparse, 1);
    expect(() => {
      checkOptions('it', { topics: sparse }, kinds);
    }).toThrowErrorMatchingInlineSnapshot(`
      [TypeError: Expected \`topics[1]\` to be a text that is not empty, got undefined.
      Expected \`topics[2]\` to be a text that is not empty, got 5 (number).]
    `);
  });

  it('that is none is refused with the names that there are', () => {
    const given = { prefetsh: 1, 'pass word': 2 };
    for (const options of [given, Object.assign(Object.create(null) as object, given)]) {
      expect(() => {
        checkOptions('the server', options, { prefetch: integer(), ping: boolean });
      }).toThrowErrorMatchingInlineSnapshot(`
        [TypeError: Expected an option of the server (\`prefetch\`, \`ping\`), got \`prefetsh\`.
        Expected an option of the server (\`prefetch\`, \`ping\`), got another name.]
      `);
    }
  });

  it.each(['host', 7, null, undefined, [], () => 1])('list given as %s is none', (given) => {
    expect(() => {
      checkOptions('the notifier', given, kinds);
    }).toThrow(/^Expected the options of the notifier to be an object, got /);
  });

  it('is shown shortened if it is long', () => {
    expect(() => {
      checkOptions('it', { ping: 'x'.repeat(100) }, kinds);
    }).toThrow(`got '${'x'.repeat(40)}…' (string).`);
  });
});
