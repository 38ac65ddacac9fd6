import { today } from '../src/ground/day.ts';
import { changeFrontMatter } from '../src/proposal/change-front-matter.ts';
import { exemptionSchema } from '../src/proposal/exemption.ts';
import { frontMatterSchema } from '../src/proposal/front-matter.ts';
import { loadProposals } from '../src/proposal/load-proposals.ts';
import { decided, decisionLog } from '../src/proposal/decision-log.ts';
import { overrideSchema } from '../src/proposal/override.ts';
import { numberText } from '../src/proposal/proposal-number.ts';
import { issuesText } from '../src/proposal/validate.ts';
import { waiverSchema } from '../src/proposal/waiver.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import { tellRefusal } from './lib/governance/refused.ts';
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
  wholeNumber,
} from './lib/options.ts';
import { print, printError } from './lib/print.ts';

const actions = ['list', 'override', 'waive', 'exempt'] as const;
const order = Object.keys(frontMatterSchema.shape);

await run(
  {
    usage: 'npm run decide --',
    about:
      'The decision log: lists it, or adds an entry to the front matter of a proposal.\n' +
      "override: a body's vote that a concern no longer holds it up; waive: its vote that a team's\n" +
      'sign-off is not waited for; exempt: projects that need not do a stage, or any, until a day.',
    positionals: ['[list|override|waive|exempt]', '[<concern, team or project>]…'],
    options: {
      proposal: { ...proposalOption, help: 'which proposal; default of list: all' },
      body: { type: 'string', value: '<id>', help: 'override, waive: a body of projects.yaml' },
      quorum: { type: 'string', value: '<n>', help: 'override, waive: how many had to vote' },
      for: { type: 'string', multiple: true, value: '<name>', help: 'who voted for it' },
      against: { type: 'string', multiple: true, value: '<name>', help: 'who voted against it' },
      abstained: { type: 'string', multiple: true, value: '<name>', help: 'who abstained' },
      by: { type: 'string', value: '<name>', help: 'exempt: who granted it' },
      stage: { type: 'string', value: '<id>', help: 'exempt: from this stage; default: every one' },
      until: { type: 'string', value: '<day>', help: 'exempt: its last day' },
      on: onOption,
      reason: { type: 'string', value: '<text>', help: 'why' },
      where: { type: 'string', value: '<text>', help: 'where it is recorded: minutes, a thread' },
      url: { type: 'string', value: '<address>', help: 'where that can be read' },
      root: rootOption,
    },
    examples: [
      'npm run decide -- waive ops --proposal 3 --body council --quorum 2 --for Ada --for Ben \\',
      '    --reason "Asked three times." --where "Minutes of 12 May"',
      'npm run decide -- exempt alpha --proposal 3 --stage removed --by "The council" \\',
      '    --until 2027-06-30 --reason "It retires by then." --where "Minutes of 12 May"',
    ],
  },
  async (values, [asked = 'list', ...names]) => {
    const action = oneOf('decide', 'action', asked, actions);
    const loaded = await loadProposals(proposalsRoot(values));
    if (action === 'list') {
      const { proposals, faulty } = chosenProposals(loaded, values.proposal);
      for (const { frontMatter, number } of proposals) {
        print(
          ...decisionLog(frontMatter).map((one) => {
            const by = 'body' in one ? one.body : one.by;
            return `${numberText(number)}  ${one.date}  ${decided(one)}  ${by}`;
          }),
        );
      }
      for (const { name } of faulty) {
        printError(`${name} is faulty: npm run check says what is to be mended`);
      }
      return faulty.length > 0 ? exitCode.partial : exitCode.fine;
    }
    const proposal = oneProposal(loaded, values.proposal);
    const common = {
      date: pastDay('--on', values.on ?? today()),
      reason: values.reason,
      where: values.where,
      url: values.url,
    };
    const vote = {
      body: values.body,
      ...common,
      quorum: values.quorum === undefined ? undefined : wholeNumber('--quorum', values.quorum),
      vote: {
        for: values.for ?? [],
        against: values.against ?? [],
        abstained: values.abstained ?? [],
      },
    };
    if (action !== 'exempt' && names.length !== 1) {
      throw new WrongUse(`${action}: expected one ${action === 'waive' ? 'team' : 'concern'}`);
    }
    const { projects, teams } = loaded.registry;
    if (action === 'exempt') {
      if (names.length === 0) throw new WrongUse('exempt: expected projects');
      allOf('exempt', 'project', names, Object.keys(projects));
      const stages = proposal.frontMatter.stages.map(({ id }) => id);
      if (values.stage !== undefined) allOf('--stage', 'stage', [values.stage], stages);
    } else if (action === 'waive') allOf('waive', 'team', names, Object.keys(teams));
    const { list, schema, entry } = {
      override: {
        list: 'decisions' as const,
        schema: overrideSchema,
        entry: { overrides: names[0], ...vote },
      },
      waive: {
        list: 'waivers' as const,
        schema: waiverSchema,
        entry: { waives: names[0], ...vote },
      },
      exempt: {
        list: 'exemptions' as const,
        schema: exemptionSchema,
        entry: {
          exempts: names,
          stage: values.stage,
          by: values.by,
          until: values.until,
          ...common,
        },
      },
    }[action];
    const given = schema.safeParse(entry);
    if (!given.success) throw new WrongUse(issuesText(given.error).replaceAll('; ', '\n'));
    const code = await tellRefusal(() =>
      changeFrontMatter(
        proposal,
        { registry: loaded.registry, today: today() },
        ({ frontMatter }) => {
          const count = frontMatter?.[list].length ?? 0;
          return [
            count === 0
              ? { path: [list], value: [given.data], order }
              : { path: [list, count], value: given.data },
          ];
        },
      ),
    );
    if (code === exitCode.fine)
      print(`${numberText(proposal.number)}  ${decided(given.data)}: written`);
    return code;
  },
);
