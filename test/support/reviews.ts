import type { ReviewId } from '../../src/review/review-identity.ts';
import type { Provenance, Link, Review, Waits } from '../../src/review/review.ts';
import { emptySnapshot, snapshotText } from '../../src/review/snapshot.ts';

/** A title that tries all that a stranger's title can try on a page. */
export const nastyTitle =
  '\u202egnp.exe "quoted\' & <script>document.title="pwned"</script><img src=x onerror=alert(1)>';
/** Hebrew and Arabic: it must not turn round what stands beside it. */
export const rightToLeftTitle = 'הסרת callbacks מ־(alpha) ثم اختبار';

export interface GeneratedOptions {
  count: number;
  stages: readonly string[];
  /** `owner/name` of repositories. */
  repositories: readonly string[];
  /** The day of the newest change, `YYYY-MM-DD`. */
  newest: string;
}

const host = 'review.example.org';
const owners = ['Ann Ode', 'Bob Ray', 'Chi Lin', 'Dana Å', 'سارة', null];
const verbs = ['Replace', 'Drop', 'Guard', 'Test', 'Document', 'Port', 'Remove'];
const nouns = ['the monkey patching', 'green pools', 'the job', 'threads', 'the unit tests'];

/** The text of a reviews.json with many reviews of every kind; the same each time. */
export function generatedReviews(options: GeneratedOptions): string {
  const { count, stages, repositories, newest } = options;
  const pick = <T>(list: readonly T[], n: number): T => {
    const found = list[n % list.length];
    if (found === undefined) throw new Error('Expected a list that is not empty');
    return found;
  };
  const snapshot = emptySnapshot();
  const firstSeen = newest;
  for (let i = 0; i < count; i++) {
    // A small generator of its own: numbers that jump about and are the same each time.
    const n = Math.imul(i + 1, 2_654_435_761) >>> 8;
    const kind = i % 10;
    const repository = pick(repositories, n);
    const id: ReviewId =
      kind === 9 ? `github:${repository}#${i + 1}` : `gerrit:${host}/${repository}~${900_000 + i}`;
    const day = new Date(Date.parse(`${newest}T08:00:00Z`) - (n % 900) * 86_400_000);
    const updated = `${day.toISOString().slice(0, 19)}Z`;
    const status = kind < 2 ? 'open' : kind < 8 ? 'merged' : kind === 8 ? 'abandoned' : 'open';
    snapshot.reviews.push({
      id,
      repository,
      title: `${pick(verbs, n)} ${pick(nouns, n >> 3)} in ${repository.split('/')[1] ?? ''}`,
      status,
      ...(i % 20 === 1 ? { draft: true as const } : {}),
      owner: pick(owners, n >> 2),
      branch: i % 7 === 0 ? 'stable/2026.1' : 'master',
      created: `${new Date(day.getTime() - 40 * 86_400_000).toISOString().slice(0, 19)}Z`,
      updated,
      ...(status === 'merged' ? { merged: updated } : {}),
      ...(kind === 9
        ? { labels: ['enhancement', 'threads'] }
        : {
            votes: {
              'Code-Review': { [pick(['+2', '+1', '-1', '-2'], n)]: 1 + (n % 2) },
              Verified: { '+1': 1 },
            },
          }),
      size: { added: n % 700, removed: (n >> 4) % 300 },
      ...(status === 'open' ? { waits: waitsOf(n, pick(owners, n >> 4), updated) } : {}),
    });
    const decision: Link['decision'] = i % 13 === 5 ? 'suggested' : 'confirmed';
    const provenance: Provenance[] =
      decision === 'suggested'
        ? [{ kind: 'message', text: 'threads', firstSeen, lastConfirmed: updated }]
        : [{ kind: 'topic', text: 'to-threads', firstSeen, lastConfirmed: updated }];
    snapshot.links.push({ review: id, stage: pick(stages, n >> 5), decision, provenance });
  }
  snapshot.sources.push(
    { source: `gerrit:${host}`, asOf: `${newest}T09:00:00Z`, seen: {} },
    {
      source: 'github:github.com',
      asOf: `${newest}T09:00:00Z`,
      failure: { since: `${newest}T21:00:00Z`, reason: '403: the limit of requests is reached' },
      seen: {},
    },
  );
  return snapshotText(spoilSome(snapshot));
}

/** One of the ways in which a server says who must act, or that it does not say. */
function waitsOf(n: number, who: string | null, since: string): Waits {
  const ways: Waits[] = [
    { attention: [{ who, since }] },
    { refused: { by: ['Code-Review'] } },
    { isReady: true },
    { attention: [{ who, since, isOwner: true }] },
    {},
  ];
  return ways[n % ways.length] ?? {};
}

/** Puts the rare cases among the first reviews: bad titles, a revert, a review that is gone. */
function spoilSome(snapshot: ReturnType<typeof emptySnapshot>): typeof snapshot {
  const change = (i: number, fields: Partial<Review>) => {
    const review = snapshot.reviews[i];
    if (review !== undefined) snapshot.reviews[i] = { ...review, ...fields };
  };
  change(0, { title: nastyTitle, owner: '<b>Mallory</b>' });
  change(10, { title: rightToLeftTitle });
  change(1, { status: 'gone', was: 'open' });
  const takenBack = snapshot.reviews[2];
  if (takenBack !== undefined)
    change(3, { title: `Revert "${takenBack.title}"`, reverts: takenBack.id });
  return snapshot;
}
