import { parseReviewId, type ReviewId } from '../../review-identity.ts';
import { later } from '../../../ground/instant.ts';
import type { Review } from '../../review.ts';
import type { SourceAnswer, SystemPlan } from '../review-source.ts';
import { newestBelieved } from '../believable.ts';
import type { Gerrit, GerritAnswer } from './gerrit-client.ts';
import { anyOf, since } from './query.ts';

/** Numbers of one query; a few of them fill a request line. */
const numbersAtOnce = 100;
/** Change-Ids are 41 characters each. */
const changeIdsAtOnce = 40;

interface GerritQuestion {
  query: string;
  kind: 'declared' | 'resolve' | 'present' | 'reverts' | 'open';
  /** The declared query without its moment. */
  declared?: string;
  asked?: Review[];
}

/** Everything that a Gerrit is asked, in the order in which it is asked. */
export function gerritQuestions(plan: SystemPlan): GerritQuestion[] {
  const questions: GerritQuestion[] = [];
  for (const [declared, moment] of plan.queries) {
    questions.push({ query: since(declared, moment), kind: 'declared', declared });
  }
  for (const query of anyOf('change', [...plan.numbers], numbersAtOnce)) {
    questions.push({ query, kind: 'resolve' });
  }
  for (const query of anyOf('change', [...plan.changeIds], changeIdsAtOnce)) {
    questions.push({ query, kind: 'resolve' });
  }
  const byNumbers = (
    reviews: readonly Review[],
    kind: GerritQuestion['kind'],
    operator: string,
  ) => {
    for (let at = 0; at < reviews.length; at += numbersAtOnce) {
      const asked = reviews.slice(at, at + numbersAtOnce);
      const [query = ''] = anyOf(operator, asked.map(numberOf), numbersAtOnce);
      questions.push({ query, kind, asked });
    }
  };
  byNumbers(plan.due, 'present', 'change');
  byNumbers(
    plan.due.filter(({ status }) => status === 'merged'),
    'reverts',
    'revertof',
  );
  // Last, so that what the others find is known to be older than this answer.
  const due = new Set(plan.due);
  byNumbers(
    plan.open.filter((review) => !due.has(review)),
    'open',
    'change',
  );
  for (const question of questions) {
    if (question.kind === 'open') question.query = since(question.query, plan.openSince);
  }
  return questions;
}

function numberOf(review: Review): number {
  const name = parseReviewId(review.id);
  return name !== undefined && 'number' in name ? name.number : 0;
}

/** Asks a Gerrit all of a plan. `into` holds what came, also when this throws. */
export async function readGerrit(
  plan: SystemPlan,
  gerrit: Gerrit,
  into: SourceAnswer,
): Promise<void> {
  const questions = gerritQuestions(plan);
  const byQuery = Map.groupBy(questions, ({ query }) => query);
  let newest: string | undefined;
  const newestOf = (moments: readonly (string | undefined)[]) =>
    newestBelieved(moments, plan.latest, gerrit.now);
  const known = [...plan.known.values()].map(({ updated }) => updated);
  let openSeen: string | undefined;
  await gerrit.ask([...byQuery.keys()], (query, answer) => {
    const own = newestOf(answer.fetched.map(({ review }) => review.updated));
    newest = later(newest, newestOf([...known, own]));
    known.length = 0;
    for (const one of answer.fetched) into.fetched.set(one.review.id, one);
    if (answer.problem !== undefined) into.problems.push(`\`${query}\`: ${answer.problem}`);
    for (const question of byQuery.get(query) ?? []) {
      take(question, { ...answer, newest: own }, plan, into);
      if (question.kind === 'open' && newest !== undefined) {
        // The earliest of its parts counts: a later part may tell of later changes.
        if (openSeen === undefined || newest < openSeen) openSeen = newest;
      }
    }
  });
  const whole = openSeen ?? newest;
  if (whole !== undefined) into.seen.set('open', whole);
}

function take(
  question: GerritQuestion,
  answer: Omit<GerritAnswer, 'newest'> & { newest: string | undefined },
  plan: SystemPlan,
  into: SourceAnswer,
): void {
  if (question.declared !== undefined) {
    into.queries.set(question.declared, {
      ids: new Set<ReviewId>(answer.fetched.map(({ review }) => review.id)),
      since: plan.queries.get(question.declared),
      complete: answer.complete,
      newest: answer.newest,
    });
  }
  if (question.kind === 'present' && answer.complete) {
    const there = new Set(answer.fetched.map(({ review }) => numberOf(review)));
    for (const review of question.asked ?? []) {
      if (!there.has(numberOf(review))) into.missing.add(review.id);
    }
  }
}
