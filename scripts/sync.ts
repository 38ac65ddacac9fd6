import { join } from 'node:path';
import { holdLock } from '../src/ground/lock.ts';
import { formatProblem } from '../src/ground/problem.ts';
import { loadProposals, type Proposal } from '../src/proposal/load-proposals.ts';
import type { ProposalInput } from '../src/review/sync/plan.ts';
import { proposalInput } from '../src/review/sync/proposal-input.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import { chosenProposals, proposalsRoot } from './lib/options.ts';
import { printError } from './lib/print.ts';
import { fromGit } from './lib/sync/from-git.ts';
import { fromServers } from './lib/sync/from-servers.ts';
import { syncOptions } from './lib/sync/options.ts';

await run(
  {
    usage: 'npm run sync --',
    about:
      'Reads the code reviews of every proposal from Gerrit and GitHub, ties them to its stages, and\n' +
      'writes proposals/NNNN-slug/reviews.json. A run that is cut short is gone on from by the next.\n' +
      'Secrets come from the environment, each with the origin that may see it: any variable that\n' +
      "begins with CROSSPLAN_SECRET, such as CROSSPLAN_SECRET_1='https://review.example.org user:password'.\n" +
      '$GITHUB_TOKEN is for https://api.github.com alone.',
    options: syncOptions,
    examples: [
      'npm run sync -- --dry-run',
      'npm run sync -- --proposal 1 --source gerrit:review.example.org',
      "npm run sync -- --proposal 1 --from-git --project alpha --mirrors '/srv/git/{owner}/{name}.git'",
    ],
  },
  async (values) => {
    const { mirrors, project, since } = values;
    if (values['from-git'] !== true && (mirrors ?? project ?? since) !== undefined) {
      throw new WrongUse('--mirrors, --project and --since go with --from-git');
    }
    const root = proposalsRoot(values);
    // What is read here is written anew at the end: no other run may write in between.
    using _ =
      values['dry-run'] === true
        ? undefined
        : await holdLock(join(root, '.reviews.lock'), `another run reads reviews for ${root}`);
    const loaded = await loadProposals(root);
    const chosen = chosenProposals(loaded, values.proposal);
    const inputs: { input: ProposalInput; proposal: Proposal }[] = [];
    let isPartial = chosen.faulty.length > 0;
    for (const proposal of chosen.proposals) {
      const { input, problems, snapshotIsBroken } = await proposalInput(proposal, loaded.registry);
      printError(...problems.map(formatProblem));
      isPartial ||= problems.length > 0;
      // What is there is never replaced by less: a broken snapshot is mended first.
      if (!snapshotIsBroken) inputs.push({ input, proposal });
    }
    for (const { name } of chosen.faulty) {
      printError(`${name} was left out; npm run check says what is to be mended`);
    }
    const code =
      values['from-git'] === true
        ? await fromGit(loaded.registry, inputs, values)
        : await fromServers(
            loaded.registry,
            inputs.map(({ input }) => input),
            values,
          );
    return isPartial ? exitCode.partial : code;
  },
);
