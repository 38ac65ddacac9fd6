import { expect, test } from 'vitest';
import { answerOf } from '../../test/support/status.ts';
import type { AdoptionSnapshot } from '../adoption/snapshot.ts';
import type { StageReviews } from '../review/summary.ts';
import type { Row } from './report.ts';
import { isStuck, lastMove } from './stuck.ts';

const line = ['2025-06-01', '2026-03-01', '2026-06-01'];

interface Given {
  days?: string[];
  status?: string;
  review?: 'open' | 'merged';
  unread?: 'nothing' | 'reviews';
  day?: string | null;
  isRead?: boolean;
}

/** A project that was read on 2026-09-01, whose counts changed on the days after the first. */
function read({
  days = ['2025-06-01', '2026-03-01'],
  status = 'not started',
  review,
  unread = 'nothing',
  day = '2026-09-01',
  isRead = true,
}: Given = {}) {
  const answer = answerOf({ counts: days.map((at, i) => [at, 9 - i]) }, line, 'alpha', 'h');
  const other = answerOf({ counts: line.map((at, i) => [at, i]) }, line, 'alpha', 'h');
  const snapshot = {
    commit: isRead ? 'c' : null,
    history: { from: { date: '2025-06-01T00:00:00Z' } },
    probes: { asked: answer, other },
    partProbes: {},
  } as unknown as AdoptionSnapshot;
  const of = {
    snapshots: new Map([['alpha', snapshot]]),
    proposal: { frontMatter: { since: '2026-01-01' } },
    reviews: { unread },
    reviewsByStage: [
      {
        stage: 'gone',
        byProject: new Map([
          ['alpha', { reviews: review ? [{ review: { status: review } }] : [] }],
        ]),
      },
    ] as unknown as StageReviews[],
  } as unknown as Parameters<typeof isStuck>[0];
  const row = {
    project: 'alpha',
    stage: 'gone',
    status,
    counts: { asked: null },
    asOf: { day },
  } as unknown as Row;
  return { of, row };
}

test.each([
  ['nothing that the stage asks changed for long', {}, true],
  ['it changed 90 days before', { days: ['2025-06-01', '2026-06-03'] }, false],
  ['it changed 91 days before', { days: ['2025-06-01', '2026-06-02'] }, true],
  ['a review is open', { review: 'open' as const }, false],
  ['a review has merged', { review: 'merged' as const }, true],
  ['its reviews could not be read', { unread: 'reviews' as const }, undefined],
  ['it is through', { status: 'done' }, false],
  ['it is not known how it stands', { status: 'unknown' }, undefined],
  ['the day of its reading is not known', { day: null }, undefined],
  ['it was not read', { isRead: false }, undefined],
])('a project is stuck, or not: %s', (_, given, expected) => {
  const { of, row } = read(given);
  expect(isStuck(of, row)).toBe(expected);
});

test('where nothing ever changed, it rests since the day from which its history counts', () => {
  const { of, row } = read({ days: ['2025-06-01'] });
  expect(lastMove(of, row)).toBe('2026-01-01');
});

test('what other probes count is no move', () => {
  const { of, row } = read();
  expect(lastMove(of, row)).toBe('2026-03-01');
});
