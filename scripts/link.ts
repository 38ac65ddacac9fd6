import { loadProposals } from '../src/proposal/load-proposals.ts';
import { today } from '../src/ground/day.ts';
import { formatProblem } from '../src/ground/problem.ts';
import type { Registry } from '../src/proposal/registry.ts';
import { parseReviewReference, reviewUrl } from '../src/review/review-address.ts';
import { addDecisions, BrokenDecisions } from '../src/review/write-decisions.ts';
import { personsDecisionSchema, type PersonsDecision } from '../src/review/decision.ts';
import type { ReviewId, UnresolvedId } from '../src/review/review-identity.ts';
import { readReviews, type ReviewsOfProposal } from '../src/review/read-reviews.ts';
import { reviewIndex } from '../src/review/review-index.ts';
import { reviewsByStage } from '../src/review/summary.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import { oneOf, oneProposal, proposalOption, proposalsRoot, rootOption } from './lib/options.ts';
import { print, printError, printJson } from './lib/print.ts';

const actions = ['confirm', 'reject', 'move', 'list'] as const;

await run(
  {
    usage: 'npm run link --',
    about:
      'Records what a person decided about a review and a stage, in links.yaml beside the proposal.\n' +
      'No run of `npm run sync` ever changes it. `list` shows what waits for a decision.',
    positionals: ['confirm|reject|move|list', '[<review>]'],
    options: {
      proposal: { ...proposalOption, help: 'which proposal; needed unless there is one' },
      stage: { type: 'string', value: '<id>', help: 'confirm, reject, list: the stage' },
      from: { type: 'string', value: '<id>', help: 'move: the stage that it does not belong to' },
      to: { type: 'string', value: '<id>', help: 'move: the stage that it belongs to' },
      by: { type: 'string', value: '<name>', help: 'who decides: a role or public name' },
      note: { type: 'string', value: '<text>', help: 'why' },
      root: rootOption,
      json: { type: 'boolean', help: 'what was decided, or the list, as JSON' },
    },
    examples: [
      'npm run link -- list --proposal 1',
      'npm run link -- confirm --proposal 1 --stage ready https://review.example.org/c/web/alpha/+/912345',
      'npm run link -- move --proposal 1 --from ready --to removed github:owner/name#12 --note "removes it"',
    ],
  },
  async (values, [asked, review]) => {
    const action = oneOf('link', 'action', asked, actions);
    const loaded = await loadProposals(proposalsRoot(values));
    const { registry } = loaded;
    const proposal = oneProposal(loaded, values.proposal);
    const stages = proposal.frontMatter.stages.map(({ id }) => id);
    const context = { systems: registry.reviewSystems, stages };
    const reviews = await readReviews(proposal.folder, context);
    printError(...reviews.problems.map(formatProblem));
    if (action === 'list') {
      if (review !== undefined) throw new WrongUse('list takes no review');
      const chosen =
        values.stage === undefined ? stages : [oneOf('--stage', 'stage', values.stage, stages)];
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
            {
              ...common,
              stage: oneOf('--from', 'stage', values.from, stages),
              decision: 'rejected',
            },
            { ...common, stage: oneOf('--to', 'stage', values.to, stages), decision: 'confirmed' },
          ]
        : [
            {
              ...common,
              stage: oneOf('--stage', 'stage', values.stage, stages),
              decision: action === 'confirm' ? 'confirmed' : 'rejected',
            },
          ];
    refuseUnreadable(decisions);
    try {
      await addDecisions(proposal.folder, decisions);
    } catch (error) {
      if (!(error instanceof BrokenDecisions)) throw error;
      printError(error.message);
      return exitCode.findings;
    }
    if (values.json === true) printJson(decisions);
    else print(...decisions.map(({ stage, decision }) => `${id}  ${stage}  ${decision}`));
    return exitCode.fine;
  },
);

/** What no reader of links.yaml would take is not written there. */
function refuseUnreadable(decisions: readonly PersonsDecision[]): void {
  for (const decision of decisions) {
    const issue = personsDecisionSchema.safeParse(decision).error?.issues[0];
    if (issue !== undefined) throw new WrongUse(`--${issue.path.join('.')}: ${issue.message}`);
  }
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
    const where =
      hosts === ''
        ? 'projects.yaml names no review system (reviewSystems)'
        : `expected its id, or its address on one of: ${hosts}`;
    throw new WrongUse(`\`${text}\` is no review; ${where}`);
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
      provenance: link.provenance.map(({ kind, text }) => `${kind}: ${text}`),
      url: reviewUrl(review.id, registry.reviewSystems),
    })),
  );
  if (json) {
    printJson(rows);
    return;
  }
  for (const { stage, review, title, provenance } of rows) {
    print([stage, review, title, `(${provenance.join('; ')})`].join('  '));
  }
  print(`${rows.length} ${rows.length === 1 ? 'suggestion waits' : 'suggestions wait'}`);
}
