import { button, element } from './element.ts';
import type { Session } from './server.ts';

/** What the bar above a text says. */
export interface BarState {
  all: number;
  open: number;
  /** Threads in which something is new. */
  fresh: number;
  /** Undefined: nothing can be written. */
  session?: Session;
}

/** What its buttons do. */
export interface BarActs {
  nextOpen: () => void;
  nextNew: () => void;
  signInOrOut: () => void;
}

/** Draws the bar above a text; `links` is what it holds without a script. */
export function drawBar(
  bar: HTMLElement,
  links: HTMLElement,
  { all, open, fresh, session }: BarState,
  acts: BarActs,
): void {
  const words =
    all === 0
      ? 'No discussion yet'
      : `${all} ${all === 1 ? 'discussion' : 'discussions'}, ${open} open${fresh === 0 ? '' : `, ${fresh} new since your last visit`}`;
  bar.replaceChildren(
    element('span', {}, words),
    ...(open > 0 ? [button('Next open', acts.nextOpen)] : []),
    ...(fresh > 0 ? [button('Next new', acts.nextNew)] : []),
    links,
    ...(session === undefined ? [] : [who(session, acts.signInOrOut)]),
  );
}

/** Who writes here, and the way in or out. */
function who({ person }: Session, signInOrOut: () => void): HTMLElement {
  const words = person === null ? 'Select a passage to comment on it. ' : `${person.name} `;
  const go = button(person === null ? 'Sign in' : 'Sign out', signInOrOut);
  return element('span', { class: 'comment-who' }, words, go);
}
