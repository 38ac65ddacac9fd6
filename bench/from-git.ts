/**
 * How well `sync --from-git` finds the reviews of a plan, held against bench/from-git/judged.json: how
 * many of the judged steps it links or suggests, and how many of its judged links are right.
 *
 * usage: node bench/from-git.ts --mirrors '<dir>/{owner}+{name}/repo' [--json]
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { inMirrors } from '../src/git/clone.ts';
import { openRepository } from '../src/git/repository.ts';
import { today } from '../src/ground/day.ts';
import { loadProposals } from '../src/proposal/load-proposals.ts';
import { emptySnapshot } from '../src/review/snapshot.ts';
import { readMirrors } from '../src/review/sync/git/read-mirrors.ts';
import { proposalInput } from '../src/review/sync/proposal-input.ts';

const { values } = parseArgs({
  options: { mirrors: { type: 'string' }, json: { type: 'boolean' } },
});
if (values.mirrors === undefined) throw new Error('--mirrors says where the clones are');

const commit = { repository: z.string(), commit: z.string().regex(/^[0-9a-f]{40}$/) };
const judgedLinkSchema = z.strictObject({ ...commit, stage: z.string(), isRight: z.boolean() });
const judged = z
  .strictObject({
    steps: z.array(z.strictObject({ ...commit, isStep: z.boolean() })),
    confirmed: z.array(judgedLinkSchema),
    suggested: z.array(judgedLinkSchema),
  })
  .parse(JSON.parse(await readFile(new URL('from-git/judged.json', import.meta.url), 'utf8')));

const projects = ['octavia', 'ironic', 'heat', 'keystone', 'glance', 'nova', 'neutron'];
const { proposals, registry } = await loadProposals('proposals');
const proposal = proposals.find(({ number }) => number === 2);
if (proposal === undefined) throw new Error('the judged plan is proposal 2');
const { input } = await proposalInput(proposal, registry);
const locate = inMirrors(values.mirrors);
const { figures, written } = await readMirrors({
  registry,
  proposals: [
    {
      ...input,
      snapshot: emptySnapshot(),
      since: '2024-01-01',
      projects,
      probes: proposal.probes,
      plan: proposal.frontMatter.stages,
    },
  ],
  open: async (repository) => openRepository((await locate(repository)).path),
  today: today(),
  dryRun: true,
});
const unread = figures.filter(({ problem }) => problem !== undefined);
if (unread.length > 0)
  throw new Error(unread.map((one) => `${one.project}: ${one.problem}`).join());

const { reviews, links } = written[0]?.snapshot ?? emptySnapshot();
const commits = new Map(reviews.map(({ id, commit: hash }) => [id as string, hash ?? '']));
const linked = new Set(links.map(({ review }) => commits.get(review) ?? ''));
const steps = judged.steps.filter(({ isStep }) => isStep);
const found = steps.filter(({ commit: hash }) => linked.has(hash)).length;

/** Of the judged links of one decision: how many are still made, and how many of those are right. */
function precision(decision: 'confirmed' | 'suggested') {
  const made = new Set(
    links
      .filter((link) => link.decision === decision)
      .map(({ review, stage }) => `${commits.get(review) ?? ''} ${stage}`),
  );
  const still = judged[decision].filter(({ commit: hash, stage }) => made.has(`${hash} ${stage}`));
  const right = still.filter(({ isRight }) => isRight).length;
  return { decision, made: made.size, judged: still.length, right, share: right / still.length };
}

const result = {
  recall: { steps: steps.length, found, share: found / steps.length },
  precision: [precision('confirmed'), precision('suggested')],
};
if (values.json === true) console.log(JSON.stringify(result, null, 2));
else {
  console.log(
    `${found} of ${steps.length} steps found (${Math.round(result.recall.share * 100)} %)`,
  );
  console.table(result.precision);
}
