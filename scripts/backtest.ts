import { formatProblem } from '../src/ground/problem.ts';
import { backTest, isBelieved, type BackTest } from '../src/status/forecast/back-test.ts';
import { paceCases, trendCases, type BackTestCase } from '../src/status/forecast/back-test.ts';
import { courseLines } from '../src/status/forecast/course-line.ts';
import { distances } from '../src/status/forecast/forecast.ts';
import { backTestText } from '../src/status/forecast/forecast-text.ts';
import { loadReports } from '../src/status/load-reports.ts';
import { exitCode, run } from './lib/cli.ts';
import { chosenProposals, proposalOption, proposalsRoot, rootOption } from './lib/options.ts';
import { print, printError, printJson } from './lib/print.ts';

/** One way to forecast, tried on the past from so many days before the true dates. */
interface Tried extends BackTest {
  method: 'pace of a stage' | "a project's trend";
  believed: boolean;
}

await run(
  {
    usage: 'npm run backtest --',
    about:
      'Tries the forecast on the past: each project that came through a stage, asked so many days before\n' +
      'from what was known then. Pace: when as many projects are through as were with that one. Trend: the\n' +
      "project's own. Dates are told by a method whose interval called 80 % held 70 to 90 of a hundred.\n" +
      'Exits with 3 where something could not be read.',
    options: {
      proposal: proposalOption,
      root: rootOption,
      json: { type: 'boolean', help: 'the figures, with every case' },
    },
    examples: ['npm run backtest', 'npm run -s backtest -- --proposal 2 --json'],
  },
  async (values) => {
    const { reports, faulty, problems } = await loadReports(proposalsRoot(values));
    printError(...problems.map(formatProblem));
    const numbered = reports.map((report) => ({ number: report.proposal.number, report }));
    const chosen = chosenProposals({ proposals: numbered, faulty }, values.proposal).proposals;
    const sources = chosen.map(({ report }) => ({
      lines: courseLines(report),
      since: report.proposal.frontMatter.since,
    }));
    const tried = distances.flatMap((before) => {
      const pace = sources.flatMap(({ lines, since }) => paceCases(lines, since, before));
      const trend = sources.flatMap(({ lines }) => trendCases(lines, before));
      return [
        { ...figures('pace of a stage', before, pace), list: pace },
        { ...figures("a project's trend", before, trend), list: trend },
      ];
    });
    if (values.json === true) printJson(tried);
    else {
      for (const one of tried) {
        print(`${one.method}: ${backTestText(one)} ${one.believed ? 'Believed.' : 'No forecast.'}`);
      }
    }
    return problems.length > 0 ? exitCode.partial : exitCode.fine;
  },
);

function figures(method: Tried['method'], before: number, cases: readonly BackTestCase[]): Tried {
  const test = backTest(before, cases);
  return { method, ...test, believed: isBelieved(test) };
}
