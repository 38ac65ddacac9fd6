import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RowJson } from '../../src/status/row-json.ts';
import { realParts } from '../support/real-parts.ts';
import { runCommand } from '../support/run-command.ts';
import { duckdbPython } from './duckdb/available.ts';
import { StatusWorkbench } from './workbench.ts';

type Row = Record<string, unknown>;

describe.skipIf(!realParts.git.available)('npm run export', () => {
  let root = '';
  let folder = '';
  let ids: string[] = [];

  beforeAll(async () => {
    const bench = await StatusWorkbench.make();
    // The second commit's clock went back.
    ids = await bench.repository(
      'web-app',
      ['2024-02-01', { 'p/a.py': 'import green\nimport green\n' }],
      ['2024-01-15', { 'p/a.py': 'import green\n' }],
      ['2024-05-01', { 'p/b.py': 'x = 1\n' }],
    );
    await bench.repository('settled', ['2024-01-01', { 'p/a.py': 'x = 1\n' }]);
    root = await bench.ask();
    await bench.read();
    await bench.ask({}, ['web-app', 'settled', 'unread']);
    folder = join(bench.folder, 'export');
    for (const format of ['parquet', 'csv', 'json']) await run('--format', format);
  });

  const run = (...args: string[]) =>
    runCommand('export.ts', ['--root', root, '--out', folder, ...args]);

  const fromJson = async (table: string) =>
    JSON.parse(await readFile(join(folder, `${table}.json`), 'utf8')) as Row[];

  const fromParquet = async (table: string): Promise<Row[]> => {
    const file = await asyncBufferFromFile(join(folder, `${table}.parquet`));
    const compressors = { ZSTD: (bytes: Uint8Array) => zstdDecompressSync(bytes) };
    return (await parquetReadObjects({ file, compressors })) as Row[];
  };

  test('says the statuses that npm run status says, and what was not read is null', async () => {
    const status = await runCommand('status.ts', ['--root', root, '--json']);
    const said = JSON.parse(status.out) as RowJson[];
    const rows = await fromJson('statuses');
    expect(
      rows.map(({ project, status: s, reason, since, unknown }) => ({
        project,
        s,
        reason,
        since,
        unknown,
      })),
    ).toEqual(
      said
        .toSorted((a, b) => (a.project < b.project ? -1 : 1))
        .map((row) => ({
          project: row.project,
          s: row.status,
          reason: row.reason,
          since: row.since?.date ?? null,
          unknown: row.unknown?.kind ?? null,
        })),
    );
    const counts = await fromJson('counts');
    const none = {
      code: null,
      strings: null,
      tests: null,
      bound: null,
      unknown: 'unread',
      commit: null,
    };
    expect(counts.filter(({ project }) => project === 'unread')).toEqual([
      expect.objectContaining({ probe: 'imports', ...none }),
      expect.objectContaining({ probe: 'requirement', ...none }),
    ]);
    expect(counts).toContainEqual(
      expect.objectContaining({ probe: 'imports', project: 'web-app', code: 1, commit: ids[2] }),
    );
  });

  test('tells changes as they happened, whatever the clocks said', async () => {
    const changes = await fromJson('changes');
    const own = changes.filter(
      ({ probe, project }) => probe === 'imports' && project === 'web-app',
    );
    expect(
      own.map(({ step, commit, code, commit_time }) => [step, commit, code, commit_time]),
    ).toEqual([
      [0, ids[0], 2, '2024-02-01T12:00:00Z'],
      [1, ids[1], 1, '2024-01-15T12:00:00Z'],
    ]);
    expect(changes.some(({ project }) => project === 'unread')).toBe(false);
  });

  test.each(['statuses', 'counts', 'changes'])(
    '%s holds the same in each format',
    async (table) => {
      const json = await fromJson(table);
      expect(json.length).toBeGreaterThan(1);
      const parquet = (await fromParquet(table)).map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, cell]) => {
            if (!(cell instanceof Date)) return [name, cell];
            const time = cell.toISOString();
            return [
              name,
              /since$|time$|landed$/.test(name) ? time.replace('.000Z', 'Z') : time.slice(0, 10),
            ];
          }),
        ),
      );
      expect(parquet).toEqual(json);
      const [head, ...lines] = (await readFile(join(folder, `${table}.csv`), 'utf8')).split('\r\n');
      expect(head?.split(',')).toEqual(Object.keys(json[0] ?? {}));
      expect(lines).toHaveLength(json.length + 1);
    },
  );

  test('a run without news leaves the files alone, and says so', async () => {
    const { code, out } = await run('--format', 'parquet');
    expect(out).toMatch(/statuses\.parquet: 3 rows, as before$/m);
    // One of the three was not read.
    expect(code).toBe(3);
  });

  test('names what is wrong in what was asked', async () => {
    expect(await run()).toMatchObject({
      code: 2,
      err: expect.stringContaining('--format is needed; ') as string,
    });
    expect((await run('--format', 'parqet')).err).toContain('did you mean `parquet`');
  });

  test.skipIf(!realParts.duckdb.available)(
    "each of the guide's queries has an answer",
    async () => {
      const guide = await readFile('src/content/docs/guide/large-plans.md', 'utf8');
      const queries = [...guide.matchAll(/^```sql\n(.*?)^```/gms)].map(([, sql = '']) =>
        sql.replaceAll("'export/", `'${folder}/`),
      );
      const input = JSON.stringify(queries);
      const out = execFileSync(duckdbPython, [resolve('test/status/duckdb/ask.py')], {
        input,
        encoding: 'utf8',
      });
      const [stages, known, left, years, moved] = JSON.parse(out) as Row[][];
      expect(stages).toEqual([
        { proposal: 1, stage: 'gone', status: 'in progress', projects: 1 },
        { proposal: 1, stage: 'gone', status: 'not affected', projects: 1 },
        { proposal: 1, stage: 'gone', status: 'unknown', projects: 1 },
      ]);
      expect(known).toEqual([
        { proposal: 1, why: 'known', answers: 2 },
        { proposal: 1, why: 'not asked', answers: 2 },
        { proposal: 1, why: 'unread', answers: 2 },
      ]);
      expect(left).toEqual([
        { team: 't', due: null, stage: 'gone', projects: ['unread', 'web-app'] },
      ]);
      const imports = years?.filter(({ probe }) => probe === 'imports');
      expect(imports?.at(-1)).toMatchObject({ code: 1, at_least: false });
      expect(moved).toEqual([
        { proposal: 1, probe: 'imports', project: 'web-app', commit: ids[1], moved: -1 },
      ]);
    },
  );
});
