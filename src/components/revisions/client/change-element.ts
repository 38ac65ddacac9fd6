import type { Piece } from '../../../comments/anchoring/text-changes.ts';
import { element } from '../../../components/comments/client/element.ts';
import { unchangedText, wholeBlock, type ShownChange } from './shown-changes.ts';

/** As RevisionChanges.astro has it. */
export function changeElement(one: ShownChange): HTMLElement {
  if ('unchanged' in one)
    return element('p', { class: 'changes-gap' }, unchangedText(one.unchanged));
  const { change } = one;
  const { how, block } = change;
  const attributes = { class: 'changes-block', 'data-how': how, 'data-in': block.in };
  if (how === 'changed') return element('p', attributes, ...change.pieces.map(marked));
  if (how === 'same') return element('p', attributes, block.text);
  const said = element('span', { class: 'visually-hidden' }, `${wholeBlock[how]} `);
  return element('p', attributes, said, marked({ how, text: block.text }));
}

function marked({ how, text }: Piece): HTMLElement | string {
  return how === 'same' ? text : element(how, {}, text);
}
