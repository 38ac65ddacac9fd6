import { expect, test } from 'vitest';
import type { FullReport } from '../../status/load-reports.ts';
import type { Row } from '../../status/report.ts';
import { projectList, projectListPath } from './project-list.ts';

/** What of a report the list is made from: each project at its one stage. */
function reportOf(number: number, statuses: Record<string, Row['status']>): FullReport {
  const rows = Object.entries(statuses).map(([id, status]) => {
    return [id, new Map([['gone', { status } as Row]])] as const;
  });
  return {
    proposal: {
      number,
      frontMatter: { status: 'active', stages: [{ id: 'gone', title: 'Gone' }] },
    },
    projects: Object.keys(statuses),
    rows: new Map(rows),
  } as unknown as FullReport;
}

const many = (count: number, status: Row['status'] = 'in progress') =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, status]));
const registry = (count: number, teams: readonly string[]) => ({
  projects: Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `p${i}`,
      { team: teams[i % teams.length] ?? '', repository: 'https://example.org/a/b' },
    ]),
  ),
});
const numbers = (reports: readonly FullReport[]) => reports.map(({ proposal }) => proposal.number);

test('what fits stands on one page, by team, each project with all of its blueprints', () => {
  const reports = [1, 2, 3, 4, 5].map((number) => reportOf(number, many(70)));
  const [page, ...others] = projectList(reports, registry(70, ['web', 'ops']));
  expect(others).toEqual([]);
  expect(page?.map(({ team, isBeginning }) => [team, isBeginning])).toEqual([
    ['ops', true],
    ['web', true],
  ]);
  const [first] = page?.[0]?.projects ?? [];
  expect(first).toMatchObject({ id: 'p1', more: 0 });
  expect(numbers(first?.reports ?? [])).toEqual([5, 4, 3, 2, 1]);
});

test('600 projects of 20 blueprints: no page has more than 400 lines, and each project stands once', () => {
  const reports = Array.from({ length: 20 }, (_, i) => reportOf(i + 1, many(600)));
  const pages = projectList(reports, registry(600, ['web', 'ops', 'data', 'mail']));
  expect(pages).toHaveLength(8);
  const all = pages.flatMap((teams) => teams.flatMap(({ projects }) => projects));
  expect(new Set(all.map(({ id }) => id)).size).toBe(600);
  expect(all).toHaveLength(600);
  for (const teams of pages) {
    const lines = teams.flatMap(({ projects }) => projects.flatMap(({ reports: of }) => of));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThanOrEqual(400);
  }
  expect(all.every(({ more }) => more === 15)).toBe(true);
});

test('a team goes on on the next page, and begins once', () => {
  const pages = projectList([reportOf(1, many(401))], registry(401, ['web']));
  expect(pages.map(([one]) => [one?.team, one?.isBeginning, one?.projects.length])).toEqual([
    ['web', true, 400],
    ['web', false, 1],
  ]);
  const exact = registry(600, ['a']);
  for (let i = 400; i < 600; i += 1) Object.assign(exact.projects[`p${i}`] ?? {}, { team: 'b' });
  const both = projectList([reportOf(1, many(600))], exact);
  expect(both.map((teams) => teams.map(({ team, isBeginning }) => [team, isBeginning]))).toEqual([
    [['a', true]],
    [['b', true]],
  ]);
});

test('where not all are told, those come first that ask something of the project', () => {
  const reports = Array.from({ length: 8 }, (_, i) =>
    reportOf(i + 1, { alpha: i < 2 ? 'not started' : i < 4 ? 'done' : 'not affected' }),
  );
  const alpha = { team: 'web', repository: 'https://example.org/web/alpha' };
  const [[web] = []] = projectList(reports, { projects: { alpha } });
  expect(web?.projects.map(({ more }) => more)).toEqual([3]);
  expect(numbers(web?.projects[0]?.reports ?? [])).toEqual([2, 1, 8, 7, 6]);
});

test('without a project there is a page', () => {
  expect(projectList([], { projects: {} })).toEqual([[]]);
  expect(projectListPath(1)).toBe('/projects/');
  expect(projectListPath(3)).toBe('/projects/page/3/');
});
