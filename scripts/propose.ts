import { join, relative, resolve } from 'node:path';
import { ownerAndName } from '../src/git/address.ts';
import { openRepository } from '../src/git/repository.ts';
import { UnreadableRepository } from '../src/git/read-problem.ts';
import { GitFailed, hasGit } from '../src/git/run-git.ts';
import { WorkClone } from '../src/git/work-clone.ts';
import { today } from '../src/ground/day.ts';
import { recognisedBy } from '../src/proposal/fix-message.ts';
import { loadProposals } from '../src/proposal/load-proposals.ts';
import { numberText } from '../src/proposal/proposal-number.ts';
import { readReviews } from '../src/review/read-reviews.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import { oneOf, oneProposal, proposalsRoot, rootOption } from './lib/options.ts';
import { print, printError, printJson } from './lib/print.ts';
import { hasFix, saidAgainst } from './lib/propose/before.ts';
import { makeChange, type Made } from './lib/propose/make-change.ts';
import { openAgainst } from './lib/propose/open-reviews.ts';
import { addPushed, readPushed } from './lib/propose/pushed.ts';
import { pushTarget, reviewedOn } from './lib/propose/push-target.ts';
import { Refused, refused, unknown, type Refusal } from './lib/propose/refusal.ts';
import { readerOptions, readerSettings } from './lib/track/reader-options.ts';

const { mirrors, local, host, cache, 'no-fetch': noFetch } = readerOptions;

await run(
  {
    usage: 'npm run propose --',
    about:
      'Puts the fix that a stage carries to one project, in a clone of its own: on the lines that the\n' +
      'stage’s probes found and nowhere else. Asks the probes again, commits with what ties the review to\n' +
      'the stage, and prints how to send it. Nothing is sent without --push.',
    options: {
      proposal: {
        type: 'string',
        value: '<number>',
        help: 'the proposal; needed where there are several',
      },
      stage: { type: 'string', value: '<id>', help: 'the stage that carries the fix' },
      project: { type: 'string', value: '<id>', help: 'the one project to which it is put' },
      push: { type: 'boolean', help: 'send it for review, once everything holds' },
      to: {
        type: 'string',
        value: '<address>',
        help: 'where it is sent; default: the project’s review system',
      },
      clones: {
        type: 'string',
        value: '<dir>',
        help: 'where the clones with changes are; default: .cache/proposed',
      },
      ...{ mirrors, local, host, cache, 'no-fetch': noFetch },
      root: rootOption,
      json: { type: 'boolean', help: 'what was done or refused as one JSON object' },
    },
    examples: [
      'npm run propose -- --stage removed --project alpha',
      "npm run propose -- --proposal 3 --stage removed --project alpha --mirrors '/srv/git/{owner}/{name}.git'",
      'npm run propose -- --stage removed --project alpha --push',
    ],
  },
  async (values) => {
    if (!hasGit()) {
      printError('No git on this machine: install it (git-scm.com), and run this again.');
      return exitCode.partial;
    }
    const loaded = await loadProposals(proposalsRoot(values));
    const { registry } = loaded;
    const proposal = oneProposal(loaded, values.proposal);
    const { stages, staleAfterDays } = proposal.frontMatter;
    const id = oneOf(
      '--stage',
      'stage',
      values.stage,
      stages.map((one) => one.id),
    );
    const project = oneOf('--project', 'project', values.project, Object.keys(registry.projects));
    const stage = stages.find((one) => one.id === id);
    const entry = registry.projects[project];
    if (stage === undefined || entry === undefined)
      throw new WrongUse('Expected a stage and a project.');
    const day = today();
    const asked = { proposal, stage, project, registry, day };
    const folder = resolve(values.clones ?? join('.cache', 'proposed'));
    const pushedFile = join(folder, 'pushed.json');

    const answer: Answer = { proposal: proposal.number, stage: id, project, outcome: 'refused' };
    const tell = (): number => {
      if (values.json === true) printJson(answer);
      else tellAnswer(answer);
      if (answer.refusals === undefined) return exitCode.fine;
      return answer.refusals.some(({ isUnknown }) => isUnknown)
        ? exitCode.partial
        : exitCode.findings;
    };
    const refuse = (...refusals: Refusal[]): number => {
      answer.refusals = refusals;
      return tell();
    };

    const against = saidAgainst(asked);
    const where = reviewedOn(entry, registry);
    if (where === undefined)
      against.push(refused(`where ${project} is reviewed is not known`, 'reviewSystems'));
    else {
      const ids = stages.map((one) => one.id);
      const reviews = await readReviews(proposal.folder, {
        systems: registry.reviewSystems,
        stages: ids,
      });
      const { name: system, repository } = where;
      const mostOpen = stage.fix?.mostOpen ?? 0;
      const open = { stage: id, repository, system, mostOpen, staleAfterDays, day };
      if (stage.fix !== undefined) {
        const pushed = (await readPushed(pushedFile)).filter(
          (one) => one.proposal === proposal.number,
        );
        against.push(...openAgainst(reviews, pushed, open));
      }
    }
    if (against.length > 0 || where === undefined || !hasFix(stage)) return refuse(...against);

    try {
      const { locate } = readerSettings(values).reader();
      const located = await locate(entry.repository);
      const from = await openRepository(located.path, entry.branch, located.isMirror);
      if (from.ref === null) return refuse(unknown('its clone is at no branch', 'check one out'));
      const recognised = recognisedBy(stage, where.name, where.repository, from.ref);
      if (recognised === undefined) {
        const todo = 'give the stage a query by topic, hashtag, footer, bug or marker';
        return refuse(refused('nothing would tie the review to its stage', todo));
      }
      const name = ownerAndName(entry.repository).replace(/[^A-Za-z0-9._-]+/g, '+');
      const made = await makeChange(
        { ...asked, stage },
        {
          ...{ from, recognised, hasChangeId: where.system.kind === 'gerrit' },
          folder: join(folder, `${name}-${numberText(proposal.number)}-${id}`),
        },
      );
      const at = { branch: made.branch, onto: from.ref };
      const target = pushTarget(where, entry, at, recognised, registry.reviewSystems, values.to);
      Object.assign(answer, { outcome: 'made', made });
      answer.push = ['git', '-C', made.clone, 'push', target.to, target.refspec];
      if (values.push === true) {
        const clone = await WorkClone.at(made.clone, from);
        await clone.push(target.to, target.refspec);
        const { changeId, commit } = made;
        const sent = { proposal: proposal.number, stage: id, repository: where.repository };
        await addPushed(pushedFile, { ...sent, changeId, commit, day });
        answer.outcome = 'pushed';
      }
      return tell();
    } catch (error) {
      if (error instanceof Refused) return refuse(...error.refusals);
      if (error instanceof UnreadableRepository)
        return refuse(unknown(error.problem.message, error.detail));
      if (error instanceof GitFailed) return refuse(unknown(`git: ${error.reason}`));
      throw error;
    }
  },
);

