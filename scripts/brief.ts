import { formatProblem } from '../src/ground/problem.ts';
import { briefText } from '../src/site/brief-text.ts';
import { Briefs } from '../src/status/brief.ts';
import { loadReports } from '../src/status/load-reports.ts';
import { wantsReading } from '../src/status/gap.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import {
  chosenProposals,
  oneOf,
  proposalOption,
  proposalsRoot,
  rootOption,
} from './lib/options.ts';
import { print, printError, printJson } from './lib/print.ts';

const formats = ['md', 'json'] as const;

await run(
  {
    usage: 'npm run brief --',
    about:
      'All that somebody needs to begin work on a project at a stage: what to do, what is left with file\n' +
      'and line at a commit, what is asked, and the commits with which other projects did the same.\n' +
      'Exits with 3 where something is unknown because it was not read, or could not be.',
    positionals: ['<project>'],
    options: {
      stage: { type: 'string', value: '<stage>', help: 'default: every stage with something left' },
      proposal: proposalOption,
      format: { type: 'string', value: '<format>', help: 'md (the default) or json' },
      root: rootOption,
    },
    examples: [
      'npm run -s brief -- <project>',
      'npm run -s brief -- <project> --stage <stage> --format json',
    ],
  },
  async (values, [project]) => {
    const format = oneOf('--format', 'format', values.format ?? 'md', formats);
    const { reports, faulty, registry, problems } = await loadReports(proposalsRoot(values));
    const numbered = reports.map((report) => ({ number: report.proposal.number, report }));
    const { proposals, faulty: unusable } = chosenProposals(
      { proposals: numbered, faulty },
      values.proposal,
    );
    const chosen = proposals.map(({ report }) => report);
    const planned = [...new Set(chosen.flatMap(({ projects }) => projects))];
    const id = oneOf('<project>', 'project', project, planned);
    const mine = chosen.filter(({ projects }) => projects.includes(id));
    const stages = mine.flatMap(({ proposal }) => proposal.frontMatter.stages.map((one) => one.id));
    if (values.stage !== undefined) oneOf('--stage', 'stage', values.stage, [...new Set(stages)]);
    const found = mine.flatMap((report) => {
      const briefs = new Briefs(report, registry);
      const asked = values.stage === undefined ? briefs.openStages(id) : [values.stage];
      return asked.flatMap((stage) => briefs.of(id, stage) ?? []);
    });
    if (values.stage !== undefined && found.length === 0) {
      throw new WrongUse(`--stage: ${values.stage} is for other projects than ${id}`);
    }
    printError(...problems.map(formatProblem));
    if (format === 'json') printJson(found);
    else print(...briefText(id, found, { registry, faulty: unusable }).split('\n'));
    const isUnread = mine.some((report) =>
      [...(report.rows.get(id)?.values() ?? [])].some(
        ({ stage, unknown }) =>
          found.some((brief) => brief.stage.id === stage) &&
          unknown !== null &&
          wantsReading(unknown.kind),
      ),
    );
    return problems.length > 0 || isUnread ? exitCode.partial : exitCode.fine;
  },
);
