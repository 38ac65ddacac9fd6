import { compareText } from '../ground/problem.ts';
import { today } from '../ground/day.ts';
import { registerEntries, type RegisterEntry } from '../proposal/concern-register.ts';
import { byLife, siteData } from './site-data.ts';

/** The concerns of every blueprint: those of live ones first, each register in its own order. */
export async function siteConcerns(): Promise<RegisterEntry[]> {
  const { reports, registry } = await siteData();
  const { live, over } = byLife(reports);
  return [...live, ...over].flatMap(({ proposal }) => registerEntries(proposal, registry, today()));
}

/** Each team that a concern touches, with those that do; sorted by its id. */
export function concernsByTeam(entries: readonly RegisterEntry[]): [string, RegisterEntry[]][] {
  const teams = [...new Set(entries.flatMap((entry) => entry.teams))].sort(compareText);
  return teams.map((team) => [team, entries.filter((entry) => entry.teams.includes(team))]);
}
