import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RealPart } from '../../support/real-part.ts';

const folder = '.cache/duckdb';

/** The Python that has DuckDB, in a virtual environment of its own below the project's folder. */
export const duckdbPython =
  process.env['DUCKDB_PYTHON'] ??
  fileURLToPath(new URL(`../../../${folder}/bin/python`, import.meta.url));

export const duckdb: RealPart = {
  name: "the guide's queries on DuckDB",
  available:
    existsSync(duckdbPython) && spawnSync(duckdbPython, ['-c', 'import duckdb']).status === 0,
  reason: `no DuckDB in ${folder} (another Python is named by $DUCKDB_PYTHON)`,
  command: `python3 -m venv ${folder} && ${folder}/bin/pip install -r test/status/duckdb/requirements.txt`,
};
