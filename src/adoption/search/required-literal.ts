// The parser of regular expressions that ESLint's own rules stand on.
import { RegExpParser, type AST } from '@eslint-community/regexpp';

/**
 * Texts of which at least one is in every match of the expression, as long as can be told, so that a
 * line without them need not be searched; undefined if nothing can be told. If the expression ignores
 * case, so must the search for them.
 */
export function requiredLiterals(expression: RegExp): string[] | undefined {
  if (/[uv]/.test(expression.flags)) return undefined;
  const pattern = new RegExpParser().parsePattern(expression.source);
  return anyOf(pattern.alternatives);
}

function anyOf(alternatives: readonly AST.Alternative[]): string[] | undefined {
  const texts: string[] = [];
  for (const alternative of alternatives) {
    const best = ofSequence(alternative.elements);
    if (best === undefined) return undefined;
    texts.push(...best);
  }
  return texts;
}

/** The sequence's longest run of plain characters, or a group that must match. */
function ofSequence(elements: readonly AST.Element[]): string[] | undefined {
  let best: string[] | undefined;
  let run = '';
  const weigh = (texts: string[] | undefined) => {
    if (texts === undefined || texts.some((text) => text.length < 2)) return;
    if (best === undefined || shortest(texts) > shortest(best)) best = texts;
  };
  for (const element of elements) {
    // Only ASCII: its bytes are the same in every encoding that a blob may have.
    if (element.type === 'Character' && element.value < 128) {
      run += String.fromCodePoint(element.value);
      continue;
    }
    weigh(run === '' ? undefined : [run]);
    run = '';
    if (element.type === 'Group' || element.type === 'CapturingGroup') {
      weigh(anyOf(element.alternatives));
    } else if (element.type === 'Quantifier' && element.min > 0) {
      weigh(ofSequence([element.element]));
    }
  }
  weigh(run === '' ? undefined : [run]);
  return best;
}

function shortest(texts: readonly string[]): number {
  return Math.min(...texts.map((text) => text.length));
}
