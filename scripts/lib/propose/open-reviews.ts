import type { ReviewsOfProposal } from '../../../src/review/read-reviews.ts';
import type { Review } from '../../../src/review/review.ts';
import { plusDays } from '../../../src/ground/day.ts';
import type { Pushed } from './pushed.ts';
import { refused, unknown, type Refusal } from './refusal.ts';

/** Reasons by which a review was found that say for sure that it is of the stage. */
const sure = new Set<string>(['topic', 'hashtag', 'footer', 'bug', 'marker', 'label', 'cited']);

/** What is held against the reviews of a stage. */
export interface OpenAsked {
  stage: string;
  /** Its name on the review system. */
  repository: string;
  /** `gerrit:<host>` or `github:<host>`. */
  system: string;
  mostOpen: number;
  /** A snapshot that is older says nothing of today. */
  staleAfterDays: number;
  /** `YYYY-MM-DD`. */
  day: string;
}

/**
 * Are too many reviews of the stage open, or is one of this repository? By the snapshot of the last
 * `npm run sync`, and by what was sent from here since.
 */
export function openAgainst(
  { reviews, links, sources, unread }: ReviewsOfProposal,
  pushed: readonly Pushed[],
  { stage, repository, system, mostOpen, staleAfterDays, day }: OpenAsked,
): Refusal[] {
  const sync = 'npm run sync reads them';
  if (unread !== 'nothing') return [unknown('its reviews cannot be read', 'npm run check')];
  const source = sources.find((one) => one.source === system);
  if (source?.asOf === undefined) {
    return [
      unknown(`the reviews of ${system} were never read: how many are open is not known`, sync),
    ];
  }
  const asOf = source.asOf.slice(0, 10);
  const found: Refusal[] = [];
  if (plusDays(asOf, staleAfterDays) < day) {
    found.push(unknown(`the reviews of ${system} were read last on ${asOf}`, sync));
  }
  const ids = new Set(
    links
      .filter((link) => link.stage === stage && link.decision === 'confirmed')
      .filter(({ person, provenance }) => person ?? provenance.some(({ kind }) => sure.has(kind)))
      .map(({ review }) => review as string),
  );
  const open = reviews.filter(({ id, status }) => status === 'open' && ids.has(id));
  const known = (one: Pushed) =>
    reviews.some(({ changeId, commit }) => changeId === one.changeId || commit === one.commit);
  const sent = pushed.filter((one) => one.stage === stage && !known(one));
  const count = open.length + sent.length;
  if (count >= mostOpen) {
    const some = open.slice(0, 3).map(({ id }) => id);
    const named = some.length === 0 ? '' : `: ${some.join(', ')}${count > 3 ? ', …' : ''}`;
    const what = `${count} reviews of stage ${stage} are open, at most ${mostOpen} may be${named}`;
    found.push(refused(what, 'let some of them land first'));
  }
  const same = (one: Pick<Review, 'repository'>) =>
    one.repository.toLowerCase() === repository.toLowerCase();
  const here = [...open.filter(same).map(({ id }) => id as string)];
  if (sent.some(same)) here.push('one that was sent from here');
  if (here.length > 0)
    found.push(refused(`${repository} has one open already: ${here.join(', ')}`));
  return found;
}
