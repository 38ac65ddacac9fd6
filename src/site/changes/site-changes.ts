import { resolve } from 'node:path';
import { ownRepository } from '../../git/own-repository.ts';
import { UnreadableRepository } from '../../git/read-problem.ts';
import { GitFailed } from '../../git/run-git.ts';
import { plusDays, today } from '../../ground/day.ts';
import { changesSince, type ChangesSince } from '../../status/changes/changes-since.ts';
import { KeptStates } from '../../status/changes/kept-states.ts';
import { teamsOfReports } from '../../status/duties/team-duties.ts';
import { siteData } from '../site-data.ts';

/** The site tells of so many days. */
export const toldDays = 90;

/** What changed in the last {@link toldDays}, by the history of `proposals/`. */
export interface SiteChanges extends ChangesSince {
  /** The first day, `YYYY-MM-DD`. */
  since: string;
}

let kept: Promise<SiteChanges> | undefined;

/** Read once: under `npm start` a new commit shows after the next start. */
export function siteChanges(): Promise<SiteChanges> {
  return (kept ??= read());
}

async function read(): Promise<SiteChanges> {
  const since = plusDays(today(), -toldDays);
  try {
    const own = await ownRepository(resolve('proposals'));
    const states = new KeptStates(resolve('.cache/states'));
    return { since, ...(await changesSince(own, { day: since }, states)) };
  } catch (error) {
    // A site is built without its history too: then nothing of it is told, and that is said.
    if (error instanceof UnreadableRepository) return nothing(since, error.problem.message);
    if (error instanceof GitFailed) return nothing(since, error.reason);
    throw error;
  }
}

function nothing(since: string, why: string): SiteChanges {
  const unknown = [`what changed: ${why}`];
  return { since, base: null, head: { commit: '', date: '' }, changes: [], unknown };
}

/** The teams of a proposal's projects. */
export async function teamsOfProposals(): Promise<(proposal: number) => string[]> {
  const { reports, registry } = await siteData();
  const teams = new Map(
    reports.map((report) => [report.proposal.number, teamsOfReports([report], registry)]),
  );
  return (proposal) => teams.get(proposal) ?? [];
}
