import { compareText } from '../ground/problem.ts';
import { today } from '../ground/day.ts';
import { registerEntries, type RegisterEntry } from '../proposal/concern-register.ts';
import type { Reports } from '../status/load-reports.ts';
import { byLife, siteData } from './site-data.ts';

/** Of data that was read once, found out once: every page asks. */
const known = new WeakMap<Reports, readonly RegisterEntry[]>();

/** The concerns of every blueprint: those of live ones first, each register in its own order. */
export async function siteConcerns(): Promise<readonly RegisterEntry[]> {
  const data = await siteData();
  const entries = known.get(data) ?? entriesOf(data);
  known.set(data, entries);
  return entries;
}

function entriesOf({ reports, registry }: Reports): RegisterEntry[] {
  const { live, over } = byLife(reports);
  return [...live, ...over].flatMap(({ proposal }) => registerEntries(proposal, registry, today()));
}

/** Each team that a concern touches, with those that do; sorted by its id. */
export function concernsByTeam(entries: readonly RegisterEntry[]): [string, RegisterEntry[]][] {
  const teams = [...new Set(entries.flatMap((entry) => entry.teams))].sort(compareText);
  return teams.map((team) => [team, entries.filter((entry) => entry.teams.includes(team))]);
}
