import { z } from 'zod';
import { compareText } from '../../ground/problem.ts';
import { dayOf, dayText } from '../../ground/day.ts';
import { namesTeam } from '../../proposal/concern-register.ts';
import { holderOf } from '../../proposal/concern-standing.ts';
import { stands } from '../../proposal/concern-words.ts';
import { numberText } from '../../proposal/proposal-number.ts';
import { listed } from '../listed.ts';
import type { StaleEntry } from '../stale.ts';
import type { OpenStage, TeamDuties } from './team-duties.ts';

/** One thing that a team must do, or look at. */
export const dutyLineSchema = z.strictObject({
  kind: z.enum(['sign-off', 'stage', 'review', 'concern', 'drift', 'confirm']),
  proposal: z.int(),
  due: z.string().nullable().describe('The last day in time; null: none.'),
  words: z.string(),
  todo: z.string().describe('What to do about it.'),
});
export type DutyLine = z.infer<typeof dutyLineSchema>;

/** What waits for a team in a few lines: what has a day first, by that day. */
export function dutyLines(duties: TeamDuties): DutyLine[] {
  const lines = [
    ...duties.signOffs.map(({ report, signOff, clock }): DutyLine => {
      const { number, frontMatter } = report.proposal;
      return {
        kind: 'sign-off',
        proposal: number,
        due: clock.due ?? null,
        words: `Sign-off on ${numberText(number)}, ${frontMatter.title}: ${clock.position ?? 'no answer yet'}`,
        todo: clock.isRunning
          ? `npm run sign-off -- answer ${signOff.team} --proposal ${number} --says …; questions: ${signOff.escalateTo ?? 'the champions'}`
          : 'the champions have to ask again',
      };
    }),
    ...duties.stages.filter(({ rows }) => rows.length > 0).map(stageLine),
    ...reviewLines(duties),
    ...concernLines(duties),
    ...duties.drift.map(({ report, row }): DutyLine => {
      const title = titleOf(report.proposal.frontMatter.stages, row.stage);
      return {
        kind: 'drift',
        proposal: row.proposal,
        due: null,
        words: `Claim about ${row.project}, ${title}: ${row.drift?.text ?? ''}`,
        todo: 'claim it anew, or say what the probes miss',
      };
    }),
  ];
  lines.push(...confirmLines(duties));
  return lines.sort((a, b) => compareText(a.due ?? '~', b.due ?? '~'));
}

function stageLine({ report, stage, due, rows }: OpenStage): DutyLine {
  const { number } = report.proposal;
  const names = listed(rows.map(({ row }) => row.project));
  const unknown = rows.filter(({ row }) => row.status === 'unknown').length;
  const left = unknown === rows.length ? 'unknown' : 'left';
  const todos = [...new Set(rows.flatMap(({ todo }) => todo))];
  const [first] = todos;
  const more = todos.length - 1;
  return {
    kind: 'stage',
    proposal: number,
    due: due?.day ?? null,
    words: `${numberText(number)} ${stage.title}: ${left} for ${names}`,
    todo:
      first === undefined
        ? `npm run brief -- ${rows[0]?.row.project ?? ''} --stage ${stage.id}`
        : `${first}${more > 0 ? `; and ${more} more` : ''}`,
  };
}

/** Those about its projects by name, or that hold a blueprint up; of the others, how many there are. */
function concernLines({ team, concerns }: TeamDuties): DutyLine[] {
  const own = concerns.filter((one) => one.holdsUp !== undefined || namesTeam(one, team));
  const others = Map.groupBy(
    concerns.filter((one) => !own.includes(one)),
    ({ proposal }) => proposal,
  );
  return [
    ...own.map(({ proposal, concern, holdsUp }): DutyLine => {
      const how = holdsUp === undefined ? 'open' : `holds it up: ${stands(holdsUp, concern)}`;
      return {
        kind: 'concern',
        proposal: proposal.number,
        due: concern.answer?.says === 'none' ? concern.answer.by : null,
        words: `Concern on ${numberText(proposal.number)}: “${concern.title}”, ${how}`,
        todo: concern.wouldClear ?? `speak to ${holderOf(concern)}`,
      };
    }),
    ...[...others].map(([{ number }, all]): DutyLine => ({
      kind: 'concern',
      proposal: number,
      due: null,
      words: `${all.length} open ${all.length === 1 ? 'concern' : 'concerns'} on ${numberText(number)} about every project`,
      todo: listed(all.map(({ concern }) => `“${concern.title}”`)),
    })),
  ];
}

/** What nobody confirmed: of each proposal a line of claims, and one of exemptions; drift is told by itself. */
function confirmLines({ unconfirmed, drift }: TeamDuties): DutyLine[] {
  const isDrift = ({ kind, project, stage, proposal }: StaleEntry) =>
    kind === 'claim' &&
    drift.some(
      ({ row }) => row.project === project && row.stage === stage && row.proposal === proposal,
    );
  const left = unconfirmed.filter((one) => !isDrift(one));
  const groups = Map.groupBy(left, ({ kind, proposal }) => `${kind} ${proposal}`);
  return [...groups.values()].flatMap((group): DutyLine[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { kind, proposal, due, todo } = first;
    const what = kind === 'claim' ? 'Claims that nobody confirmed' : 'Exemptions that have run out';
    const names = listed([...new Set(group.map(({ project }) => project))]);
    return [
      {
        ...{ kind: 'confirm', proposal, due },
        words: `${what}, ${numberText(proposal)}: ${names}`,
        todo,
      },
    ];
  });
}

/** One line for each turn: of many reviews, how many and since when. */
function reviewLines({ reviews }: TeamDuties): DutyLine[] {
  const groups = Map.groupBy(
    reviews.filter(({ review }) => review.turn?.who !== 'unknown'),
    ({ report, review }) => `${report.proposal.number} ${review.turn?.who ?? ''}`,
  );
  return [...groups.values()].flatMap((group): DutyLine[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { turn, review } = first.review;
    const since = turn?.since ?? review.updated;
    const days = since === undefined ? '' : `, the longest since ${dayText(dayOf(since))}`;
    const count = `${group.length} ${group.length === 1 ? 'review' : 'reviews'}`;
    return [
      {
        kind: 'review',
        proposal: first.report.proposal.number,
        due: null,
        words: `${count} on ${numberText(first.report.proposal.number)}: ${turnWords[turn?.who ?? 'unknown']}${days}`,
        todo: group
          .slice(0, 2)
          .map(({ review: { review: one } }) => `“${one.title}”`)
          .join(', '),
      },
    ];
  });
}

/** What each turn means for a team. */
export const turnWords = {
  submitter: 'ready to land',
  reviewers: 'waiting for review',
  author: 'waiting for their author',
  'another review': 'waiting behind another review',
  unknown: 'turn unknown',
};

function titleOf(stages: readonly { id: string; title: string }[], id: string): string {
  return stages.find((stage) => stage.id === id)?.title ?? id;
}
