import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pagePath, reviewPages, rowsPerPage, stagePath } from './review-page.ts';
import type { ReviewRow, ReviewRows } from './review-row.ts';

function rowsOf(sizes: readonly number[]): ReviewRows {
  const byStage = sizes.map((size, stage) =>
    Array.from({ length: size }, (_, i) => ({ id: `${stage}-${i}` }) as unknown as ReviewRow),
  );
  return {
    all: byStage.flat(),
    of: (stage) => byStage[Number(stage)] ?? [],
    asked: {} as ReviewRows['asked'],
  };
}
const stagesOf = (sizes: readonly number[]) => sizes.map((_, i) => String(i));

describe('the pages of the table', () => {
  it('hold every row once, in order, none more than its room, each stage’s head once as the first', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 300 }), { maxLength: 6 }), (sizes) => {
        const rows = rowsOf(sizes);
        const pages = reviewPages(rows, stagesOf(sizes));
        expect(pages.flat().flatMap((part) => part.rows)).toEqual(rows.all);
        for (const parts of pages) {
          const size = parts.reduce((sum, part) => sum + part.rows.length, 0);
          expect(size).toBeLessThanOrEqual(rowsPerPage);
        }
        const heads = pages.flat().filter(({ isBeginning }) => isBeginning);
        expect(heads.map(({ stage }) => stage)).toEqual(stagesOf(sizes));
      }),
    );
  });

  it('are found by a stage', () => {
    const sizes = [rowsPerPage + 5, 0, 3];
    const rows = rowsOf(sizes);
    expect(stagePath(rows, stagesOf(sizes), '0')).toBe('reviews/#stage-0');
    expect(stagePath(rows, stagesOf(sizes), '2')).toBe('reviews/2/#stage-2');
    expect(pagePath(1)).toBe('reviews/');
  });
});
