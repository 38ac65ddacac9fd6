import { diffWordsWithSpace } from 'diff';
import { element } from './element.ts';

/** Longest texts that are compared word by word, in characters. */
const longest = 20_000;

/** What a passage said, and what stands there now. */
export function whatChanged(before: string, after: string): HTMLElement {
  const text = element('p', { class: 'passage-diff' });
  if (before.length + after.length > longest) {
    text.append(element('del', {}, before), ' ', element('ins', {}, after));
    return text;
  }
  for (const { value, added, removed } of diffWordsWithSpace(before, after)) {
    text.append(added ? element('ins', {}, value) : removed ? element('del', {}, value) : value);
  }
  return text;
}
