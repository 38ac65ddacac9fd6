/** The element of that kind.
 * @throws {Error} the page's markup lacks it
 */
export function find<T extends Element>(
  root: ParentNode,
  selector: string,
  kind: abstract new () => T,
): T {
  const element = root.querySelector(selector);
  if (!(element instanceof kind)) throw new Error(`The page has no ${selector}.`);
  return element;
}

export function clear<T extends Element>(element: T): T {
  element.replaceChildren();
  return element;
}

/** A table row with a header cell. */
export function row(head: string, cells: readonly (string | number)[]): HTMLTableRowElement {
  const result = document.createElement('tr');
  const first = document.createElement('th');
  first.scope = 'row';
  first.textContent = head;
  result.append(first);
  for (const text of cells) {
    const cell = document.createElement('td');
    cell.textContent = String(text);
    result.append(cell);
  }
  return result;
}
