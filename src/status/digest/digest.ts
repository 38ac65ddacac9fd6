import { z } from 'zod';
import { learnedChangeSchema } from '../changes/change.ts';
import type { ChangesSince } from '../changes/changes-since.ts';
import { changesFor, toldChanges, type ToldChange } from '../changes/told-changes.ts';
import { dutyLines, dutyLineSchema } from '../duties/duty-lines.ts';
import type { TeamDuties } from '../duties/team-duties.ts';

const commitSchema = z.strictObject({ commit: z.string(), date: z.string() });

/** More changes are not listed one by one, by whatever way: the newest are. */
export const mostChanges = 10_000;

/** What changed, and for a team what it must do: the data of every form of a digest. */
export const digestSchema = z.strictObject({
  team: z.string().nullable().describe('Null: everything.'),
  since: z.string().describe('A day, or a commit of this site’s own history.'),
  base: commitSchema
    .nullable()
    .describe('With what the first change is compared; null: with nothing.'),
  head: commitSchema,
  toDo: z.array(dutyLineSchema).describe('What waits for the team, by due day.'),
  changes: z
    .array(learnedChangeSchema)
    .describe('Newest first. `happened` is the project’s time, `learned` this site’s.'),
  left: z.int().describe('Older changes that are not listed.'),
  unknown: z.array(z.string()).describe('What cannot be told, each in a sentence.'),
});
export type Digest = z.infer<typeof digestSchema>;

/** @param duties of the team; undefined: everything is told, and nobody's duties */
export function digestOf(
  { base, head, changes, unknown }: ChangesSince,
  since: string,
  duties?: TeamDuties,
  teamsOf: (proposal: number) => readonly string[] = () => [],
): Digest {
  const mine = duties === undefined ? changes : changesFor(changes, duties, teamsOf);
  return {
    team: duties?.team ?? null,
    since,
    base,
    head,
    toDo: duties === undefined ? [] : dutyLines(duties),
    changes: mine.slice(-mostChanges).reverse(),
    left: Math.max(0, mine.length - mostChanges),
    unknown,
  };
}

/** Its changes, those that belong together in one line; newest first. */
export function toldIn({ changes }: Digest): ToldChange[] {
  return toldChanges(changes.toReversed());
}
