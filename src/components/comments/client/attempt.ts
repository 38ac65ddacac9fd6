import type { DiscussedPage } from './discussed-page.ts';
import { NotDone } from './server.ts';

/** Does what a reader asked for, and tells them where it was not done. */
export async function attempt(of: DiscussedPage, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof NotDone)) throw error;
    of.say(`That was not done: ${error.message}.`);
  }
}
