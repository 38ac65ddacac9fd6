import { button, element } from './element.ts';
import type { Session } from './server.ts';
import { signInLink } from './sign-in.ts';

/** What the bar above a text says. */
export interface BarState {
  all: number;
  open: number;
  /** Threads in which something is new. */
  fresh: number;
  /** Is there something that was written and not sent? */
  hasDraft: boolean;
  /** Undefined: nothing can be written. */
  session?: Session;
  /** Where the comments' addresses begin. */
  root: string;
}

/** What its buttons do. */
export interface BarActs {
  nextOpen: () => void;
  nextNew: () => void;
  resume: () => void;
  signOut: () => void;
}

/** Draws the bar above a text; `links` is what it holds without a script. */
export function drawBar(
  bar: HTMLElement,
  links: HTMLElement,
  state: BarState,
  acts: BarActs,
): void {
  const { all, open, fresh, hasDraft, session, root } = state;
  const words =
    all === 0
      ? 'No discussion yet'
      : `${all} ${all === 1 ? 'discussion' : 'discussions'}, ${open} open${fresh === 0 ? '' : `, ${fresh} new since your last visit`}`;
  bar.replaceChildren(
    element('span', {}, words),
    ...(open > 0 ? [button('Next open', acts.nextOpen)] : []),
    ...(fresh > 0 ? [button('Next new', acts.nextNew)] : []),
    ...(hasDraft ? [button('Go on writing', acts.resume)] : []),
    links,
    ...(session === undefined ? [] : [who(session, root, acts.signOut)]),
  );
}

/** Who writes here, and the way in or out. */
function who(session: Session, root: string, signOut: () => void): HTMLElement {
  const { person, ways } = session;
  const parts =
    person !== null
      ? [
          element('a', { href: `${root}/me`, 'data-astro-prefetch': 'false' }, person.name),
          ' ',
          button('Sign out', signOut),
        ]
      : ways.length === 0
        ? ['Nobody can sign in here.']
        : [signInLink('Sign in', session, root), ' to comment on a passage'];
  return element('span', { class: 'comment-who' }, ...parts);
}
