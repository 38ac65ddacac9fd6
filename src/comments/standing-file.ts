import { z } from 'zod';
import { webAddressSchema } from '../proposal/field.ts';
import { threadKinds } from './store/tables.ts';

const commentSchema = z.strictObject({
  id: z.string(),
  by: z.string(),
  at: z.string(),
  /** Markdown; absent: it is not shown. */
  text: z.string().optional(),
  /** What else is to be said of it. */
  notes: z.array(z.string()),
});

const threadSchema = z.strictObject({
  /** Id of its element. */
  id: z.string(),
  /** Of a frozen one: its id in the store that it came from. */
  thread: z.string().optional(),
  /** `review`: it was said in the code review of the text. */
  kind: z.enum([...threadKinds, 'review']),
  /** `unknown`: its server does not say. */
  state: z.enum(['open', 'resolved', 'unknown']),
  resolved: z.strictObject({ by: z.string(), at: z.string() }).optional(),
  /** Where it goes on. */
  origin: z.strictObject({ words: z.string(), url: webAddressSchema }).optional(),
  /** What its passage said; empty: it is on no passage. */
  quote: z.string(),
  /** What became of its passage since; empty: it stands as it was. */
  became: z.string(),
  comments: z.array(commentSchema),
});

/** The threads that come with a build, in the order of the text: {@link standingPath}. */
export const standingFileSchema = z.strictObject({ threads: z.array(threadSchema) });

export type StandingFile = z.infer<typeof standingFileSchema>;
/** A thread that comes with the build, and that nobody can answer here. */
export type ListedStanding = StandingFile['threads'][number];

/** Where those of a proposal stand, below the site's base. */
export function standingPath(proposal: number): string {
  return `/comments/standing/${proposal}.json`;
}
