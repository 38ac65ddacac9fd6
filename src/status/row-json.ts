import type { Row } from './report.ts';

/** A row as programs get it: `npm run -s status -- --json` and /api/status.json alike. */
export interface RowJson {
  proposal: number;
  stage: string;
  project: string;
  status: Row['status'];
  reason: string;
  /** Commit and day with which the status began, where the history tells. */
  since: Row['since'] | null;
  claim: { status: string; date: string; source: string; url: string | null } | null;
  drift: Row['drift'];
  counts: Row['counts'];
}

export function rowJson(row: Row): RowJson {
  const { proposal, stage, project, status, reason, since, claim, drift, counts } = row;
  return {
    proposal,
    stage,
    project,
    status,
    reason,
    since: since ?? null,
    claim: claim && {
      status: claim.status,
      date: claim.date,
      source: claim.source,
      url: claim.url ?? null,
    },
    drift,
    counts,
  };
}
