type Child = Node | string | undefined;

/** Makes an element; an attribute that is undefined or false is left out. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | boolean | undefined> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false)
      made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** A button with words, and what it does. */
export function button(
  words: string,
  act: () => void,
  attributes: Record<string, string | boolean | undefined> = {},
): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, words);
  made.addEventListener('click', act);
  return made;
}

/** The language in which the page writes its days. */
const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** A moment as the page writes days, with the whole of it for who points at it. */
export function moment(at: string): HTMLTimeElement {
  return element('time', { datetime: at, title: at }, days.format(new Date(at)));
}
