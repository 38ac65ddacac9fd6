import { webAddress } from '../ground/trust/web-address.ts';
import type { Concern } from './concern.ts';

/** The fragment of a thread's permalink; the page of its proposal opens it. */
export function threadFragment(thread: string): string {
  return `thread-${thread}`;
}

/** The thread of the comments in which a concern of the register was raised, by its permalink. */
export function threadOfConcern({ url }: { url?: Concern['url'] }): string | undefined {
  const fragment = url === undefined ? undefined : webAddress(url)?.hash;
  return /^#thread-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(fragment ?? '')?.[1];
}
