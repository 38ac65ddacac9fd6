import { asExpression } from '../search/expression.ts';
import { requiredLiterals } from '../search/required-literal.ts';

/** A text of a probe, literal or `/re/`, made ready to be held against keys and values. */
export interface WordTest {
  /** Does one of the texts by which something is known hold? */
  holds(texts: readonly string[], ignoreCase?: boolean): boolean;
  isExpression: boolean;
  /** Texts of which at least one is in each file that has it, escapes aside; undefined if none can be told. */
  signs: readonly string[] | undefined;
}

export function wordTest(written: string): WordTest {
  const expression = asExpression(written);
  if (expression === undefined) {
    const lower = written.toLowerCase();
    return {
      holds: (texts, ignoreCase = false) =>
        ignoreCase
          ? texts.some((text) => text.toLowerCase() === lower)
          : texts.some((text) => text === written),
      isExpression: false,
      signs: plainParts([written]),
    };
  }
  const required = expression.ignoreCase ? undefined : requiredLiterals(expression);
  return {
    holds: (texts, ignoreCase = false) =>
      texts.some(
        (text) => expression.test(text) || (ignoreCase && expression.test(text.toLowerCase())),
      ),
    isExpression: true,
    signs: required && plainParts(required),
  };
}

/** What numbers and truth are read as, however they are written: `0x50` is 80, `no` is false. */
const readWords = ['true', 'false', 'Infinity', 'NaN'];

/** Of each text the longest part that no format writes in another way; undefined if one has none. */
function plainParts(texts: readonly string[]): string[] | undefined {
  const parts = texts.map((text) => {
    const [longest = ''] = (text.match(/[\w.-]+/g) ?? []).toSorted((a, b) => b.length - a.length);
    const isRead = /^[-+\d._e]*$/.test(longest) || readWords.some((one) => one.includes(longest));
    return isRead ? undefined : longest;
  });
  return parts.every((part) => part !== undefined) ? parts : undefined;
}
