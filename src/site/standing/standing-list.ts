import type { ListedStanding } from '../../comments/standing-file.ts';
import type { Proposal } from '../../proposal/load-proposals.ts';
import type { Registry } from '../../proposal/registry.ts';
import { proseText } from '../prose/render-prose.ts';
import type { PlacedThread } from './standing-thread.ts';
import { standingThreads, type StandingThreads } from './standing-threads.ts';
import { becameWords } from './thread-element.ts';

/** The threads that come with a proposal's page, by themselves: in the order of its text. */
export async function standingList(
  proposal: Proposal,
  registry: Pick<Registry, 'reviewSystems'>,
): Promise<{ frozen: StandingThreads['frozen']; threads: PlacedThread[] }> {
  const { frozen, count, threadsIn } = await standingThreads(proposal, registry);
  // Rendering takes a processor: it is done where there is something to place.
  if (count === 0) return { frozen, threads: [] };
  const { body, frontMatter } = proposal;
  const text = await proseText({ body, stages: frontMatter.stages }).catch(() => '');
  return { frozen, threads: threadsIn(text).toSorted((a, b) => a.place.at - b.place.at) };
}

/** One of them as a server of comments reads it. */
export function listedStanding({ thread, place }: PlacedThread): ListedStanding {
  const { store, origin, comments, resolved, ...more } = thread;
  return {
    ...more,
    ...(store === undefined ? {} : { thread: store }),
    ...(resolved === undefined ? {} : { resolved }),
    ...(origin === undefined ? {} : { origin }),
    became: becameWords(place),
    comments: comments.map(({ text, notes, ...comment }) => ({
      ...comment,
      ...(text === undefined ? {} : { text }),
      notes: [...notes],
    })),
  };
}
