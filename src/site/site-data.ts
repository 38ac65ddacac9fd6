import { isOver } from '../proposal/lifecycle.ts';
import { loadReports, type FullReport, type Reports } from '../status/load-reports.ts';

let kept: { at: number; reports: Promise<Reports> } | undefined;

/**
 * What every page reads. Built once for a build; under `npm start` read again when it is older than
 * a second, so that an edited blueprint shows at the next reload.
 */
export function siteData(): Promise<Reports> {
  const now = Date.now();
  if (kept === undefined || (import.meta.env.DEV && now - kept.at > 1000)) {
    kept = { at: now, reports: loadReports('proposals') };
  }
  return kept.reports;
}

/** A proposal's report by its folder's name, for pages whose address carries it. */
export async function reportOf(name: string): Promise<FullReport> {
  const { reports } = await siteData();
  const found = reports.find(({ proposal }) => proposal.name === name);
  if (found === undefined) throw new Error(`Expected a proposal named ${name}`);
  return found;
}

/** Proposals that are still going on, newest first, then those that are over. */
export function byLife(reports: readonly FullReport[]): { live: FullReport[]; over: FullReport[] } {
  const newestFirst = reports.toSorted((a, b) => b.proposal.number - a.proposal.number);
  const over = ({ proposal }: FullReport) => isOver(proposal.frontMatter.status);
  return {
    live: newestFirst.filter((one) => !over(one)),
    over: newestFirst.filter((one) => over(one)),
  };
}
