import { today } from '../src/ground/day.ts';
import { formatProblem } from '../src/ground/problem.ts';
import { wantsReading } from '../src/status/gap.ts';
import { loadReports, type FullReport } from '../src/status/load-reports.ts';
import { pastInWords } from '../src/status/past-words.ts';
import { allRows } from '../src/status/report.ts';
import { rowJson } from '../src/status/row-json.ts';
import { why } from '../src/status/why.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import {
  chosenProjects,
  chosenProposals,
  oneOf,
  pastDay,
  projectOption,
  proposalOption,
  proposalsRoot,
  rootOption,
} from './lib/options.ts';
import { print, printError, printJson } from './lib/print.ts';
import { readingLines } from './lib/reading-lines.ts';
import { statusTable } from './lib/status-table.ts';
import { whyLines } from './lib/why-lines.ts';

await run(
  {
    usage: 'npm run status --',
    about:
      'The status of every project at every stage, derived from the committed snapshots.\n' +
      'Exits with 3 where something is unknown because it was not read, or could not be.',
    positionals: ['[<stage>]'],
    options: {
      proposal: proposalOption,
      project: { ...projectOption, help: 'only this project, with every reason in words' },
      why: {
        type: 'string',
        value: '<project> <stage>',
        help: 'everything that one status stands on, and what would make it done',
      },
      on: { type: 'string', value: '<day>', help: 'as of the end of a past day, YYYY-MM-DD' },
      root: rootOption,
      json: {
        type: 'boolean',
        help: 'an array of rows, as the data pages of the site have them; with --why, what it stands on',
      },
    },
    examples: [
      'npm run status',
      'npm run status -- --project <id>',
      'npm run status -- --why <project> <stage>',
      'npm run status -- --on 2026-01-31',
      'npm run -s status -- --proposal 2 --json',
    ],
  },
  async (values, [stage]) => {
    const { why: project, on } = values;
    if (on !== undefined) pastDay('--on', on);
    if (stage !== undefined && project === undefined) {
      throw new WrongUse(`unexpected: \`${stage}\`; a stage is named with --why <project> <stage>`);
    }
    const { reports, faulty, registry, problems } = await loadReports(
      proposalsRoot(values),
      on === undefined ? {} : { on },
    );
    const numbered = reports.map((report) => ({ number: report.proposal.number, report }));
    const chosen = chosenProposals({ proposals: numbered, faulty }, values.proposal).proposals.map(
      ({ report }) => report,
    );
    const early = chosen.find(
      ({ proposal }) => on !== undefined && on < proposal.frontMatter.since,
    );
    if (early !== undefined) {
      const { since } = early.proposal.frontMatter;
      throw new WrongUse(`--on: the history of ${early.proposal.name} counts from ${since} on`);
    }
    const wanted = chosenProjects(values.project, registry.projects);
    printError(...problems.map(formatProblem));
    const isJson = values.json === true;
    if (isJson && on !== undefined) printError(...chosen.map((report) => pastInWords(report, on)));
    if (project !== undefined) return explain(chosen, project, stage, { isJson, on });
    const mine = (id: string) => wanted === undefined || wanted.includes(id);
    const rows = chosen.flatMap((report) => allRows(report)).filter((row) => mine(row.project));
    if (isJson) printJson(rows.map(rowJson));
    else {
      for (const report of chosen) {
        const projects = report.projects.filter(mine);
        print(...statusTable(report, projects, wanted !== undefined));
        if (on !== undefined) print(pastInWords(report, on));
        print(...readingLines(report, projects, today()), '');
      }
    }
    const unread = rows.some(({ unknown }) => unknown !== null && wantsReading(unknown.kind));
    return problems.length > 0 || unread ? exitCode.partial : exitCode.fine;
  },
);

/** Prints why a project has its status at a stage, in every chosen proposal that asks it. */
function explain(
  reports: readonly FullReport[],
  project: string,
  stage: string | undefined,
  { isJson, on }: { isJson: boolean; on: string | undefined },
): number {
  const asking = reports.filter(({ projects }) => projects.includes(project));
  oneOf('--why', 'project', project, [...new Set(reports.flatMap(({ projects }) => projects))]);
  const stages = asking.flatMap(({ proposal }) => proposal.frontMatter.stages.map(({ id }) => id));
  const asked = oneOf('--why', 'stage', stage, [...new Set(stages)]);
  const found = asking.flatMap((report) => {
    const one = why(report, project, asked);
    return one === undefined ? [] : [{ report, one }];
  });
  if (found.length === 0)
    throw new WrongUse(`--why: ${asked} is for other projects than ${project}`);
  if (isJson) printJson(found.map(({ one }) => one));
  else {
    for (const { report, one } of found) {
      if (on !== undefined) print(pastInWords(report, on));
      print(...whyLines(one));
    }
  }
  const unread = found.some(
    ({ one: { row } }) => row.unknown !== null && wantsReading(row.unknown.kind),
  );
  return unread ? exitCode.partial : exitCode.fine;
}
