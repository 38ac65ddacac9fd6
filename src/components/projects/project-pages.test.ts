import { expect, test } from 'vitest';
import { registrySchema } from '../../proposal/registry.ts';
import type { FullReport } from '../../status/load-reports.ts';
import type { Row } from '../../status/report.ts';
import { projectPages, projectPath } from './project-pages.ts';

const registry = registrySchema.parse({
  teams: { web: {} },
  projects: { alpha: { team: 'web', repository: 'https://example.org/web/alpha' } },
});

interface Given {
  number: number;
  status?: Row['status'];
  due?: string;
  life?: string;
  /** Lines of evidence. */
  lines?: number;
  stages?: number;
}

/** What of a report the pages are made from, for the project alpha. */
function reportOf({
  number,
  status = 'not started',
  due,
  life = 'active',
  lines = 0,
  stages: count = 3,
}: Given): FullReport {
  const stages = Array.from({ length: count }, (_, i) => ({
    id: `s${i}`,
    title: `Stage ${i}`,
    due,
  }));
  const evidence = [
    { path: 'a.js', in: 'code', lines: Array.from({ length: lines }, (_, i) => i) },
  ];
  return {
    proposal: {
      number,
      text: '',
      frontMatter: { status: life, stages, calendar: {} },
    },
    projects: ['alpha'],
    rows: new Map([['alpha', new Map(stages.map(({ id }) => [id, { status } as Row]))]]),
    snapshots: new Map([['alpha', { probes: { callbacks: { evidence } }, partProbes: {} }]]),
    reviews: { reviews: [] },
    reviewsByStage: [],
    questionOf: () => undefined,
  } as unknown as FullReport;
}

function pagesOf(given: readonly Given[]): number[][] {
  const pages = projectPages(given.map(reportOf), registry).get('alpha') ?? [];
  return pages.map((reports) => reports.map(({ proposal }) => proposal.number));
}
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

test('what fits stands on one page, in the order of the site', () => {
  expect(
    pagesOf([
      { number: 1, due: '2026-01-01' },
      { number: 2, life: 'superseded' },
      { number: 3, status: 'done' },
    ]),
  ).toEqual([[3, 1, 2]]);
});

test('many blueprints are told on several pages, each once, none beyond what a page takes', () => {
  const pages = pagesOf(upTo(60).map((number) => ({ number, due: '2026-01-01' })));
  expect(pages.flat().toSorted((a, b) => a - b)).toEqual(upTo(60));
  // A blueprint of three open stages takes some 12 KB.
  for (const page of pages) expect(page.length).toBeLessThanOrEqual(19);
  expect(pages).toHaveLength(4);
});

test('what presses most comes first', () => {
  const filler = upTo(30).map((number) => ({ number: 100 + number, status: 'done' as const }));
  const pages = pagesOf([
    ...filler,
    { number: 1, life: 'superseded' },
    { number: 2, status: 'not affected' },
    { number: 3 },
    { number: 4, due: '2026-03-01' },
    { number: 5, due: '2026-02-01' },
  ]);
  expect(pages[0]?.slice(0, 4)).toEqual([5, 4, 3, 130]);
  expect(pages.at(-1)?.slice(-2)).toEqual([2, 1]);
  expect(pages.length).toBeGreaterThan(1);
});

test('a blueprint with much evidence takes the room of several', () => {
  const large = { lines: 500, due: '2026-01-01' };
  expect(pagesOf([{ number: 1, ...large }, { number: 2, ...large }, { number: 3 }])).toEqual([
    [2],
    [1, 3],
  ]);
});

test('one blueprint alone is never parted', () => {
  expect(pagesOf([{ number: 1, lines: 5000, stages: 100 }])).toEqual([[1]]);
  expect(projectPath('alpha', 1)).toBe('/projects/alpha/');
  expect(projectPath('alpha', 2)).toBe('/projects/alpha/page/2/');
});
