import { readFrozenThreads, type FrozenThreads } from '../../comments/frozen/frozen-threads.ts';
import type { Problem } from '../../ground/problem.ts';
import type { Proposal } from '../../proposal/load-proposals.ts';
import type { Registry } from '../../proposal/registry.ts';
import type { ThreadsIn } from '../prose/render-prose.ts';
import { revisionsOfBuild } from '../revisions/revisions-of-build.ts';
import { frozenStanding } from './frozen-standing.ts';
import { placePassages, type EarlierPassage } from './place-frozen.ts';
import { readReviewThreads } from './review-standing.ts';
import type { PlacedThread } from './standing-thread.ts';

/** The threads that come with the build of a proposal's page. */
export interface StandingThreads {
  /** The state that was frozen; undefined: none was. */
  frozen: FrozenThreads | undefined;
  /** How many there are. */
  count: number;
  threadsIn: ThreadsIn;
  problems: Problem[];
}

/** Reads them; their passages are placed in the text that the page shows once that is rendered. */
export async function standingThreads(
  proposal: Proposal,
  registry: Pick<Registry, 'reviewSystems'>,
): Promise<StandingThreads> {
  const { folder, name } = proposal;
  const { frozen, problems } = await readFrozenThreads(folder);
  const reviewed = await readReviewThreads(proposal, registry);
  const texts = frozen === undefined ? new Map<string, string>() : await textsOf(proposal);
  const threads = (frozen?.threads ?? []).map((thread) => {
    const { revision, start, end, quote } = thread;
    const passage: EarlierPassage = { before: texts.get(revision), range: { start, end }, quote };
    return { thread: frozenStanding(thread, frozen ?? {}, name), passage };
  });
  return {
    frozen,
    count: threads.length + reviewed.count,
    problems: [...problems, ...reviewed.problems],
    threadsIn: (text) => {
      const places = placePassages(
        threads.map(({ passage }) => passage),
        text,
      );
      const placed = threads.flatMap(({ thread }, i): PlacedThread[] => {
        const place = places[i];
        return place === undefined ? [] : [{ thread, place }];
      });
      return [...placed, ...reviewed.threadsIn(text)];
    },
  };
}

/** Texts of a proposal's revisions by their names, as far as git's history has them. */
async function textsOf(proposal: Proposal): Promise<Map<string, string>> {
  const { revisions } = await revisionsOfBuild(proposal);
  return new Map(revisions.map(({ id, text }) => [id, text]));
}
