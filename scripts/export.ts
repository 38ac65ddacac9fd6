import { join } from 'node:path';
import { formatProblem } from '../src/ground/problem.ts';
import { writeWholeBytes, writeWholePieces } from '../src/ground/write-whole.ts';
import { csvPieces } from '../src/status/export/csv.ts';
import { jsonPieces } from '../src/status/export/json.ts';
import { parquetChunks } from '../src/status/export/parquet.ts';
import type { Table } from '../src/status/export/table.ts';
import { exportTables } from '../src/status/export/tables.ts';
import { wantsReading } from '../src/status/gap.ts';
import { loadReports } from '../src/status/load-reports.ts';
import { allRows } from '../src/status/report.ts';
import { exitCode, run } from './lib/cli.ts';
import {
  chosenProposals,
  oneOf,
  proposalOption,
  proposalsRoot,
  rootOption,
} from './lib/options.ts';
import { print, printError } from './lib/print.ts';

const writers = {
  parquet: (path: string, table: Table) => writeWholeBytes(path, parquetChunks(table)),
  csv: (path: string, table: Table) => writeWholePieces(path, csvPieces(table)),
  json: (path: string, table: Table) => writeWholePieces(path, jsonPieces(table)),
} as const;
const formats = Object.keys(writers) as (keyof typeof writers)[];

await run(
  {
    usage: 'npm run export --',
    about:
      'Statuses, counts and their changes as three tables, for programs that compute with many projects:\n' +
      'statuses, counts, changes. What was not read is null, with the reason in `unknown`; then it exits\n' +
      'with 3.',
    options: {
      format: { type: 'string', value: '<format>', help: `${formats.join(', ')}; needed` },
      out: { type: 'string', value: '<folder>', help: 'where they are written; default: export' },
      proposal: proposalOption,
      root: rootOption,
    },
    examples: [
      'npm run export -- --format parquet',
      'npm run export -- --format csv --proposal 2 --out /tmp/plan',
    ],
  },
  async (values) => {
    const format = oneOf('--format', 'format', values.format, formats);
    const folder = values.out ?? 'export';
    const { reports, faulty, registry, problems } = await loadReports(proposalsRoot(values));
    const numbered = reports.map((report) => ({ number: report.proposal.number, report }));
    const { proposals: chosen } = chosenProposals({ proposals: numbered, faulty }, values.proposal);
    printError(...problems.map(formatProblem));
    const all = exportTables(
      chosen.map(({ report }) => report),
      registry,
    );
    for (const table of all) {
      const path = join(folder, `${table.name}.${format}`);
      let rows = 0;
      const counted = function* () {
        for (const row of table.rows()) {
          rows += 1;
          yield row;
        }
      };
      const isNew = await writers[format](path, { ...table, rows: counted });
      print(`${path}: ${rows} rows${isNew ? '' : ', as before'}`);
    }
    const unread = chosen
      .flatMap(({ report }) => allRows(report))
      .some(({ unknown }) => unknown !== null && wantsReading(unknown.kind));
    return problems.length > 0 || unread ? exitCode.partial : exitCode.fine;
  },
);
