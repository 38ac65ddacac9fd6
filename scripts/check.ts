import { checkIncludes } from '../src/adoption/check-includes.ts';
import { checkPatterns } from '../src/adoption/pattern/check-patterns.ts';
import { loadProposals } from '../src/proposal/load-proposals.ts';
import {
  compareProblems,
  countFaults,
  fewOfEachFile,
  formatProblem,
} from '../src/ground/problem.ts';
import { checkTextReviews } from '../src/review/check-text-reviews.ts';
import { readReviews } from '../src/review/read-reviews.ts';
import { exitCode, run } from './lib/cli.ts';
import { proposalsRoot, rootOption } from './lib/options.ts';
import { print, printJson } from './lib/print.ts';

await run(
  {
    usage: 'npm run check --',
    about:
      'Checks all of proposals/: schema, references, structure, lifecycle, what probes can read, decisions.\nPrints every fault at once.',
    options: {
      root: rootOption,
      json: { type: 'boolean', help: 'the faults as one JSON array' },
    },
    examples: ['npm run check', 'npm run -s check -- --json | jq .'],
  },
  async (values) => {
    const {
      registry,
      proposals,
      faulty,
      problems: found,
    } = await loadProposals(proposalsRoot(values));
    // What people decided on links stands beside each proposal.
    const decided = await Promise.all(
      proposals.map(({ folder, frontMatter }) => {
        const stages = frontMatter.stages.map(({ id }) => id);
        return readReviews(folder, { systems: registry.reviewSystems, stages });
      }),
    );
    const all = [
      ...found,
      ...proposals.flatMap(checkIncludes),
      ...proposals.flatMap(checkPatterns),
      ...proposals.flatMap((one) => checkTextReviews(one, registry.reviewSystems)),
      ...decided.flatMap((one) => one.problems),
    ];
    const problems = fewOfEachFile(all.sort(compareProblems));
    if (values.json === true) printJson(problems);
    else {
      print(...problems.map(formatProblem));
      const whole = `${proposals.length} ${proposals.length === 1 ? 'proposal' : 'proposals'} whole`;
      const count = countFaults(problems);
      const faults = `${count} ${count === 1 ? 'fault' : 'faults'}`;
      print(`${whole}, ${faulty.length} faulty, ${faults}`);
      if (proposals.length + faulty.length === 0) print('npm run new -- "Title" begins one');
    }
    const unreadable = ['unreadable', 'not-text', 'too-large'];
    if (all.some(({ code }) => unreadable.includes(code))) return exitCode.partial;
    return problems.length > 0 ? exitCode.findings : exitCode.fine;
  },
);
