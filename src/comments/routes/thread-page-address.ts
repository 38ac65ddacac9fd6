import type { Asked } from './route.ts';

/** Where a thread stands on the server's own page of a proposal: a path. */
export async function threadPage(asked: Asked, thread: string): Promise<string> {
  const { proposal, after } = await asked.site.store.before(thread);
  const query = after === 0 ? '' : `?after=${after}`;
  return `${asked.site.base}/comments/${proposal}/${query}#thread-${thread}`;
}
