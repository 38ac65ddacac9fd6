import { diffWordsWithSpace } from 'diff';
import { element } from './element.ts';
import type { ThenAndNow } from './passage-then-and-now.ts';

/** Longest texts that are compared word by word, in characters. */
const longest = 20_000;
/** Share of the longer text that both must have for a comparison by words to say anything. */
const leastShared = 0.3;

/** What a passage said, and what stands there now. */
export function whatChanged({ then, now }: ThenAndNow): HTMLElement {
  const words = then.length + now.length > longest ? [] : diffWordsWithSpace(then, now);
  const shared = words
    .filter(({ added, removed }) => !added && !removed)
    .reduce((sum, { value }) => sum + value.trim().length, 0);
  const all = element('div', { class: 'passage-diff' });
  if (shared < leastShared * Math.max(then.length, now.length)) {
    all.append(element('p', {}, element('del', {}, then)));
    if (now !== '') all.append(element('p', {}, 'Beside where it stood:'), element('p', {}, now));
    return all;
  }
  const text = element('p');
  for (const { value, added, removed } of words) {
    text.append(added ? element('ins', {}, value) : removed ? element('del', {}, value) : value);
  }
  all.append(text);
  return all;
}
