import { today } from '../ground/day.ts';
import { confirmable, isStaleOn, type StaleEntry } from '../status/stale.ts';
import { siteData } from './site-data.ts';

/** What has to be confirmed now and then, over all blueprints. */
export async function siteStale(): Promise<StaleEntry[]> {
  const { reports, registry } = await siteData();
  return confirmable(reports, registry);
}

/** The same, with what is stale on the day of writing. */
export async function staleJson(): Promise<(StaleEntry & { isStale: boolean })[]> {
  const day = today();
  return (await siteStale()).map((one) => ({ ...one, isStale: isStaleOn(one, day) }));
}
