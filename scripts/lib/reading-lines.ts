import { dueOf } from '../../src/status/due.ts';
import { asOfSpan, isStale, notBefore, notLookedAtSince } from '../../src/status/as-of.ts';
import { listed } from '../../src/status/listed.ts';
import { allRows, type ProposalReport, type Row } from '../../src/status/report.ts';
import { isThrough } from '../../src/status/status.ts';

/** So many kinds of unknown are told; the others are counted. */
const mostTold = 30;

/**
 * On which days the repositories were asked, which readings are stale, which due dates have passed
 * since, and, one line for each reason, what is unknown and what to do about it.
 *
 * @param projects the projects that are shown
 * @param today `YYYY-MM-DD`
 */
export function readingLines(
  of: ProposalReport,
  projects: readonly string[],
  today: string,
): string[] {
  const { staleAfterDays, stages, calendar } = of.proposal.frontMatter;
  const span = asOfSpan(of.asOf, projects);
  const days =
    span.oldest === null
      ? 'The day on which the repositories were asked is not known.'
      : `As of ${span.oldest === span.newest ? span.oldest : `${span.oldest} to ${span.newest ?? ''}`}` +
        (span.unknown === 0 ? '.' : `; of ${span.unknown} the day is not known.`);
  const lines = [days];
  const unread = projects.filter((id) =>
    [...(of.rows.get(id)?.values() ?? [])].some(({ unknown }) => unknown?.kind === 'unread'),
  );
  if (unread.length > 0) {
    lines.push(
      `? ${listed(unread)} ${unread.length === 1 ? 'was' : 'were'} not read; run npm run track.`,
    );
  }
  const dayOf = (id: string) => of.asOf.get(id)?.day;
  const stale = projects.filter((id) => {
    const day = dayOf(id);
    return typeof day === 'string' && isStale(day, today, staleAfterDays);
  });
  if (stale.length > 0) {
    lines.push(
      `Stale, asked more than ${staleAfterDays} days ago: ${listed(stale)}; run npm run track.`,
    );
  }
  for (const stage of stages) {
    const due = dueOf(stage, calendar);
    const unseen = projects.filter((id) => {
      const status = of.rows.get(id)?.get(stage.id)?.status ?? 'unknown';
      return (
        due !== undefined &&
        !isThrough(status) &&
        notLookedAtSince(due.day, notBefore(of.asOf.get(id)), today)
      );
    });
    if (due === undefined || unseen.length === 0) continue;
    lines.push(
      `${stage.title} was due ${due.day}; nobody has looked since at ${listed(unseen)}; run npm run track.`,
    );
  }
  return [...lines, ...unknownLines(of, projects)];
}

/** Every status of a project that was read and is unknown, those of one reason together, with what to do. */
function unknownLines(of: ProposalReport, projects: readonly string[]): string[] {
  const rows = allRows(of).filter(
    ({ project, unknown }) =>
      projects.includes(project) && unknown !== null && unknown.kind !== 'unread',
  );
  const title = (id: string) =>
    of.proposal.frontMatter.stages.find((one) => one.id === id)?.title ?? id;
  const lines = [
    ...Map.groupBy(rows, ({ project, reason }) => `${project} ${reason}`).values(),
  ].map((same) => {
    const [first] = same;
    const at = listed(same.map((row: Row) => title(row.stage)));
    return `? ${first?.project ?? ''}, ${at}: ${first?.reason ?? ''}; ${first?.unknown?.todo ?? ''}`;
  });
  const more = lines.length - mostTold;
  return more > 0
    ? [...lines.slice(0, mostTold), `? and ${more} more; npm run status -- --project <id>`]
    : lines;
}
