import { dayText, daysBetween } from '../../ground/day.ts';
import { asOfSpan, notLookedAtSince } from '../../status/as-of.ts';
import { focusOf, nextDue, type StageStanding } from '../../status/focus.ts';
import type { FullReport } from '../../status/load-reports.ts';
import type { Row } from '../../status/report.ts';
import { isStuck } from '../../status/stuck.ts';
import { forecastOf, type Forecast, type StageForecast } from '../../status/forecast/forecast.ts';
import type { DayRange } from '../../status/forecast/trend.ts';

/** What somebody asks of a blueprint in a meeting, each answered by one sentence without its full stop. */
export interface Answers {
  /** How far is it, and as of when? */
  far: string;
  /** How fast is it? Undefined where nothing is open. */
  pace: string | undefined;
  /** The next day on which something is due; undefined: none is. */
  next: { day: string; days: number; words: string } | undefined;
  /** Who does not move? */
  stuck: { words: string; projects: string[]; more: number };
  /** Whom to ask. */
  ask: string;
  /** The stage that the first answers speak of; undefined where nothing is open. */
  focus: StageStanding | undefined;
  forecast: Forecast;
}

/** So many of those who are stuck are named. */
const mostNamed = 5;

/**
 * The answers of a blueprint's plan.
 *
 * @param today `YYYY-MM-DD`, the day on which they are given
 */
export function answersOf(report: FullReport, today: string): Answers {
  const focus = focusOf(report, today);
  const forecast = forecastOf(report);
  return {
    forecast,
    far: farWords(report, focus, today),
    pace: focus && paceWords(forecast, focus),
    next: nextWords(report, forecast, today),
    stuck: stuckWords(report, forecast, focus),
    ask: `Ask ${report.proposal.frontMatter.champions.join(' or ')}`,
    focus,
  };
}

function farWords(report: FullReport, focus: StageStanding | undefined, today: string): string {
  const asOf = asOfWords(report);
  if (focus === undefined) return `No project that it concerns has anything left, ${asOf}`;
  const { tally, stage } = focus;
  const unknown = tally.unknown === 0 ? '' : ` (${tally.unknown} unknown)`;
  const far = `${tally.done} of ${projects(tally.affected)} that it concerns are through with “${stage.title}”${unknown}, ${asOf}`;
  return `${far}${openWords(focus, today)}`;
}

/** What the stage's day is to those who are not through: to come, missed, or passed with nobody looking. */
function openWords({ due, open }: StageStanding, today: string): string {
  if (due === undefined) return '';
  const day = dayText(due.day);
  if (due.day >= today) return `; ${open.length} have until ${day}`;
  const unseen = open.filter(({ asOf }) => notLookedAtSince(due.day, asOf?.day, today)).length;
  const missed = open.length - unseen;
  if (unseen === 0) return `; ${missed} missed ${day}`;
  if (missed === 0)
    return `; ${day} has passed since, and nobody has looked at the other ${unseen}`;
  return `; ${missed} missed ${day}, and at ${unseen} nobody has looked since`;
}

function asOfWords({ asOf, projects: ids }: FullReport): string {
  const { oldest, newest } = asOfSpan(asOf, ids);
  if (oldest === null || newest === null) return 'read on a day that is not known';
  return oldest === newest
    ? `as of ${dayText(newest)}`
    : `as of ${dayText(oldest)} to ${dayText(newest)}`;
}

/** The day of the newest reading. */
export function readUntil({ asOf, projects: ids }: FullReport): string | undefined {
  return asOfSpan(asOf, ids).newest ?? undefined;
}

/** How many projects wait for one, by way of others too. */
export function waitingFor({ waits }: Pick<Forecast, 'waits'>, project: string): number {
  return waits.standing.get(project)?.waitingInAll ?? 0;
}

function paceWords({ stages }: Forecast, { stage }: StageStanding): string | undefined {
  const of = stages.find((one) => one.stage === stage.id);
  if (of === undefined) return undefined;
  const { pace, all, why, open, unknown } = of;
  if (open === 0 && unknown > 0) {
    return 'When the rest will be through cannot be told: how they stand is not known';
  }
  const speed =
    pace === null ? '' : `${pace.completions} came through in the ${pace.days} days before`;
  const rest =
    all === null
      ? `when the rest will be through cannot be told${why === null ? ' so far ahead' : `: ${why}`}`
      : `if that goes on, the rest will be through ${rangeWords(all)} (four times of five)`;
  return speed === '' ? capital(rest) : `${speed}; ${rest}`;
}

function nextWords(report: FullReport, forecast: Forecast, today: string): Answers['next'] {
  const next = nextDue(report, today);
  if (next?.due === undefined) return undefined;
  const { due, stage, tally } = next;
  const when =
    due.release === undefined ? dayText(due.day) : `${due.release} (${dayText(due.day)})`;
  const expected = expectedWords(forecast.stages.find((one) => one.stage === stage.id));
  return {
    day: due.day,
    days: daysBetween(today, due.day),
    words: `to ${when}, when “${stage.title}” is due: ${tally.done} of ${tally.affected} are through${expected}`,
  };
}

/** Will a stage's day be met? */
function expectedWords(of: StageForecast | undefined): string {
  if (of?.byDue === null || of?.byDue === undefined) return ', and how many will be cannot be told';
  const { from, to } = of.byDue;
  const many = from === to ? `${from}` : `${from} to ${to}`;
  const verdict =
    from >= of.open ? 'it will be met' : to < of.open ? 'it will be missed' : 'it may be met';
  return `; if it goes on as of late ${verdict}: ${many} of the ${of.open} open ones by then`;
}

function rangeWords({ from, to }: DayRange): string {
  return to === null
    ? `not before ${dayText(from)}`
    : `between ${dayText(from)} and ${dayText(to)}`;
}

function stuckWords(
  report: FullReport,
  forecast: Forecast,
  focus: StageStanding | undefined,
): Answers['stuck'] {
  const rows = stuckRows(report, forecast, focus);
  const named = rows.slice(0, mostNamed).map(({ project }) => project);
  if (focus === undefined || rows.length === 0) {
    return { words: 'Nobody is known to be stuck', projects: [], more: 0 };
  }
  const words = `${projects(rows.length)} of the ${focus.open.length} ${rows.length === 1 ? 'is' : 'are'} stuck`;
  return { words, projects: named, more: rows.length - named.length };
}

/**
 * Who is stuck at the stage that the answers speak of: whom most wait for first, then who has most
 * left.
 */
export function stuckRows(
  report: FullReport,
  forecast: Forecast,
  focus: StageStanding | undefined,
): Row[] {
  const waits = ({ project }: Row) => waitingFor(forecast, project);
  return (focus?.open ?? [])
    .filter((row) => isStuck(report, row) === true)
    .sort((a, b) => waits(b) - waits(a) || leftIn(b) - leftIn(a));
}

/** How many matches are left of what must go. */
export function leftIn({ left }: Pick<Row, 'left'>): number {
  return left.reduce((sum, { count }) => sum + count, 0);
}

function projects(n: number): string {
  return `${n} ${n === 1 ? 'project' : 'projects'}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
