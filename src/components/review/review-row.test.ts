import { beforeAll, describe, expect, it } from 'vitest';
import { loadReports } from '../../status/load-reports.ts';
import { proposalsFolder, twoProjects } from '../../../test/support/proposals.ts';
import { generatedReviews } from '../../../test/support/reviews.ts';
import { countText, foremost, rankOfTurn, reviewRows, type ReviewRows } from './review-row.ts';

const count = 200;

describe('reviewRows', () => {
  let rows: ReviewRows;
  beforeAll(async () => {
    const folder = await proposalsFolder({
      'projects.yaml': `reviewSystems: [{ kind: gerrit, host: review.example.org }]\n${twoProjects}`,
      '0001-async/reviews.json': generatedReviews({
        count,
        stages: ['ready', 'removed'],
        repositories: ['web/alpha', 'web/beta', 'elsewhere/tool'],
        newest: '2026-06-30',
      }),
    });
    const { reports, registry, problems } = await loadReports(folder);
    expect(problems).toEqual([]);
    const [report] = reports;
    if (report === undefined) throw new Error('Expected a report');
    rows = reviewRows(report, registry);
  });

  it('has every link once, by stage, what is open first and what is only suggested last', () => {
    expect(rows.all).toHaveLength(count);
    expect(rows.all.map(({ stage }) => stage)).toEqual(
      [...rows.of('ready'), ...rows.of('removed')].map(({ stage }) => stage),
    );
    const rank: Record<string, number> = { open: 0, draft: 0, unknown: 1, gone: 1, abandoned: 3 };
    for (const stage of ['ready', 'removed']) {
      const ranks = rows
        .of(stage)
        .map(({ state, link }) => (link.decision === 'suggested' ? 4 : (rank[state] ?? 2)));
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    }
  });

  it('knows the registry’s project of a repository, and none where the registry has none', () => {
    const projects = Map.groupBy(rows.all, ({ project }) => project ?? '');
    expect([...projects.keys()].sort()).toEqual(['', 'alpha', 'beta']);
    for (const row of rows.of('ready', 'alpha')) expect(row.repository).toBe('web/alpha');
    for (const row of projects.get('') ?? []) expect(row.repository).toBe('elsewhere/tool');
  });

  it('puts what was untouched the longest first among what waits, and drafts nowhere there', () => {
    const waiting = rows.asked.review;
    expect(new Set(waiting.map(({ state }) => state))).toEqual(new Set(['open']));
    const days = waiting.map(({ turn, changed }) => turn?.since ?? changed ?? '');
    expect(days.length).toBeGreaterThan(1);
    expect(days).toEqual([...days].sort());
    for (const row of waiting) expect(row.questions).toContain('review');
  });

  it('lets what its server does not show any more wait for nobody', () => {
    const gone = rows.all.filter(({ state }) => state === 'gone');
    expect(gone).not.toEqual([]);
    for (const row of gone) expect([row.turn, row.questions]).toEqual([undefined, []]);
  });

  it('gives every open one exactly one turn', () => {
    const ofTurn = ['refused', 'ready', 'review', 'author', 'behind', 'unsaid'] as const;
    const open = rows.all.filter(({ turn, link }) => turn && link.decision === 'confirmed');
    expect(open).not.toEqual([]);
    for (const row of open) {
      expect(row.questions.filter((one) => ofTurn.some((turn) => turn === one))).toHaveLength(1);
    }
  });

  it('tells what was taken back, and by what', () => {
    const [reverted, ...more] = rows.asked.reverted;
    expect(more).toEqual([]);
    expect(reverted?.state).toBe('reverted');
    expect(reverted?.number).toBe('900002');
    expect(reverted?.revertedBy?.label).toMatch(/ 900003$/);
  });

  it('counts each review in one figure', () => {
    const figures = [...countText(rows.all).matchAll(/\d+/g)].map(([figure]) => Number(figure));
    expect(figures.reduce((sum, figure) => sum + figure, 0)).toBe(count);
    expect(countText([])).toBe('none');
  });

  it('stand by whose turn it is within a stage, of one turn the longest waiting first', () => {
    const open = rows.of('ready').filter(({ turn, link }) => turn && link.decision === 'confirmed');
    const ranks = open.map((row) => rankOfTurn(row) ?? -1);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(new Set(ranks).size).toBeGreaterThan(2);
    const moments = open
      .filter((row) => rankOfTurn(row) === 2)
      .map(({ turn, review }) => turn?.since ?? review?.updated ?? '');
    expect(moments).toEqual([...moments].sort());
    expect(rows.of('ready').slice(0, open.length)).toEqual(open);
  });

  it('begin, where room is short, with those that wait, then with what moved last', () => {
    const confirmed = rows.of('ready').filter(({ link }) => link.decision === 'confirmed');
    const found = foremost(rows.of('ready'), confirmed.length);
    const waiting = confirmed.filter(({ turn }) => turn);
    expect(found.slice(0, waiting.length)).toEqual(waiting);
    const rest = found.slice(waiting.length).map(({ changed }) => changed ?? '');
    expect(rest).toEqual([...rest].sort().reverse());
    expect(found).toHaveLength(confirmed.length);
  });
});
