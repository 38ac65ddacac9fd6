import { z } from 'zod';
import { dayText, plusDays } from '../ground/day.ts';
import { compareText } from '../ground/problem.ts';
import type { Exemption } from '../proposal/exemption.ts';
import { isOver } from '../proposal/lifecycle.ts';
import type { Registry } from '../proposal/registry.ts';
import { dueOf } from './due.ts';
import type { ProposalReport, Row } from './report.ts';
import { isThrough } from './status.ts';

/** Something that holds only as long as somebody confirms it now and then. */
export const staleEntrySchema = z.strictObject({
  kind: z
    .enum(['reading', 'claim', 'exemption'])
    .describe('A repository that was asked, what a person said, what somebody granted.'),
  proposal: z.int(),
  project: z.string(),
  team: z.string(),
  stage: z.string().nullable().describe('Null: a reading, which is about all of them.'),
  confirmed: z.string().nullable().describe('The day of the last word; null: not known.'),
  by: z.string().nullable().describe('Whose word; null: a repository’s.'),
  url: z.string().nullable(),
  holdsUntil: z
    .string()
    .nullable()
    .describe('Its last day; after it, it is stale. Null: it is stale already.'),
  due: z.string().nullable().describe('The next day by which the project is to be through.'),
  todo: z.string(),
});
export type StaleEntry = z.infer<typeof staleEntrySchema>;

/**
 * What somebody has to confirm before it turns stale, or has failed to: of projects that are not through,
 * in proposals that are not over. By due day, those without one last. It names no today: whether an entry is
 * stale is for its reader to tell, by {@link isStaleOn}.
 */
export function confirmable(
  reports: readonly ProposalReport[],
  registry: Pick<Registry, 'projects'>,
): StaleEntry[] {
  return reports
    .filter(({ proposal }) => !isOver(proposal.frontMatter.status))
    .flatMap((report) => entriesOf(report, registry))
    .sort(
      (a, b) =>
        compareText(a.due ?? '~', b.due ?? '~') ||
        compareText(a.holdsUntil ?? '', b.holdsUntil ?? ''),
    );
}

/** Has nobody confirmed it since its last day? @param day `YYYY-MM-DD` */
export function isStaleOn({ holdsUntil }: Pick<StaleEntry, 'holdsUntil'>, day: string): boolean {
  return holdsUntil === null || holdsUntil < day;
}

/** Of a list that is longer than it may be, what turns stale first, in the order of the list. */
export function soonestStale<Entry extends Pick<StaleEntry, 'holdsUntil'>>(
  entries: readonly Entry[],
  most: number,
): Entry[] {
  const soonest = entries.toSorted((a, b) => compareText(a.holdsUntil ?? '', b.holdsUntil ?? ''));
  const kept = new Set(soonest.slice(0, most));
  return entries.filter((one) => kept.has(one));
}

function entriesOf(report: ProposalReport, registry: Pick<Registry, 'projects'>): StaleEntry[] {
  const { number, frontMatter } = report.proposal;
  const { stages, calendar, staleAfterDays, exemptions } = frontMatter;
  const dueDay = (id: string) => {
    const stage = stages.find((one) => one.id === id);
    return (stage && dueOf(stage, calendar)?.day) ?? null;
  };
  return report.projects.flatMap((project) => {
    const open = [...(report.rows.get(project)?.values() ?? [])].filter(
      ({ status }) => !isThrough(status),
    );
    if (open.length === 0) return [];
    const common = { proposal: number, project, team: registry.projects[project]?.team ?? '' };
    const days = open.flatMap(({ stage }) => dueDay(stage) ?? []).sort();
    const asked = report.asOf.get(project)?.day ?? null;
    const reading: StaleEntry = {
      ...{ ...common, kind: 'reading', stage: null, by: null, url: null },
      confirmed: asked,
      holdsUntil: asked === null ? null : plusDays(asked, staleAfterDays),
      due: days[0] ?? null,
      todo: 'npm run track',
    };
    return [
      reading,
      ...open.flatMap((row) => [
        ...claimEntry(row, staleAfterDays).map((one) => ({
          ...common,
          ...one,
          due: dueDay(row.stage),
        })),
        ...exemptionEntry(row, exemptions).map((one) => ({
          ...common,
          ...one,
          due: dueDay(row.stage),
        })),
      ]),
    ];
  });
}

type OwnPart = Omit<StaleEntry, 'proposal' | 'project' | 'team' | 'due'>;

function claimEntry({ claim, stage }: Row, staleAfterDays: number): OwnPart[] {
  if (claim === null) return [];
  return [
    {
      ...{ kind: 'claim', stage, confirmed: claim.date, by: claim.source, url: claim.url ?? null },
      holdsUntil: plusDays(claim.date, staleAfterDays),
      todo: `claim it anew, or take it out: ${claim.status}`,
    },
  ];
}

/** The exemption of a row that holds longest, whether it still holds or not. */
function exemptionEntry({ project, stage }: Row, exemptions: readonly Exemption[]): OwnPart[] {
  const last = lastExemption(exemptions, project, stage);
  if (last === undefined) return [];
  return [
    {
      ...{ kind: 'exemption', stage, confirmed: last.date, by: last.by, url: last.url ?? null },
      holdsUntil: last.until,
      todo: `be through by ${dayText(last.until)}, or ask for another: npm run decide -- exempt ${project}`,
    },
  ];
}

/** Of what was ever granted to a project at a stage, that which holds longest. */
export function lastExemption(
  exemptions: readonly Exemption[],
  project: string,
  stage: string,
): Exemption | undefined {
  return exemptions
    .filter((one) => one.exempts.includes(project) && (one.stage ?? stage) === stage)
    .toSorted((a, b) => compareText(a.until, b.until))
    .at(-1);
}
