import type { ReviewRow, ReviewRows } from './review-row.ts';

/** Rows of one page: 50,000 reviews are 400 pages, each well below 300 KB. */
export const rowsPerPage = 125;

/** A stage's rows on one page of the table. */
export interface StagePart {
  stage: string;
  rows: readonly ReviewRow[];
  /** Are they the first of their stage? Its head then bears the stage's anchor. */
  isBeginning: boolean;
}

/** The pages of the table, stage after stage in the plan's order; at least one. */
export function reviewPages(rows: ReviewRows, stages: readonly string[]): StagePart[][] {
  const pages: StagePart[][] = [[]];
  let room = rowsPerPage;
  for (const stage of stages) {
    const all = rows.of(stage);
    let at = 0;
    do {
      if (room === 0) {
        pages.push([]);
        room = rowsPerPage;
      }
      const some = all.slice(at, at + room);
      pages.at(-1)?.push({ stage, rows: some, isBeginning: at === 0 });
      at += some.length;
      room -= some.length;
    } while (at < all.length);
  }
  return pages;
}

/** Path of a page below the proposal's own, from 1. */
export function pagePath(page: number): string {
  return page === 1 ? 'reviews/' : `reviews/${page}/`;
}

/** Where a stage's reviews begin, below the proposal's own path. */
export function stagePath(rows: ReviewRows, stages: readonly string[], stage: string): string {
  const pages = reviewPages(rows, stages);
  const at = pages.findIndex((parts) =>
    parts.some((part) => part.stage === stage && part.isBeginning),
  );
  return `${pagePath(Math.max(0, at) + 1)}#stage-${stage}`;
}
