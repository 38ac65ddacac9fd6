/**
 * A snapshot of an earlier format in the present one's form; anything else as it came, for the
 * schema to judge. What an earlier format did not say stays unsaid.
 *
 * @param value the parsed JSON of a reviews.json
 */
export function upgradeSnapshot(value: unknown): unknown {
  if (!isRecord(value) || value['format'] !== 1) return value;
  const reviews = listOf(value['reviews']).map(upgradeReview);
  const links = listOf(value['links']).map(upgradeLink);
  return { ...value, format: 2, reviews, links };
}

/**
 * Format 1 called a review's repository its project, and kept GitHub's labels, which bear no votes,
 * among Gerrit's, which do.
 */
function upgradeReview(review: unknown): unknown {
  if (!isRecord(review)) return review;
  const { project, labels, missing, ...rest } = review;
  const isGithub = String(rest['id']).startsWith('github:');
  const names: string[] = [];
  const votes: Record<string, unknown> = {};
  for (const [name, cast] of Object.entries(isRecord(labels) ? labels : {})) {
    if (isRecord(cast) && Object.keys(cast).length > 0) votes[name] = cast;
    else if (isGithub) names.push(name);
  }
  // What was no longer visible had been marked beside its last status.
  const gone = missing === true ? { status: 'gone', was: rest['status'] } : {};
  return {
    ...rest,
    ...gone,
    repository: project,
    ...(names.length === 0 ? {} : { labels: names.sort() }),
    ...(Object.keys(votes).length === 0 ? {} : { votes }),
  };
}

/** Format 1 called a link's provenance `why`, and wrote `index.md:120` for a line. */
function upgradeLink(link: unknown): unknown {
  if (!isRecord(link)) return link;
  const { why, ...rest } = link;
  return { ...rest, provenance: listOf(why).map(upgradeProvenance) };
}

function upgradeProvenance(reason: unknown): unknown {
  if (!isRecord(reason)) return reason;
  const { at, ...rest } = reason;
  const line = Number(/:(\d+)$/.exec(String(at))?.[1] ?? 0);
  return line > 0 ? { ...rest, line } : rest;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
