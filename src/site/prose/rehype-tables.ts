import type { Element, Root } from 'hast';
import { visit } from 'unist-util-visit';

/** rehype plugin: a wide table scrolls sideways on its own, so the keyboard must reach it. */
export function rehypeTables() {
  return (tree: Root): void => {
    visit(tree, 'element', (node: Element) => {
      if (node.tagName === 'table') node.properties.tabIndex = 0;
    });
  };
}
