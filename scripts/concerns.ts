import { today } from '../src/ground/day.ts';
import { changeConcern, type ConcernChange } from '../src/proposal/change-concern.ts';
import { dispositions, type Concern } from '../src/proposal/concern.ts';
import {
  entryJson,
  registerEntries,
  type RegisterEntry,
} from '../src/proposal/concern-register.ts';
import { stands } from '../src/proposal/concern-words.ts';
import { loadProposals, type Proposals } from '../src/proposal/load-proposals.ts';
import { numberText } from '../src/proposal/proposal-number.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import { fromOption } from './lib/comments/read-threads.ts';
import { recordConcerns } from './lib/governance/record-concerns.ts';
import { tellRefusal } from './lib/governance/refused.ts';
import {
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

const actions = ['list', 'record', 'close', 'answer', 'adopt', 'left', 'reopen'] as const;
const answers = ['satisfied', 'not satisfied', 'none'] as const;

/** What a command line gave beside the action and the concern. */
interface Given {
  disposition?: string;
  reason?: string;
  of?: string;
  says?: string;
  by?: string;
  on?: string;
  where?: string;
  url?: string;
}

await run(
  {
    usage: 'npm run concerns --',
    about:
      'The register of concerns: lists it, or records what became of an entry in the front matter of\n' +
      'its proposal, whose other lines stay as they are. What would break a rule is refused.\n' +
      'record: what was raised and settled in the comments is written into it, for a person to review.\n' +
      'close: it is settled; answer: what its raiser says to that; left: its raiser gave up the role;\n' +
      'adopt: somebody else holds it now; reopen: it is not settled after all.',
    positionals: ['[list|record|close|answer|adopt|left|reopen]', '[<concern>]'],
    options: {
      proposal: { ...proposalOption, help: 'which proposal; default of list and record: all' },
      team: { type: 'string', value: '<id>', help: 'list: only those that touch its projects' },
      open: { type: 'boolean', help: 'list: only open ones and those that hold a proposal up' },
      disposition: { type: 'string', value: '<word>', help: `close: ${dispositions.join(', ')}` },
      reason: { type: 'string', value: '<text>', help: 'close: why' },
      of: { type: 'string', value: '<id>', help: 'close: the concern that a duplicate repeats' },
      says: { type: 'string', value: '<word>', help: `answer: ${answers.join(', ')}` },
      by: {
        type: 'string',
        value: '<day or name>',
        help: 'answer none: the day until which the raiser was asked; adopt: who',
      },
      on: onOption,
      where: { type: 'string', value: '<text>', help: 'answer, adopt: where it was said' },
      url: { type: 'string', value: '<address>', help: 'answer, adopt: where it can be read' },
      from: fromOption,
      site: {
        type: 'string',
        value: '<address>',
        help: 'record from a file: where readers find the discussions; default: `comments` of projects.yaml',
      },
      'dry-run': { type: 'boolean', help: 'record: print what would change, write nothing' },
      root: rootOption,
      json: { type: 'boolean', help: 'list: the entries as JSON; record: the changes' },
    },
    examples: [
      'npm run concerns -- --open',
      'npm run concerns -- record --proposal 3 --from https://plans.example.org --dry-run',
      'npm run concerns -- close speed --proposal 3 --disposition answered --reason "Measured."',
      'npm run concerns -- answer speed --proposal 3 --says satisfied --where "Weekly meeting"',
      'npm run concerns -- answer speed --proposal 3 --says none --by 2026-12-31',
    ],
  },
  async (values, [asked = 'list', id]) => {
    const action = oneOf('concerns', 'action', asked, actions);
    const loaded = await loadProposals(proposalsRoot(values));
    if (action === 'list') {
      if (id !== undefined) throw new WrongUse('list takes no concern');
      return list(loaded, values);
    }
    if (action === 'record') {
      if (id !== undefined)
        throw new WrongUse('record takes no concern: it records all of a proposal');
      return recordConcerns(loaded, values);
    }
    const proposal = oneProposal(loaded, values.proposal);
    const ids = proposal.frontMatter.concerns.map((one) => one.id);
    const known = oneOf(action, 'concern', id, ids);
    if (values.on !== undefined) pastDay('--on', values.on);
    const code = await tellRefusal(() =>
      changeConcern(proposal, loaded.registry, {
        id: known,
        change: changeOf(action, values),
        today: today(),
      }),
    );
    if (code !== exitCode.fine) return code;
    const again = await loadProposals(proposalsRoot(values));
    const after = oneProposal(again, String(proposal.number));
    const entries = registerEntries(after, again.registry, today());
    print(...entries.filter(({ concern }) => concern.id === known).map(line));
    return exitCode.fine;
  },
);

function list(
  loaded: Proposals,
  values: { proposal?: string; team?: string; open?: boolean; json?: boolean },
): number {
  const { registry, faulty, problems } = loaded;
  if (values.team !== undefined) oneOf('--team', 'team', values.team, Object.keys(registry.teams));
  const entries = chosenProposals({ proposals: loaded.proposals, faulty }, values.proposal)
    .proposals.flatMap((proposal) => registerEntries(proposal, registry, today()))
    .filter(({ teams }) => values.team === undefined || teams.includes(values.team))
    .filter(({ concern, holdsUp }) => {
      return values.open !== true || concern.state === 'open' || holdsUp !== undefined;
    });
  if (values.json === true) printJson(entries.map(entryJson));
  else {
    print(...entries.map(line));
    const holding = entries.filter(({ holdsUp }) => holdsUp !== undefined).length;
    print(
      `${entries.length} ${entries.length === 1 ? 'concern' : 'concerns'}, ${holding} ${holding === 1 ? 'holds' : 'hold'} a proposal up`,
    );
  }
  for (const { name } of faulty)
    printError(`${name} is faulty: npm run check says what is to be mended`);
  return problems.some(({ code }) => code === 'unreadable') || faulty.length > 0
    ? exitCode.partial
    : exitCode.fine;
}

function line({ proposal, concern, holdsUp }: RegisterEntry): string {
  const state = concern.disposition ?? concern.state;
  const held = holdsUp === undefined ? '' : `  holds it up: ${stands(holdsUp, concern)}`;
  return `${numberText(proposal.number)}  ${concern.id}  ${state}  ${concern.raisedBy}, ${concern.raised}${held}`;
}

/** The fields that an action sets; every option that it needs and has not is told at once. */
function changeOf(
  action: Exclude<(typeof actions)[number], 'list' | 'record'>,
  given: Given,
): ConcernChange {
  const missing: string[] = [];
  const need = (name: keyof Given): string => {
    if (given[name] === undefined) missing.push(`${action} needs --${name}`);
    return given[name] ?? '';
  };
  const on = given.on ?? today();
  const said = () => ({
    date: on,
    where: need('where'),
    ...(given.url === undefined ? {} : { url: given.url }),
  });
  const change = ((): ConcernChange => {
    switch (action) {
      case 'close': {
        const word = oneOf('--disposition', 'disposition', given.disposition, dispositions);
        const of = word === 'duplicate' ? need('of') : given.of;
        const reason = need('reason');
        return {
          state: 'closed',
          disposition: word,
          duplicateOf: of,
          reason,
          closed: on,
          answer: undefined,
        };
      }
      case 'answer':
        return { answer: answerOf(oneOf('--says', 'answer', given.says, answers), need, said) };
      case 'adopt':
        return { adopted: { by: need('by'), ...said() } };
      case 'left':
        return { formerSince: on };
      case 'reopen':
        return {
          state: 'open',
          disposition: undefined,
          duplicateOf: undefined,
          closed: undefined,
          answer: undefined,
        };
    }
  })();
  if (missing.length > 0) throw new WrongUse(missing.join('\n'));
  return change;
}

function answerOf(
  says: (typeof answers)[number],
  need: (name: keyof Given) => string,
  said: () => { date: string; where: string; url?: string },
): Concern['answer'] {
  return says === 'none' ? { says, by: need('by') } : { says, ...said() };
}
