import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../../../test/support/proposals.ts';
import { loadReports } from '../load-reports.ts';
import { parquetChunks } from './parquet.ts';
import { exportTables } from './tables.ts';

test('a due that names a release is its day, with the release beside it', async () => {
  const root = await temporaryFolder();
  await cp('test/support/async-blueprint', join(root, '0001-async'), { recursive: true });
  await writeFiles(root, {
    'projects.yaml':
      'teams: { web: {} }\nprojects: { b: { team: web, repository: https://example.org/b }, a: { team: web, repository: https://example.org/a } }\n',
  });
  const { reports, registry } = await loadReports(root);
  const [statuses] = exportTables(reports, registry);
  if (statuses === undefined) throw new Error('no table');
  const rows = [...statuses.rows()];
  expect(
    rows.map(({ stage, project, due, due_release }) => [stage, project, due, due_release]),
  ).toEqual([
    ['ready', 'a', '2026-12-31', '1.0'],
    ['ready', 'b', '2026-12-31', '1.0'],
    ['removed', 'a', null, null],
    ['removed', 'b', null, null],
  ]);
  expect(
    Buffer.concat([...parquetChunks(statuses)])
      .subarray(0, 4)
      .toString(),
  ).toBe('PAR1');
});
