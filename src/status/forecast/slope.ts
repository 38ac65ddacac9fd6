/** A slope with the interval that holds it. */
export interface Slope {
  /** Per unit of x. */
  slope: number;
  low: number;
  high: number;
}

/** Of a normal distribution: so many deviations to each side hold four of five. */
const deviations = 1.2816;

/**
 * The slope of Theil and Sen, the median of the slopes between all pairs of points, with Sen's interval
 * of 80 % (Sen 1968, with Kendall's correction for ties): a few points far off change little.
 *
 * @param points no two of one x
 * @returns undefined for fewer than three points
 */
export function theilSen(points: readonly (readonly [x: number, y: number])[]): Slope | undefined {
  const n = points.length;
  if (n < 3) return undefined;
  const slopes = points
    .flatMap(([x, y], i) => points.slice(i + 1).map(([x2, y2]) => (y2 - y) / (x2 - x)))
    .sort((a, b) => a - b);
  const weight = (of: number) => of * (of - 1) * (2 * of + 5);
  const ties = [...Map.groupBy(points, ([, y]) => y).values()].map(({ length }) => weight(length));
  const variance = (weight(n) - ties.reduce((sum, tie) => sum + tie, 0)) / 18;
  const half = (deviations * Math.sqrt(variance)) / 2;
  const middle = (slopes.length - 1) / 2;
  const at = (index: number) => slopes[Math.min(slopes.length - 1, Math.max(0, index))] ?? 0;
  return {
    slope: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    low: at(Math.floor(middle - half)),
    high: at(Math.ceil(middle + half)),
  };
}
