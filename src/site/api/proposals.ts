import type { Problem } from '../../ground/problem.ts';
import type { FullReport } from '../../status/load-reports.ts';
import { dueOf } from '../../status/due.ts';
import { tally, type Tally } from '../../status/tally.ts';
import { asOfSpan, isStale } from '../../status/as-of.ts';
import { today } from '../../ground/day.ts';
import { href } from '../href.ts';
import { problemsOf } from '../problems-of.ts';
import { apiPath } from './address.ts';
import { reviewPagePaths } from './reviews.ts';

/** What is done, by how that is known. */
function doneJson({ bySign, byAbsence }: Tally) {
  return { bySign, byAbsence };
}

/**
 * On which days the repositories were asked, and which readings were stale on the day on which this
 * file was written: a reader who comes later reckons anew from `staleAfterDays`.
 */
function asOfJson(report: FullReport, day: string) {
  const { staleAfterDays } = report.proposal.frontMatter;
  const isOld = (id: string) => isStale(report.asOf.get(id)?.day, day, staleAfterDays);
  return {
    ...asOfSpan(report.asOf, report.projects),
    staleAfterDays,
    stale: report.projects.filter(isOld),
  };
}

/** A proposal in short. */
export function proposalInShort(report: FullReport) {
  const { number, name, frontMatter } = report.proposal;
  const { title, summary, status, champions, created, updated, since, supersededBy } = frontMatter;
  return {
    number,
    name,
    title,
    summary,
    status,
    champions,
    created,
    updated,
    since,
    supersededBy: supersededBy ?? null,
    projects: report.projects.length,
    asOf: asOfJson(report, today()),
    stages: frontMatter.stages.map((stage) => ({
      id: stage.id,
      title: stage.title,
      due: dueOf(stage, frontMatter.calendar) ?? null,
      after: stage.after,
      projects: tally(report, stage.id).counts,
      done: doneJson(tally(report, stage.id)),
      rows: href(apiPath.stage(number, stage.id)),
    })),
    reviews: {
      count: report.reviews.reviews.length,
      pages: reviewPagePaths(report).map(href),
    },
    whole: href(apiPath.proposal(number)),
  };
}

/** A proposal whole: its stages, claims, concerns, decisions, sign-offs, probes. */
export function wholeProposal(report: FullReport, problems: readonly Problem[]) {
  const { frontMatter, probes, name } = report.proposal;
  const { stages, claims, concerns, decisions, waivers, exemptions, moves } = frontMatter;
  const { signOffs, links, calendar } = frontMatter;
  return {
    ...proposalInShort(report),
    plan: stages,
    calendar,
    claims,
    concerns,
    decisions,
    waivers,
    exemptions,
    moves,
    signOffs,
    links,
    probes: probes.probes,
    problems: problemsOf(problems, name),
  };
}
