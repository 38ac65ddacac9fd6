import type { Predicate } from '../proposal/criteria.ts';
import { leaf } from './evaluate.ts';
import { listed } from './listed.ts';

/** A predicate as a person reads it: "imports of x in code, or (a job and a switch)". */
export function predicateText(predicate: Predicate, title: (probe: string) => string): string {
  return textOf(predicate, title, false);
}

function textOf(predicate: Predicate, title: (probe: string) => string, inside: boolean): string {
  if (typeof predicate === 'string' || 'probe' in predicate) {
    const { probe, in: places, atLeast } = leaf(predicate);
    const many = atLeast === 1 ? '' : `at least ${atLeast} `;
    return `${many}${title(probe)} in ${listed(places)}`;
  }
  if ('dependencies' in predicate) {
    return `all that it depends on through with ${predicate.dependencies}`;
  }
  if ('not' in predicate) return `no ${textOf(predicate.not, title, true)}`;
  const [parts, word] = 'all' in predicate ? [predicate.all, 'and'] : [predicate.any, 'or'];
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return textOf(only, title, inside);
  const text = parts.map((part) => textOf(part, title, true)).join(` ${word} `);
  return inside ? `(${text})` : text;
}
