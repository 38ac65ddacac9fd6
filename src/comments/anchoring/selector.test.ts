import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passageSelectorsSchema } from './selector-schema.ts';
import { passageOf, selectorsOf, type PassageSelectors } from './selector.ts';

const text = 'Before it. 😀 The passage. After it.';
const range = { start: text.indexOf('The'), end: text.indexOf(' After') };

describe('selectorsOf', () => {
  it('counts characters, not their halves', () => {
    expect(selectorsOf(text, range)).toEqual({
      position: { type: 'TextPositionSelector', start: 13, end: 25 },
      quote: {
        type: 'TextQuoteSelector',
        exact: 'The passage.',
        prefix: 'Before it. 😀 ',
        suffix: ' After it.',
      },
    });
  });

  it('keeps 64 characters on each side and cuts none in two', () => {
    const long = `${'😀'.repeat(40)}x${'😀'.repeat(40)}`;
    const { quote } = selectorsOf(long, { start: 80, end: 81 });
    expect(quote.prefix).toBe('😀'.repeat(32));
    const odd = selectorsOf(`${'😀'.repeat(40)}yx${'😀'.repeat(40)}`, { start: 81, end: 82 });
    expect(odd.quote.prefix).toBe(`${'😀'.repeat(32)}y`);
    expect(odd.quote.prefix.isWellFormed()).toBe(true);
  });

  it('leads back to the same passage, whatever the text', () => {
    const texts = fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), (characters, a, b) => {
        const first = a % characters.length;
        const last = first + (b % (characters.length - first)) + 1;
        const whole = characters.join('');
        const start = characters.slice(0, first).join('').length;
        const end = characters.slice(0, last).join('').length;
        const selectors = selectorsOf(whole, { start, end });
        expect(passageOf(whole, selectors)).toEqual({ start, end });
        const isBlank = whole.slice(start, end).trim() === '';
        expect(passageSelectorsSchema.safeParse(selectors).success).toBe(!isBlank);
      }),
    );
  });
});

describe('passageOf', () => {
  const selectors = selectorsOf(text, range);
  const at = (start: number, end: number): PassageSelectors => ({
    ...selectors,
    position: { type: 'TextPositionSelector', start, end },
  });

  it('refuses a quote that the text does not have there', () => {
    expect(passageOf(text.replace('passage', 'chapter'), selectors)).toBe('differs');
    expect(passageOf(text, at(12, 24))).toBe('differs');
  });

  it.each([
    [25, 13],
    [13, 13],
    [-1, 5],
    [0, 1e9],
    [NaN, 5],
    [0, Infinity],
    [0.5, 5],
    [0, 2 ** 53],
  ])('refuses %d to %d, which no passage has', (start, end) => {
    expect(passageOf(text, at(start, end))).toBe('outside');
  });
});

describe('passageSelectorsSchema', () => {
  const good = selectorsOf(text, range);
  const withPosition = (start: unknown, end: unknown) => ({
    ...good,
    position: { ...good.position, start, end },
  });
  const withQuote = (quote: object) => ({ ...good, quote: { ...good.quote, ...quote } });

  it('takes what selectorsOf gives', () => {
    expect(passageSelectorsSchema.parse(good)).toEqual(good);
  });

  it.each([
    ['the end before the start', withPosition(9, 3)],
    ['an empty position', withPosition(3, 3)],
    ['a negative position', withPosition(-1, 3)],
    ['NaN', withPosition(NaN, 3)],
    ['more than a number can count', withPosition(0, 2 ** 53)],
    ['a fraction', withPosition(0.5, 3)],
    ['a number as text', withPosition('0', 3)],
    ['an empty quote', withQuote({ exact: '' })],
    ['a quote of white space', withQuote({ exact: ' \n\u2028' })],
    ['a quote of 100,000 characters', withQuote({ exact: 'x'.repeat(100_000) })],
    ['half of a character', withQuote({ exact: 'a\ud83d' })],
    ['half of a character beside the quote', withQuote({ prefix: '\ude00a' })],
    ['too long a context', withQuote({ suffix: 'x'.repeat(257) })],
    ['what the model has not', { ...good, state: 'resolved' }],
    ['a position alone', { position: good.position }],
  ])('refuses %s', (_, selectors) => {
    expect(passageSelectorsSchema.safeParse(selectors).success).toBe(false);
  });
});
