import { formatProblem } from '../src/ground/problem.ts';
import { loadReports } from '../src/status/load-reports.ts';
import { allRows } from '../src/status/report.ts';
import { rowJson } from '../src/status/row-json.ts';
import { exitCode, run } from './lib/cli.ts';
import {
  chosenProjects,
  chosenProposals,
  projectOption,
  proposalOption,
  proposalsRoot,
  rootOption,
} from './lib/options.ts';
import { print, printError, printJson } from './lib/print.ts';
import { statusTable } from './lib/status-table.ts';

await run(
  {
    usage: 'npm run status --',
    about: 'The status of every project at every stage, derived from the committed snapshots.',
    options: {
      proposal: proposalOption,
      project: { ...projectOption, help: 'only this project, with every reason in words' },
      root: rootOption,
      json: {
        type: 'boolean',
        help: 'one array of {proposal, stage, project, status, reason, since, claim, drift, counts}',
      },
    },
    examples: [
      'npm run status',
      'npm run status -- --project nova',
      'npm run -s status -- --proposal 2 --json',
    ],
  },
  async (values) => {
    const { reports, faulty, registry, problems } = await loadReports(proposalsRoot(values));
    const numbered = reports.map((report) => ({ number: report.proposal.number, report }));
    const chosen = chosenProposals({ proposals: numbered, faulty }, values.proposal);
    const wanted = chosenProjects(values.project, registry.projects);
    printError(...problems.map(formatProblem));
    const mine = (id: string) => wanted === undefined || wanted.includes(id);
    if (values.json === true) {
      const rows = chosen.proposals
        .flatMap(({ report }) => allRows(report))
        .filter((row) => mine(row.project));
      printJson(rows.map(rowJson));
    } else {
      for (const { report } of chosen.proposals) {
        print(...statusTable(report, report.projects.filter(mine), wanted !== undefined));
      }
    }
    return problems.length > 0 ? exitCode.partial : exitCode.fine;
  },
);
