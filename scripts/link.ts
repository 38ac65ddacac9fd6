import { resolve } from 'node:path';
import { loadProposals, type Proposal } from '../src/proposal/load-proposals.ts';
import { today } from '../src/ground/day.ts';
import { formatProblem } from '../src/ground/problem.ts';
import type { Registry } from '../src/proposal/registry.ts';
import { allowedHint } from '../src/ground/suggest.ts';
import { parseReviewReference, reviewUrl } from '../src/review/review-address.ts';
import { addDecisions, BrokenDecisions } from '../src/review/write-decisions.ts';
import type { PersonsDecision } from '../src/review/decision.ts';
import type { ReviewId, UnresolvedId } from '../src/review/review-identity.ts';
import { readReviews, type ReviewsOfProposal } from '../src/review/read-reviews.ts';
import { reviewIndex } from '../src/review/review-index.ts';
import { reviewsByStage } from '../src/review/summary.ts';
import { forTerminal } from '../src/ground/foreign-text.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';

const actions = ['confirm', 'reject', 'move', 'list'] as const;

await run(
  {
    usage: 'npm run link --',
    about:
      'Records what a person decided about a review and a stage, in links.yaml beside the proposal.\n' +
      'No run of `npm run sync` ever changes it. `list` shows what waits for a decision.',
    positionals: ['confirm|reject|move|list', '[<review>]'],
    options: {
      proposal: {
        type: 'string',
        value: '<number>',
        help: 'which proposal; needed unless there is one',
      },
      stage: { type: 'string', value: '<id>', help: 'confirm, reject, list: the stage' },
      from: { type: 'string', value: '<id>', help: 'move: the stage that it does not belong to' },
      to: { type: 'string', value: '<id>', help: 'move: the stage that it belongs to' },
      by: { type: 'string', value: '<name>', help: 'who decides: a role or public name' },
      note: { type: 'string', value: '<text>', help: 'why' },
      root: {
        type: 'string',
        value: '<dir>',
        help: 'the folder of the proposals; default: proposals',
      },
      json: { type: 'boolean', help: 'what was decided, or the list, as JSON' },
    },
    examples: [
      'npm run link -- list --proposal 2',
      'npm run link -- confirm --proposal 2 --stage dual https://review.opendev.org/c/openstack/nova/+/912345',
      'npm run link -- move --proposal 2 --from dual --to removed github:owner/name#12 --note "removes it"',
    ],
  },
  async (values, [action = '', review, ...more]) => {
    if (!actions.some((one) => one === action)) {
      throw new WrongUse(`what is to be done? ${allowedHint(action, actions)}`);
    }
    if (more.length > 0) throw new WrongUse(`one review at a time; got ${more.length} more`);
    const { proposals, registry } = await loadProposals(resolve(values.root ?? 'proposals'));
    const proposal = choose(proposals, values.proposal);
    const stages = proposal.frontMatter.stages.map(({ id }) => id);
    const context = { systems: registry.reviewSystems, stages };
    const reviews = await readReviews(proposal.folder, context);
    for (const problem of reviews.problems) console.error(formatProblem(problem));
    if (action === 'list') {
      if (review !== undefined) throw new WrongUse('list takes no review');
      const chosen =
        values.stage === undefined ? stages : [stageOf(values.stage, stages, '--stage')];
      list(reviews, chosen, registry, values.json === true);
      return reviews.problems.length > 0 ? exitCode.partial : exitCode.fine;
    }
    if (review === undefined) throw new WrongUse(`${action} needs a review: its id or its address`);
    const id = idOf(review, reviews, registry);
    const common = {
      review: id,
      ...(values.by === undefined ? {} : { by: values.by }),
      date: today(),
      ...(values.note === undefined ? {} : { note: values.note }),
    };
    const decisions: PersonsDecision[] =
      action === 'move'
        ? [
            { ...common, stage: stageOf(values.from, stages, '--from'), decision: 'rejected' },
            { ...common, stage: stageOf(values.to, stages, '--to'), decision: 'confirmed' },
          ]
        : [
            {
              ...common,
              stage: stageOf(values.stage, stages, '--stage'),
              decision: action === 'confirm' ? 'confirmed' : 'rejected',
            },
          ];
    try {
      await addDecisions(proposal.folder, decisions);
    } catch (error) {
      if (!(error instanceof BrokenDecisions)) throw error;
      console.error(error.message);
      return exitCode.findings;
    }
    if (values.json === true) console.log(JSON.stringify(decisions, null, 2));
    else for (const { stage, decision } of decisions) console.log(`${id}  ${stage}  ${decision}`);
    return exitCode.fine;
  },
);

function choose(proposals: Proposal[], number: string | undefined): Proposal {
  const allowed = proposals.map((one) => String(one.number));
  const found =
    number === undefined && proposals.length === 1
      ? proposals[0]
      : proposals.find((one) => String(one.number) === number?.replace(/^0+(?=\d)/, ''));
  if (found !== undefined) return found;
  const asked =
    number === undefined ? 'which proposal? give --proposal' : `no whole proposal ${number}`;
  throw new WrongUse(`${asked}; ${allowedHint(number ?? '', allowed)}`);
}

function stageOf(stage: string | undefined, stages: readonly string[], option: string): string {
  if (stage === undefined) throw new WrongUse(`${option} is needed; ${allowedHint('', stages)}`);
  if (!stages.includes(stage))
    throw new WrongUse(`no stage \`${stage}\`; ${allowedHint(stage, stages)}`);
  return stage;
}

/** The id under which a review is known here, or the one that its address says. */
function idOf(
  text: string,
  { reviews }: ReviewsOfProposal,
  { reviewSystems }: Registry,
): ReviewId | UnresolvedId {
  const address = parseReviewReference(text, reviewSystems);
  if (address === undefined || address.kind === 'query') {
    const hosts = reviewSystems.map(({ host }) => host).join(', ');
    throw new WrongUse(`\`${text}\` is no review; its id or its address on one of: ${hosts}`);
  }
  const found = reviewIndex(reviews).resolve(address);
  if (found.length > 1) {
    throw new WrongUse(`several reviews have it: ${found.map(({ id }) => id).join(', ')}`);
  }
  if (found[0] !== undefined) return found[0].id;
  if (address.kind === 'change-id') throw new WrongUse(`no review here has ${address.changeId}`);
  return address.id;
}

function list(
  reviews: ReviewsOfProposal,
  stages: readonly string[],
  registry: Registry,
  json: boolean,
): void {
  const rows = reviewsByStage(reviews, stages, registry).flatMap(({ stage, suggested }) =>
    suggested.map(({ review, link }) => ({
      stage,
      review: review.id,
      title: review.title,
      why: link.why.map(({ kind, text }) => `${kind}: ${text}`),
      url: reviewUrl(review.id, registry.reviewSystems),
    })),
  );
  if (json) {
    console.log(JSON.stringify(rows, null, 2));
    return;
  }
  for (const { stage, review, title, why } of rows) {
    console.log([stage, review, forTerminal(title), `(${forTerminal(why.join('; '))})`].join('  '));
  }
  console.log(`${rows.length} ${rows.length === 1 ? 'suggestion waits' : 'suggestions wait'}`);
}
