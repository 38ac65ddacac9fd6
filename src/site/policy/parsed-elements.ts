import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import type { PageElement } from './page-element.ts';

type Node = DefaultTreeAdapterTypes.Node;

/** The elements of a page that a policy concerns, as a parser finds them, which does what a browser does. */
export function* parsedElements(html: string): Generator<PageElement> {
  /** What stands in a page once may be several elements: a browser opens formatting again. */
  const told = new Set<number>();
  const open: Node[] = [parse(html, { sourceCodeLocationInfo: true })];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ('tagName' in node) {
      const { tagName, attrs, childNodes, sourceCodeLocation: place } = node;
      const attributes = attrs.flatMap(({ name, value }) => {
        const at = place?.attrs?.[name];
        return at === undefined ? [] : [{ name, value, from: at.startOffset, to: at.endOffset }];
      });
      const runsOrStyles = tagName === 'script' || tagName === 'style';
      const isTold = told.has(place?.startOffset ?? -1);
      if (!isTold && (runsOrStyles || attributes.some(({ name }) => name === 'style'))) {
        if (place) told.add(place.startOffset);
        const texts = runsOrStyles ? childNodes : [];
        const text = texts.map((one) => ('value' in one ? one.value : '')).join('');
        yield { tagName, attributes, text };
      }
    }
    if ('content' in node) open.push(node.content);
    // One by one: a page may hold more children than a call takes arguments.
    if ('childNodes' in node) for (const child of node.childNodes) open.push(child);
  }
}
