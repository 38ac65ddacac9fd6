import { today } from '../src/ground/day.ts';
import { workTree } from '../src/git/work-tree.ts';
import { changeFrontMatter } from '../src/proposal/change-front-matter.ts';
import type { FrontMatterEdit } from '../src/proposal/front-matter-editor.ts';
import { frontMatterSchema } from '../src/proposal/front-matter.ts';
import { loadProposals, type Proposal, type Proposals } from '../src/proposal/load-proposals.ts';
import { numberText } from '../src/proposal/proposal-number.ts';
import { signOffClock } from '../src/proposal/sign-off-clock.ts';
import { positions, signOffSchema, type SignOffRound } from '../src/proposal/sign-off.ts';
import { waiverOf } from '../src/proposal/sign-off-facts.ts';
import { registerOf } from '../src/proposal/concern-register.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import { tellRefusal } from './lib/governance/refused.ts';
import { textChanges } from './lib/governance/text-changes.ts';
import {
  allOf,
  chosenProposals,
  oneOf,
  oneProposal,
  onOption,
  pastDay,
  proposalOption,
  proposalsRoot,
  rootOption,
} from './lib/options.ts';
import { print, printError, printJson } from './lib/print.ts';

const actions = ['list', 'ask', 'answer'] as const;
const order = Object.keys(frontMatterSchema.shape);
const signOffOrder = Object.keys(signOffSchema.shape);

await run(
  {
    usage: 'npm run sign-off --',
    about:
      'What teams say to a proposal, and how long that takes: lists it, or records in the front matter\n' +
      'that a team was asked, or what it answered. The clock stops while "needs work", and starts again\n' +
      'when the team is asked again. A position belongs to the text of the commit that is checked out.',
    positionals: ['[list|ask|answer]', '[<team>]…'],
    options: {
      proposal: { ...proposalOption, help: 'which proposal; default of list: all' },
      says: { type: 'string', value: '<word>', help: `answer: ${positions.join(', ')}` },
      by: {
        type: 'string',
        value: '<name>',
        help: 'answer: who said it, or recorded that nobody did',
      },
      on: onOption,
      note: { type: 'string', value: '<text>', help: 'answer: in their words' },
      url: { type: 'string', value: '<address>', help: 'answer: where it can be read' },
      'escalate-to': {
        type: 'string',
        value: '<name>',
        help: 'ask: whom to turn to without an answer',
      },
      root: rootOption,
      json: { type: 'boolean', help: 'list: as JSON' },
    },
    examples: [
      'npm run sign-off -- ask web ops --proposal 3 --escalate-to "The council"',
      'npm run sign-off -- answer web --proposal 3 --says yes --by "Lead of web"',
      'npm run sign-off -- list --json',
    ],
  },
  async (values, [asked = 'list', ...teams]) => {
    const action = oneOf('sign-off', 'action', asked, actions);
    const root = proposalsRoot(values);
    const loaded = await loadProposals(root);
    if (action === 'list') {
      if (teams.length > 0) throw new WrongUse('list takes no team');
      const { proposals, faulty } = chosenProposals(loaded, values.proposal);
      const listed = await Promise.all(proposals.map((one) => linesOf(one, loaded)));
      if (values.json === true) printJson(listed.flat().map(({ data }) => data));
      else print(...listed.flat().map(({ line }) => line), `${listed.flat().length} sign-offs`);
      for (const { name } of faulty) {
        printError(`${name} is faulty: npm run check says what is to be mended`);
      }
      return faulty.length > 0 ? exitCode.partial : exitCode.fine;
    }
    const proposal = oneProposal(loaded, values.proposal);
    allOf(action, 'team', teams, Object.keys(loaded.registry.teams));
    if (teams.length === 0 || new Set(teams).size < teams.length) {
      throw new WrongUse(`${action}: expected teams, each once`);
    }
    const day = pastDay('--on', values.on ?? today());
    const round = action === 'ask' ? undefined : await answered();
    const code = await tellRefusal(() =>
      changeFrontMatter(
        proposal,
        { registry: loaded.registry, today: today() },
        ({ frontMatter }) => {
          const current = frontMatter?.signOffs ?? [];
          let added = 0;
          return teams.flatMap((team): FrontMatterEdit[] => {
            const at = current.findIndex((one) => one.team === team);
            if (round === undefined) {
              if (at < 0) {
                const entry = { team, escalateTo: values['escalate-to'], rounds: [{ asked: day }] };
                const place = current.length + added++;
                return place === 0
                  ? [{ path: ['signOffs'], value: [entry], order }]
                  : [{ path: ['signOffs', place], value: entry }];
              }
              const rounds = current[at]?.rounds.length ?? 0;
              return [
                ...(values['escalate-to'] === undefined
                  ? []
                  : [
                      {
                        path: ['signOffs', at, 'escalateTo'],
                        value: values['escalate-to'],
                        order: signOffOrder,
                      },
                    ]),
                { path: ['signOffs', at, 'rounds', rounds], value: { asked: day } },
              ];
            }
            const last = current[at]?.rounds.at(-1);
            if (last === undefined)
              throw new WrongUse(`${team} was not asked: sign-off -- ask ${team}`);
            if (last.position !== undefined) {
              throw new WrongUse(
                `${team} said ${last.position} on ${last.date}; ask it again first`,
              );
            }
            return [
              {
                path: ['signOffs', at, 'rounds', (current[at]?.rounds.length ?? 1) - 1],
                value: { asked: last.asked, ...round },
              },
            ];
          });
        },
      ),
    );
    if (code !== exitCode.fine) return code;
    const again = await loadProposals(root);
    const after = oneProposal(again, String(proposal.number));
    const lines = await linesOf(after, again);
    print(...lines.filter(({ data }) => teams.includes(data.team)).map(({ line }) => line));
    return exitCode.fine;

    async function answered(): Promise<Omit<SignOffRound, 'asked'>> {
      const position = oneOf('--says', 'position', values.says, positions);
      if (values.by === undefined) throw new WrongUse('--by is needed: who said it');
      const tree = await workTree(root);
      const path = tree && (tree.path === '' ? '' : `${tree.path}/`) + `${proposal.name}/index.md`;
      if (position === 'yes' && path !== undefined && tree?.dirty.includes(path) === true) {
        const why = 'a position belongs to a text that others can read; commit it first';
        throw new WrongUse(`${path} is not committed: ${why}`);
      }
      if (tree === undefined) {
        printError('the proposals are in no git repository: of which text this is cannot be told');
      }
      return {
        position,
        date: day,
        by: values.by,
        ...(tree === undefined ? {} : { commit: tree.repository.head }),
        ...(values.note === undefined ? {} : { note: values.note }),
        ...(values.url === undefined ? {} : { url: values.url }),
      };
    }
  },
);

