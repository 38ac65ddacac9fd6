import type { Asked } from './route.ts';

/** Where a thread stands on its proposal's page, as a whole address. */
export async function threadAddress(
  asked: Asked,
  proposal: number,
  thread: string,
): Promise<string> {
  const list = await asked.site.keeper.list(proposal);
  const page = list === undefined ? `/comments/${proposal}/` : `/proposals/${list.slug}/`;
  return `${asked.address(page)}#thread-${thread}`;
}
