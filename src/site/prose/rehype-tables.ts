import type { Element, Root } from 'hast';
import { toString } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';

/** Parts of a table, and what they stay for a screen reader where they are laid out as cards. */
const roles: Readonly<Record<string, string>> = {
  thead: 'rowgroup',
  tbody: 'rowgroup',
  tr: 'row',
  th: 'columnheader',
  td: 'cell',
};

/**
 * rehype plugin: no column of a table is ever out of view. Its cells wrap, and on a narrow screen each
 * row is a card whose cells bear the name of their column (theme.css). A table without a row of
 * headings, or with cells that span several, scrolls sideways, so the keyboard must reach it.
 * A corner that says nothing is no heading of a column.
 */
export function rehypeTables() {
  return (tree: Root): void => {
    visit(tree, 'element', (table: Element) => {
      if (table.tagName !== 'table') return;
      const rows = elementsOf(table).flatMap((part) =>
        part.tagName === 'tr' ? [part] : elementsOf(part).filter(isRow),
      );
      const names = elementsOf(rows[0]).map((cell) => toString(cell).trim());
      const isSimple =
        elementsOf(rows[0]).every(({ tagName }) => tagName === 'th') &&
        rows.every(
          (row) => elementsOf(row).length === names.length && elementsOf(row).every(isOne),
        );
      for (const cell of elementsOf(rows[0])) {
        if (cell.tagName === 'th' && toString(cell).trim() === '') cell.tagName = 'td';
      }
      if (!isSimple || names.length < 2) {
        table.properties.tabIndex = 0;
        return;
      }
      Object.assign(table.properties, { dataCards: '', role: 'table' });
      visit(table, 'element', (part) => {
        const role = roles[part.tagName];
        if (role !== undefined) part.properties.role = role;
      });
      for (const row of rows.slice(1)) {
        for (const [i, cell] of elementsOf(row).entries())
          cell.properties.dataLabel = names[i] ?? '';
      }
    });
  };
}

const isRow = ({ tagName }: Element) => tagName === 'tr';
const isOne = ({ properties }: Element) =>
  properties.colSpan === undefined && properties.rowSpan === undefined;

function elementsOf(of: Element | undefined): Element[] {
  return (of?.children ?? []).filter((child) => child.type === 'element');
}
