import type { AdoptionSnapshot, ProbeAnswer } from '../adoption/snapshot.ts';
import type { Predicate } from '../proposal/criteria.ts';
import { evaluate, leaves, type Answered } from './evaluate.ts';
import { listed } from './listed.ts';
import { predicateText } from './predicate-text.ts';
import type { ProposalReport, Row } from './report.ts';
import { probesOf } from './report.ts';
import { stagesAsked, type StageQuestion } from './stage-question.ts';
import type { Verdict } from './verdict.ts';

/** Everything that one status stands on: what `--why` prints and a project's page shows. */
export interface Why {
  row: Row;
  /** The stage's predicates in words, with what each says now. */
  predicates: { role: 'affected' | 'bad' | 'good'; text: string; verdict: Verdict }[];
  /** Every probe that they name; a probe of parts once for each part. */
  probes: ProbeWhy[];
  /** The projects on which it stands, per stage that is asked of them. */
  dependencies: { stage: string; project: string; through: Verdict }[];
  /** What would make it done, each a thing to do; empty where it is done or does not matter. */
  wouldBeDone: string[];
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
  /** The commits that changed its counts, oldest first; the first is where the history begins. */
  changes: { commit: string; date: string; counts: Answered['counts'] }[];
}

/** Explains a status; undefined where the proposal, or the stage, is for other projects. */
export function why(report: ProposalReport, project: string, stage: string): Why | undefined {
  const row = report.rows.get(project)?.get(stage);
  const question = report.questionOf(project, stage);
  const now = question?.moments.at(-1);
  if (row === undefined || question === undefined || now === undefined) return undefined;
  const { criteria, affected, units } = question;
  const roles = { affected, bad: criteria.bad, good: criteria.good };
  const verdictOf = (predicate: Predicate): Verdict => {
    const verdicts = units.map(({ factsAt }) => evaluate(predicate, factsAt(now)));
    return verdicts.every((one) => one === verdicts[0]) ? verdicts[0] : undefined;
  };
  const snapshot = report.snapshots.get(project);
  return {
    row,
    predicates: (['affected', 'bad', 'good'] as const).flatMap((role) => {
      const predicate = roles[role];
      if (predicate === undefined) return [];
      const text = predicateText(predicate, question.title);
      return [{ role, text, verdict: verdictOf(predicate) }];
    }),
    probes: probesOf(question).flatMap((probe) =>
      units.flatMap((unit) => {
        const answer = answerOf(snapshot, probe, unit.part);
        const isOfPart = unit.part !== null && answer?.part === true;
        if (!isOfPart && unit !== units[0]) return [];
        return [
          {
            probe,
            title: question.title(probe),
            ...(isOfPart && unit.part !== null ? { part: unit.part } : {}),
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

function answerOf(
  snapshot: AdoptionSnapshot | undefined,
  probe: string,
  part: string | null,
): { answer: ProbeAnswer; part: boolean } | undefined {
  const ofPart = part === null ? undefined : snapshot?.partProbes[part]?.[probe];
  if (ofPart !== undefined) return { answer: ofPart, part: true };
  const whole = snapshot?.probes[probe];
  return whole && { answer: whole, part: false };
}

function probeWhy(
  answer: ProbeAnswer | undefined,
): Pick<ProbeWhy, 'files' | 'evidence' | 'changes'> {
  if (answer === undefined) return { files: null, evidence: [], changes: [] };
  const { coverage, evidence, points } = answer;
  return {
    files: { looked: coverage.files.head, unread: coverage.unread.head },
    evidence,
    changes: points.map(([, commit, date, code, strings, tests]) => ({
      commit,
      date,
      counts: { code, strings, tests },
    })),
  };
}

/** What is still to do, each thing by itself. */
function wouldBeDone(row: Row, question: StageQuestion): string[] {
  if (row.status === 'done' || row.status === 'not affected') return [];
  if (row.unknown !== null) return [row.unknown.todo];
  const of = ({ part }: { part?: string }) => (part === undefined ? '' : `${part}: `);
  const steps = row.left.map(
    (sign) =>
      `${of(sign)}take out ${question.title(sign.probe)} in ${listed(sign.in)}: ` +
      (sign.atLeast === 1
        ? `${sign.count} left`
        : `${sign.count} left, fewer than ${sign.atLeast}`),
  );
  const { good } = question.criteria;
  const byPart = Map.groupBy(row.missing, (sign) => sign.part);
  for (const [part, missing] of byPart) {
    const titles = missing.map(({ probe }) => question.title(probe));
    const alternatives = isOneEnough(good) ? 'one of: ' : '';
    steps.push(`${of(part === undefined ? {} : { part })}add ${alternatives}${titles.join(', ')}`);
  }
  const signsAgainst = good === undefined ? [] : leaves(good).filter(({ positive }) => !positive);
  if (signsAgainst.length > 0 && (row.missing.length > 0 || steps.length === 0)) {
    const titles = listed(
      signsAgainst.map(({ probe }) => question.title(probe)),
      'or',
    );
    steps.push(`${steps.length === 0 ? '' : 'or '}be left without ${titles}`);
  }
  for (const stage of stagesAsked(question)) {
    const waiting = question.dependencies(stage).filter(({ through }) => through !== true);
    if (waiting.length > 0) steps.push(`wait for, or help, ${listed(waiting.map(({ id }) => id))}`);
  }
  return steps;
}

function isOneEnough(good: Predicate | undefined): boolean {
  return typeof good === 'object' && 'any' in good && good.any.length > 1;
}
