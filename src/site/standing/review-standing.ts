import { join } from 'node:path';
import { nearPath } from '../../ground/near-path.ts';
import type { Problem } from '../../ground/problem.ts';
import type { Proposal } from '../../proposal/load-proposals.ts';
import type { Registry, ReviewSystem } from '../../proposal/registry.ts';
import { reviewUrl } from '../../review/review-address.ts';
import { systemOf } from '../../review/review-identity.ts';
import {
  readSaidInReview,
  saidInReviewFile,
  type ReviewThread,
  type SaidInReview,
} from '../../review/said-in-review.ts';
import type { ThreadsIn } from '../prose/render-prose.ts';
import { byQuote, placePassages, type EarlierPassage } from './place-frozen.ts';
import { sourceTexts, type SourceText } from './source-text.ts';
import type { StandingPlace, StandingThread } from './standing-thread.ts';

interface Said {
  review: SaidInReview;
  thread: ReviewThread;
}

/** What was said of a proposal's text in code reviews, for the places where its lines have come to stand. */
export async function readReviewThreads(
  proposal: Proposal,
  { reviewSystems }: Pick<Registry, 'reviewSystems'>,
): Promise<{ count: number; threadsIn: ThreadsIn; problems: Problem[] }> {
  const { reviews, problems } = await readSaidInReview(proposal.folder);
  const all = reviews.flatMap((review) => review.threads.map((thread) => ({ review, thread })));
  const blobs = new Set(all.flatMap(({ thread }) => thread.blob ?? []));
  const none = new Map<string, SourceText>();
  const sources = blobs.size === 0 ? none : await sourceTexts(proposal, blobs);
  const passages = all.map(({ thread }) => passageOf(thread, sources.get(thread.blob ?? '')));
  const threadsIn: ThreadsIn = (text) => {
    const places = placed(all, passages, text);
    return all.map((said, i) => ({
      thread: standing(said, passages[i]?.quote ?? said.thread.quote ?? '', reviewSystems),
      place: places[i] ?? { outcome: 'file', at: 0 },
    }));
  };
  const more = reviews.flatMap((one) => untold(one, proposal));
  return { count: all.length, threadsIn, problems: [...problems, ...more] };
}

/** What of a review's threads is not shown, or not as it is now. */
function untold({ review, asOf, failure, left }: SaidInReview, { folder }: Proposal): Problem[] {
  const tell = (message: string, hint: string): Problem => {
    const file = nearPath(join(folder, saidInReviewFile));
    return { file, line: 1, column: 1, message: `${review}: ${message}`, hint, code: 'unreadable' };
  };
  const shown = asOf === undefined ? 'nothing of it is shown' : `shown as of ${asOf.slice(0, 10)}`;
  return [
    ...(failure === undefined
      ? []
      : [
          tell(
            `not read since ${failure.since.slice(0, 10)}: ${failure.reason}; ${shown}`,
            'npm run sync reads it again',
          ),
        ]),
    ...(left === undefined ? [] : [tell(`${left} more threads are not kept`, 'read them there')]),
  ];
}

function standing(
  { review: { review }, thread }: Said,
  quote: string,
  systems: readonly ReviewSystem[],
): StandingThread {
  const { id, resolved, comments } = thread;
  const url = commentUrl(reviewUrl(review, systems), review, id);
  return {
    id: `review-${elementId(review)}-${elementId(id)}`,
    kind: 'review',
    state: resolved === undefined ? 'unknown' : resolved ? 'resolved' : 'open',
    origin: { words: review.replace(/^\w+:/, ''), url },
    quote,
    comments: comments.map(({ id: own, by, at, text }) => ({
      id: `${elementId(review)}-${elementId(own)}`,
      by: by ?? 'somebody whose name is not public',
      ...{ at, text, notes: [] },
    })),
  };
}

/** Where a server shows a comment. */
function commentUrl(address: string, review: string, comment: string): string {
  if (systemOf(review).startsWith('github:')) return `${address}#discussion_r${comment}`;
  return `${address}/comment/${encodeURIComponent(comment)}/`;
}

const elementId = (text: string) => text.replace(/[^A-Za-z0-9]+/g, '-');

/** The line of its version leads to a block; that block is found again as any other passage. */
function placed(
  all: readonly Said[],
  passages: readonly (EarlierPassage | undefined)[],
  text: string,
): StandingPlace[] {
  const known = passages.filter((one) => one !== undefined);
  const places = placePassages(known, text);
  const byPassage = new Map(known.map((one, i) => [one, places[i]]));
  return all.map(({ thread }, i) => {
    const passage = passages[i];
    const place = passage && byPassage.get(passage);
    return place ?? byWords(thread, text);
  });
}

function passageOf(
  { line }: ReviewThread,
  source: SourceText | undefined,
): EarlierPassage | undefined {
  if (source === undefined || line === undefined) return undefined;
  let start = 0;
  for (const block of source.blocks) {
    const { first = Infinity, last = 0 } = block.lines ?? {};
    const range = { start, end: start + block.text.length };
    if (first <= line - source.before && line - source.before <= last) {
      return { before: source.text, range, quote: block.text };
    }
    start = range.end + 1;
  }
  return undefined;
}

/** Where the version is not here, or the line is on none of its blocks: by its words, else at its section. */
function byWords({ quote = '', section }: ReviewThread, text: string): StandingPlace {
  const place = byQuote(quote, text);
  if (place.outcome !== 'file' || section === undefined) return place;
  const heading = byQuote(`\n${section}\n`, `\n${text}\n`);
  return heading.outcome === 'file' ? heading : { outcome: 'section', at: heading.at - 2 };
}
