import type { AsOf } from '../adoption/as-of.ts';
import type { Derived } from './derive.ts';
import type { Row } from './report.ts';

/** A row as programs get it: `npm run -s status -- --json` and the site's data pages alike. */
export interface RowJson extends DerivedJson {
  proposal: number;
  stage: string;
  project: string;
  /** The stage is for other projects. */
  notForIt: boolean;
  /** Each part by itself; empty where the stage asks the project as a whole. */
  parts: (DerivedJson & { part: string })[];
  /** When the repository's own address was last asked; null: never read. */
  asOf: AsOf | null;
  claim: { status: string; date: string; source: string; url: string | null } | null;
  drift: Row['drift'];
  counts: Row['counts'];
}

interface DerivedJson {
  status: Derived['status'];
  reason: string;
  /** Commit and time with which the status began, where the history tells. */
  since: { commit: string; date: string; project: string | null } | null;
  /** Of what is done: by a sign that is there, or by absence. */
  by: Derived['by'];
  /** What keeps it from being told, and what to do. */
  unknown: Derived['unknown'];
}

export function rowJson(row: Row): RowJson {
  const { proposal, stage, project, notForIt, parts, asOf, claim, drift, counts } = row;
  return {
    proposal,
    stage,
    project,
    notForIt,
    ...derivedJson(row),
    parts: parts.map((one) => ({ part: one.part, ...derivedJson(one) })),
    asOf,
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

function derivedJson({ status, reason, since, by, unknown }: Derived): DerivedJson {
  return {
    status,
    reason,
    since: since === undefined ? null : { ...since, project: since.project ?? null },
    by,
    unknown,
  };
}
