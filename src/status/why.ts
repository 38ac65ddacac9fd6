import {
  boundAt,
  type AdoptionSnapshot,
  type Bound,
  type ProbeAnswer,
} from '../adoption/snapshot.ts';
import { evaluate, type Answered } from './evaluate.ts';
import { listed } from './listed.ts';
import { predicateText } from './predicate-text.ts';
import { probesOf, type ProposalReport, type Row } from './report.ts';
import { stagesAsked } from './stage-question.ts';
import { courseOf } from './unit.ts';
import { allOf, anyOf, type Verdict } from './verdict.ts';
import { wouldBeDone } from './would-be-done.ts';

/** Everything that one status stands on: what `--why` prints and a project's page shows. */
export interface Why {
  row: Row;
  /** The stage's predicates in words, with what each says now; `affected`, whether it ever held. */
  predicates: PredicateWhy[];
  /** Every probe that they name; a probe of parts once for each part. */
  probes: ProbeWhy[];
  /** The projects on which it stands, per stage that is asked of them. */
  dependencies: { stage: string; project: string; through: Verdict }[];
  /** What would make it done, each a thing to do; empty where it is done or does not matter. */
  wouldBeDone: string[];
}

/** What one predicate says: of a project of several parts, that any is affected, or bad, or all good. */
export interface PredicateWhy {
  role: 'affected' | 'bad' | 'good';
  text: string;
  verdict: Verdict;
  /** What it says of each part; empty where that is the same of all. */
  parts: { part: string; verdict: Verdict }[];
}

/** One probe's answer in full. */
export interface ProbeWhy {
  probe: string;
  title: string;
  /** The part that was asked; absent: the project. */
  part?: string;
  /** Counts now, and why there may be more; undefined: no answer. */
  now: Answered | undefined;
  /** Files that it looked at, and that it could not read, at the commit that was read. */
  files: { looked: number; unread: number } | null;
  /** Where its matches stand at that commit. */
  evidence: ProbeAnswer['evidence'];
  /**
   * The commits that changed its counts, oldest first, and what the counts are worth from each on; the
   * first is where the history begins.
   */
  changes: { commit: string; date: string; counts: Answered['counts']; bound: Bound }[];
}

/** `yes`, or where parts differ `volume: yes; api and backup: no`; perhaps in other words. */
export function verdictText(
  { verdict, parts }: Pick<PredicateWhy, 'verdict' | 'parts'>,
  [yes, no]: readonly [string, string] = ['yes', 'no'],
): string {
  const word = (of: Verdict) => (of === undefined ? 'unknown' : of ? yes : no);
  if (parts.length === 0) return word(verdict);
  const groups = Map.groupBy(parts, (one) => word(one.verdict));
  return [...groups]
    .map(([said, same]) => `${listed(same.map(({ part }) => part))}: ${said}`)
    .join('; ');
}

/** Explains a status; undefined where the proposal, or the stage, is for other projects. */
export function why(report: ProposalReport, project: string, stage: string): Why | undefined {
  const row = report.rows.get(project)?.get(stage);
  const question = report.questionOf(project, stage);
  const now = question?.moments.at(-1);
  if (row === undefined || question === undefined || now === undefined) return undefined;
  const { criteria, affected, units } = question;
  const roles = { affected, bad: criteria.bad, good: criteria.good };
  const snapshot = report.snapshots.get(project);
  return {
    row,
    predicates: (['affected', 'bad', 'good'] as const).flatMap((role) => {
      const predicate = roles[role];
      if (predicate === undefined) return [];
      const text = predicateText(predicate, question.title);
      const each = units.map((unit) => ({
        part: unit.part ?? '',
        // Once affected, always affected: what was removed is no reason to say no.
        verdict:
          role === 'affected'
            ? courseOf(question, unit, question.moments).affected.at(-1)
            : evaluate(predicate, unit.factsAt(now)),
      }));
      const verdicts = each.map(({ verdict }) => verdict);
      const isSame = new Set(verdicts).size === 1;
      const verdict = role === 'good' ? allOf(verdicts) : anyOf(verdicts);
      return [{ role, text, verdict, parts: isSame ? [] : each }];
    }),
    probes: probesOf(question).flatMap((probe) =>
      units.flatMap((unit) => {
        const answer = answerOf(snapshot, probe, unit.part);
        const part = answer?.part ?? null;
        // What is asked of the whole project is told once.
        if (part === null && unit !== units[0]) return [];
        return [
          {
            probe,
            title: question.title(probe),
            ...(part === null ? {} : { part }),
            now: unit.factsAt(now).answer(probe),
            ...probeWhy(answer?.answer),
          },
        ];
      }),
    ),
    dependencies: stagesAsked(question).flatMap((asked) =>
      question
        .dependencies(asked)
        .map(({ id, through }) => ({ stage: asked, project: id, through })),
    ),
    wouldBeDone: wouldBeDone(row, question),
  };
}

/** The answer of a probe to a part, or to the whole project where it asks that. */
function answerOf(
  snapshot: AdoptionSnapshot | undefined,
  probe: string,
  part: string | null,
): { answer: ProbeAnswer; part: string | null } | undefined {
  const ofPart = part === null ? undefined : snapshot?.partProbes[part]?.[probe];
  if (ofPart !== undefined) return { answer: ofPart, part };
  const whole = snapshot?.probes[probe];
  return whole && { answer: whole, part: null };
}

function probeWhy(
  answer: ProbeAnswer | undefined,
): Pick<ProbeWhy, 'files' | 'evidence' | 'changes'> {
  if (answer === undefined) return { files: null, evidence: [], changes: [] };
  const { coverage, evidence, points } = answer;
  return {
    files: { looked: coverage.files.head, unread: coverage.unread.head },
    evidence,
    changes: points.map(([position, commit, date, code, strings, tests]) => ({
      commit,
      date,
      counts: { code, strings, tests },
      bound: boundAt(coverage, position),
    })),
  };
}
