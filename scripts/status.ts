import { resolve } from 'node:path';
import { formatProblem } from '../src/ground/problem.ts';
import { loadReports } from '../src/status/load-reports.ts';
import { allRows } from '../src/status/report.ts';
import { rowJson } from '../src/status/row-json.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import { statusTable } from './lib/status-table.ts';

await run(
  {
    usage: 'npm run status --',
    about: 'The status of every project at every stage, derived from the committed snapshots.',
    options: {
      proposal: { type: 'string', value: '<number>', help: 'only this proposal' },
      project: {
        type: 'string',
        multiple: true,
        value: '<id>',
        help: 'only these projects, with every reason in words',
      },
      root: {
        type: 'string',
        value: '<dir>',
        help: 'the folder of the proposals; default: proposals',
      },
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
  async ({ proposal, project: wanted, root = 'proposals', json }) => {
    const { reports, registry, problems } = await loadReports(resolve(root));
    const chosen = reports.filter(
      (one) => proposal === undefined || one.proposal.number === Number(proposal),
    );
    if (proposal !== undefined && chosen.length === 0) {
      const numbers = reports.map((one) => one.proposal.number).join(', ');
      throw new WrongUse(
        `No proposal ${proposal}; there ${reports.length === 1 ? 'is' : 'are'}: ${numbers}`,
      );
    }
    for (const id of wanted ?? []) {
      if (!Object.hasOwn(registry.projects, id))
        throw new WrongUse(`No project ${id} in projects.yaml`);
    }
    for (const problem of problems) console.error(formatProblem(problem));
    const mine = (id: string) => wanted === undefined || wanted.includes(id);
    if (json) {
      const rows = chosen.flatMap((one) => allRows(one)).filter((row) => mine(row.project));
      process.stdout.write(`${JSON.stringify(rows.map(rowJson), null, 2)}\n`);
    } else {
      for (const one of chosen) {
        process.stdout.write(statusTable(one, one.projects.filter(mine), wanted !== undefined));
      }
    }
    return problems.length > 0 ? exitCode.partial : exitCode.fine;
  },
);