async function linesOf(proposal: Proposal, { registry, root }: Proposals) {
  const day = today();
  const changed = await textChanges(proposal, await workTree(root));
  const { frontMatter, number } = proposal;
  const context = { ...frontMatter, ...registerOf(proposal, registry, day) };
  return frontMatter.signOffs.map((signOff) => {
    const clock = signOffClock(signOff, day);
    const commit = signOff.rounds.at(-1)?.commit;
    const since = commit === undefined ? undefined : changed(commit);
    const isWaived = waiverOf(signOff.team, context) !== undefined;
    const text =
      since === undefined
        ? ''
        : 'unread' in since
          ? `; what changed since is unknown: ${since.unread}`
          : since.length === 0
            ? ''
            : `; changed since: ${since.join(', ')}`;
    const wait = clock.isOverdue
      ? `; overdue since ${clock.due}${signOff.escalateTo === undefined ? '' : `: turn to ${signOff.escalateTo}`}`
      : clock.isRunning
        ? `; due ${clock.due}`
        : '';
    const line =
      `${numberText(number)}  ${signOff.team}  ${clock.position ?? 'asked'}` +
      `  asked ${clock.asked}, ${clock.days} ${clock.days === 1 ? 'day' : 'days'}${wait}${text}` +
      (isWaived ? '; waived' : '');
    return {
      line,
      data: { proposal: number, ...signOff, clock, isWaived, changed: since ?? null },
    };
  });
}
