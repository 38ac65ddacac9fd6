/** A stretch of items that two sequences have in common: where it begins in each. */
export interface CommonRun {
  before: number;
  after: number;
  length: number;
}
