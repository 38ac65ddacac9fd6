import type { DiscussedPage } from './discussed-page.ts';
import { button, element } from './element.ts';
import type { Session } from './server.ts';

/** Leads to where a reader signs in, and from there back. */
export function signIn(of: DiscussedPage): void {
  const { ways } = of.session;
  const [way] = ways;
  if (way === undefined) of.say('This server lets nobody sign in.');
  else if (ways.length === 1) location.assign(withReturn(way.url));
  else askWay(of.session.ways);
}

function askWay(ways: Session['ways']): void {
  const dialog = element('dialog', { class: 'comment-dialog', 'aria-label': 'Sign in' });
  for (const { name, url } of ways) {
    dialog.append(
      element('p', {}, element('a', { href: withReturn(url) }, `Sign in with ${name}`)),
    );
  }
  dialog.append(
    button('Cancel', () => {
      dialog.close();
    }),
  );
  dialog.addEventListener('close', () => {
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
}

function withReturn(url: string): string {
  const here = `${location.pathname}${location.search}${location.hash}`;
  return `${url}${url.includes('?') ? '&' : '?'}returnTo=${encodeURIComponent(here)}`;
}
