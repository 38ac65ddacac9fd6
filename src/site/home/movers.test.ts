import { expect, test } from 'vitest';
import type { FullReport } from '../../status/load-reports.ts';
import { moversOf } from './movers.ts';

/** A row of a project at a stage, with the day on which its status began. */
type Began = [project: string, stage: string, status: string, since?: string];

function reported(rows: readonly Began[]): FullReport {
  const stages = [...new Set(rows.map(([, stage]) => stage))];
  const projects = [...new Set(rows.map(([project]) => project))];
  return {
    proposal: { number: 1, frontMatter: { stages: stages.map((id) => ({ id })) } },
    projects,
    rows: new Map(
      projects.map((project) => [
        project,
        new Map(
          rows
            .filter(([one]) => one === project)
            .map(([, stage, status, since]) => [
              stage,
              {
                project,
                stage,
                status,
                since: since === undefined ? undefined : { date: `${since}T10:00:00Z` },
              },
            ]),
        ),
      ]),
    ),
  } as unknown as FullReport;
}
const told = (rows: readonly Began[], until = '2026-06-30', most = 6) =>
  moversOf(reported(rows), until, most).map(
    ({ project, day, rows: of }) => `${project} ${day}: ${of.map(({ stage }) => stage).join(', ')}`,
  );

test('a merge that moved several stages is one line, with all of them', () => {
  expect(
    told([
      ['alpha', 'removed', 'done', '2026-06-20'],
      ['alpha', 'ready', 'done', '2026-06-20'],
      ['alpha', 'tests', 'done', '2026-06-21'],
      ['beta', 'ready', 'in progress', '2026-06-01'],
    ]),
  ).toEqual(['alpha 2026-06-21: tests, ready, removed', 'beta 2026-06-01: ready']);
});

test('what is older than 90 days, or began nothing, is no move', () => {
  expect(
    told([
      ['alpha', 'ready', 'done', '2026-04-01'],
      ['beta', 'ready', 'done', '2026-04-02'],
      ['gamma', 'ready', 'not started', '2026-06-20'],
      ['delta', 'ready', 'unknown'],
    ]),
  ).toEqual(['beta 2026-04-02: ready']);
});

test('so many projects are told, not so many stages', () => {
  const rows = ['alpha', 'beta', 'gamma'].flatMap((project, i): Began[] => [
    [project, 'ready', 'done', `2026-06-0${9 - i}`],
    [project, 'removed', 'done', `2026-06-0${9 - i}`],
  ]);
  expect(told(rows, '2026-06-30', 2)).toEqual([
    'alpha 2026-06-09: ready, removed',
    'beta 2026-06-08: ready, removed',
  ]);
});
