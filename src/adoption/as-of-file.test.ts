import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { laterAsOf, readAsOf, writeAsOf } from './as-of-file.ts';
import type { AsOf } from './as-of.ts';

const fetched: AsOf = { day: '2026-03-01', by: 'fetched' };
const older: AsOf = { day: '2026-02-01', by: 'fetch-head' };
const unknown: AsOf = { day: null, newestCommit: '2026-01-05' };

describe('the day on which a repository was asked', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'as-of-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  test('is kept per project, and those of other projects stay', async () => {
    expect(await readAsOf(folder)).toEqual({ projects: new Map(), problems: [] });
    expect(await writeAsOf(folder, new Map())).toBe(false);
    expect(await writeAsOf(folder, new Map([['b', unknown]]))).toBe(true);
    expect(await writeAsOf(folder, new Map([['a', fetched]]))).toBe(true);
    expect(await writeAsOf(folder, new Map([['a', fetched]]))).toBe(false);
    expect(await readAsOf(folder)).toEqual({
      projects: new Map<string, AsOf>([
        ['a', fetched],
        ['b', unknown],
      ]),
      problems: [],
    });
    expect(await readFile(join(folder, 'as-of.json'), 'utf8')).toBe(
      '{\n  "format": 1,\n  "projects": {\n    "a": { "day": "2026-03-01", "by": "fetched" },\n' +
        '    "b": { "day": null, "newestCommit": "2026-01-05" }\n  }\n}\n',
    );
  });

  test.each([
    '{',
    '{"format": 1}',
    '{"format": 1, "projects": {"a": {"day": "x", "by": "fetched"}}}',
  ])('is unknown, with a problem, where the file is broken: %s', async (text) => {
    await writeFile(join(folder, 'as-of.json'), text);
    const { projects, problems } = await readAsOf(folder);
    expect(projects.size).toBe(0);
    expect(problems).toMatchObject([{ code: 'schema', line: 1 }]);
  });

  test('never goes back while the newest commit is the same', () => {
    expect(laterAsOf(fetched, older, true)).toBe(fetched);
    expect(laterAsOf(older, fetched, true)).toBe(fetched);
    expect(laterAsOf(fetched, unknown, true)).toBe(fetched);
    expect(laterAsOf(unknown, older, true)).toBe(older);
    expect(laterAsOf(undefined, unknown, true)).toBe(unknown);
    expect(laterAsOf(fetched, unknown, false)).toBe(unknown);
    expect(laterAsOf(fetched, older, false)).toBe(older);
  });
});