/** What `--json` prints. */
interface Answer {
  proposal: number;
  stage: string;
  project: string;
  outcome: 'refused' | 'made' | 'pushed';
  refusals?: Refusal[];
  made?: Made;
  /** How the change is sent. */
  push?: string[];
}

function tellAnswer({ proposal, stage, project, outcome, refusals, made, push }: Answer): void {
  const title = `${numberText(proposal)} ${stage} ${project}`;
  for (const { what, todo, isUnknown } of refusals ?? []) {
    printError(`${isUnknown ? 'unknown' : 'refused'}  ${what}${todo === '' ? '' : `  ${todo}`}`);
  }
  if (made === undefined) {
    printError(`${title}: no change was made`);
    return;
  }
  for (const { path, lines } of made.files) print(`${path}:${lines.join(',')}`);
  for (const { path, why } of made.passedOver) printError(`passed over  ${path}  ${why}`);
  for (const { probe, before, after } of made.counts) print(`${probe}: ${before} → ${after}`);
  const clone = relative(process.cwd(), made.clone);
  print(`${title}: commit ${made.commit.slice(0, 12)} on ${made.branch} in ${clone}`);
  if (made.leftAlone > 0) print(`${made.leftAlone} further places are left to people`);
  if (push === undefined) return;
  if (outcome === 'pushed') print('sent');
  else
    print('Look at it, run the project’s tests, then send it:', `  ${push.map(quoted).join(' ')}`);
}

/** As a shell reads it as one word. */
function quoted(word: string): string {
  return /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
