import { diffLines } from 'diff';
import { plusDays, today } from '../src/ground/day.ts';
import { workTree } from '../src/git/work-tree.ts';
import { changedFrontMatter } from '../src/proposal/change-front-matter.ts';
import { leastFinalCommentDays } from '../src/proposal/check-decisions.ts';
import type { Finding } from '../src/proposal/condition.ts';
import { moveSchema } from '../src/proposal/decision-log.ts';
import { daySchema } from '../src/proposal/field.ts';
import {
  editProposal,
  EditRefused,
  type FrontMatterEdit,
} from '../src/proposal/front-matter-editor.ts';
import { frontMatterSchema } from '../src/proposal/front-matter.ts';
import { proposalStatuses } from '../src/proposal/lifecycle.ts';
import { loadProposals } from '../src/proposal/load-proposals.ts';
import { numberText } from '../src/proposal/proposal-number.ts';
import { asRead } from '../src/proposal/read-text.ts';
import { readinessPoints, type Readiness } from '../src/proposal/readiness.ts';
import { judgeTransition, nextStatuses } from '../src/proposal/transition.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import { gatherFacts, whyNotHere, type Asked } from './lib/governance/gather.ts';
import { tellRefusal } from './lib/governance/refused.ts';
import {
  oneOf,
  oneProposal,
  onOption,
  pastDay,
  proposalsRoot,
  rootOption,
  wholeNumber,
} from './lib/options.ts';
import { print, printError } from './lib/print.ts';

/** Keys of a front matter in the order in which they are written. */
const order = Object.keys(frontMatterSchema.shape);

await run(
  {
    usage: 'npm run transition --',
    about:
      'Brings a proposal from its status to another one: says everything that keeps it from there, or\n' +
      'writes the status and the decision into its front matter, whose other lines stay as they are.\n' +
      `Statuses: ${proposalStatuses.join(', ')}.`,
    positionals: ['<number>', '<status>'],
    options: {
      by: {
        type: 'string',
        value: '<name>',
        help: 'who decided it; default: the champions',
      },
      reason: { type: 'string', value: '<text>', help: 'why' },
      where: { type: 'string', value: '<text>', help: 'where it was decided: minutes, a thread' },
      url: { type: 'string', value: '<address>', help: 'where that can be read' },
      until: {
        type: 'string',
        value: '<day>',
        help: `final comment: its last day; default: ${leastFinalCommentDays} days on`,
      },
      on: onOption,
      ready: {
        type: 'string',
        multiple: true,
        value: '<point=text>',
        help: `an answer of the check-list: ${readinessPoints.join(', ')}`,
      },
      'superseded-by': { type: 'string', value: '<number>', help: 'the proposal in its place' },
      comments: {
        type: 'string',
        value: '<address>',
        help: 'the server of comments; default: `comments` of projects.yaml',
      },
      'dry-run': { type: 'boolean', help: 'shows what would change; writes nothing' },
      root: rootOption,
    },
    examples: [
      'npm run transition -- 3 proposed --by "Ada"',
      'npm run transition -- 3 "final comment" --until 2027-01-31 --by "Ada" --dry-run',
      'npm run transition -- 3 rejected --by "The council" --reason "Too late for this release."',
    ],
  },
  async (values, [number, word]) => {
    if (number === undefined) throw new WrongUse('Expected the number of a proposal.');
    const to = oneOf('transition', 'status', word?.replaceAll('-', ' '), proposalStatuses);
    const root = proposalsRoot(values);
    const loaded = await loadProposals(root);
    const proposal = oneProposal(loaded, number);
    const { frontMatter, folder } = proposal;
    const ready = answersOf(values.ready ?? []);
    const from = frontMatter.status;
    const day = pastDay('--on', values.on ?? today());
    const { until = plusDays(day, leastFinalCommentDays) } = values;
    if (!daySchema.safeParse(until).success) {
      throw new WrongUse(`--until: expected a day, YYYY-MM-DD, got \`${until}\``);
    }
    const successor = values['superseded-by'];
    const asked: Asked = {
      to,
      today: day,
      reason: values.reason,
      successor: successor === undefined ? undefined : wholeNumber('--superseded-by', successor),
      ready,
      server: values.comments ?? loaded.registry.comments,
    };
    const tree = await workTree(root);
    const facts = await gatherFacts(loaded, proposal, tree, asked);
    const findings = judgeTransition(facts, to);
    const isDry = values['dry-run'] === true;
    const notHere = whyNotHere(tree, proposal);
    const title = `${numberText(proposal.number)}  ${from} → ${to}`;
    if (findings.length > 0 || (notHere.length > 0 && !isDry)) {
      printError(
        ...notHere,
        ...findings.map(findingLine),
        `${title}: refused, nothing was written`,
      );
      const next = nextStatuses(from);
      if (findings.length > 0 && next.length > 0)
        printError(`steps from ${from}: ${next.join(', ')}`);
      return findings.some(({ isUnknown }) => isUnknown) ? exitCode.partial : exitCode.findings;
    }
    if (tree === undefined)
      printError('the proposals are in no git repository: nobody can read what is decided there');
    else if (tree.repository.shallow) {
      printError('this clone is shallow: what was before its first commit is not looked at');
    }
    const move = moveSchema.parse({
      from,
      to,
      date: day,
      by: values.by ?? frontMatter.champions.join(', '),
      reason: values.reason,
      where: values.where,
      url: values.url,
    });
    const edits: FrontMatterEdit[] = [
      { path: ['status'], value: to },
      { path: ['supersededBy'], value: to === 'superseded' ? asked.successor : undefined, order },
      ...Object.entries(ready).map(([point, value]) => ({
        path: ['readiness', point],
        value,
        order: readinessPoints,
      })),
      ...(to === 'final comment'
        ? [
            {
              path: ['finalComment'],
              value: { from: day, until },
              order,
            },
          ]
        : []),
      frontMatter.moves.length === 0
        ? { path: ['moves'], value: [move], order }
        : { path: ['moves', frontMatter.moves.length], value: move },
    ];
    const code = await tellRefusal(async () => {
      await editProposal(folder, (text) => {
        if (asRead(text) !== proposal.text) {
          throw new EditRefused(`${title}: the file changed meanwhile; run it again`);
        }
        const edited = changedFrontMatter(
          folder,
          { registry: loaded.registry, today: today() },
          text,
          edits,
        );
        if (isDry) print(...changedLines(text, edited));
        return isDry ? text : edited;
      });
    });
    if (code === exitCode.fine) {
      print(isDry ? `${title}: every condition is met; nothing was written` : `${title}: written`);
      if (isDry) printError(...notHere);
    }
    return code;
  },
);

function findingLine({ what, todo, isUnknown }: Finding): string {
  return `${isUnknown ? 'unknown' : 'not met'}  ${what}${todo === '' ? '' : `  ${todo}`}`;
}

/** `design=…`, of each point once. */
function answersOf(given: readonly string[]): Readiness {
  const answers: Readiness = {};
  for (const one of given) {
    const [, point, text] = /^([^=]*)=([\s\S]+)$/.exec(one) ?? [];
    if (text === undefined) throw new WrongUse(`--ready: expected <point=text>, got \`${one}\``);
    answers[oneOf('--ready', 'point', point, readinessPoints)] = text;
  }
  return answers;
}

function changedLines(before: string, after: string): string[] {
  return diffLines(before, after)
    .filter(({ added, removed }) => added || removed)
    .flatMap(({ added, value }) =>
      value
        .replace(/\r?\n$/, '')
        .split(/\r?\n/)
        .map((line) => `${added ? '+' : '-'} ${line}`),
    );
}
