/**
 * A snapshot of an earlier format in the present one's form; anything else as it came, for the
 * schema to judge. What an earlier format did not say stays unsaid.
 *
 * @param value the parsed JSON of a reviews.json
 */
export function upgradeSnapshot(value: unknown): unknown {
  if (!isRecord(value) || value['format'] !== 1) return value;
  const reviews = listOf(value['reviews']).map(upgradeReview);
  return { ...value, format: 2, reviews };
}

/** Format 1 called a review's repository its project. */
function upgradeReview(review: unknown): unknown {
  if (!isRecord(review)) return review;
  const { project, ...rest } = review;
  return { ...rest, repository: project };
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
