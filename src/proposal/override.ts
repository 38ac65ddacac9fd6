import { z } from 'zod';
import { allowedHint } from '../ground/suggest.ts';
import { daySchema, lineSchema, slugSchema, textSchema, webAddressSchema } from './field.ts';

/** Public names, as the minutes have them. */
const names = z.array(lineSchema).default([]);

/** A body's vote: who voted, by which rules, why, and where that is recorded. */
export const voteFields = {
  /** A body of `bodies` in projects.yaml. */
  body: slugSchema,
  date: daySchema,
  /** How many had to vote, by the body's rules of that day. */
  quorum: z.int().min(2, { error: 'expected at least 2: nobody decides this alone' }),
  vote: z.strictObject({ for: names, against: names, abstained: names }),
  reason: textSchema,
  /** Where the vote is recorded: minutes, a thread. */
  where: lineSchema,
  url: webAddressSchema.optional(),
};

/** An entry of the decision log: a body's vote that a concern no longer holds the proposal up. */
export const overrideSchema = z.strictObject({
  /** The concern. */
  overrides: slugSchema,
  ...voteFields,
});
export type Override = z.infer<typeof overrideSchema>;
export type Vote = Omit<Override, 'overrides'>;

/** What votes are held against. */
export interface VoteContext {
  champions: readonly string[];
  /** Ids and names of the registry's bodies; undefined while projects.yaml is faulty. */
  bodies: Readonly<Record<string, { name?: string | undefined }>> | undefined;
  /** `YYYY-MM-DD` */
  today: string;
}

/** Why a vote counts for nothing. */
export interface VoteFault {
  /** Below the vote. */
  path: (string | number)[];
  message: string;
  hint: string;
}

/** A name as it is compared: in any case, with any spaces. */
export function sameName(a: string, b: string): boolean {
  const plain = (name: string) => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  return plain(a) === plain(b);
}

/** Every reason why a vote counts for nothing; it counts where there is none. */
export function voteFaults(
  { body, date, quorum, vote }: Vote,
  { champions, bodies, today }: VoteContext,
): VoteFault[] {
  const faults: VoteFault[] = [];
  const add = (path: VoteFault['path'], message: string, hint: string) => {
    faults.push({ path, message, hint });
  };
  const isChampion = (name: string) => champions.some((champion) => sameName(champion, name));
  if (bodies !== undefined && !Object.hasOwn(bodies, body)) {
    const known = Object.keys(bodies);
    const hint =
      known.length === 0 ? 'declare it under `bodies` in projects.yaml' : allowedHint(body, known);
    add(['body'], `no body \`${body}\``, hint);
  }
  if (isChampion(body) || isChampion(bodies?.[body]?.name ?? body)) {
    add(['body'], `\`${body}\` is the champion`, 'expected a body that does not run the proposal');
  }
  const voters = Object.entries(vote).flatMap(([side, list]) =>
    list.map((name, i) => ({ name, path: ['vote', side, i] })),
  );
  for (const [i, { name, path }] of voters.entries()) {
    if (path[1] !== 'abstained' && isChampion(name)) {
      add(path, `${name} is a champion and has no vote here`, 'count them under `abstained`');
    }
    if (voters.findIndex((one) => sameName(one.name, name)) < i) {
      add(path, `${name} is counted twice`, 'expected each name once');
    }
  }
  // Who runs the proposal and abstains makes no quorum of others.
  const present = voters.filter(({ name }) => !isChampion(name)).length;
  if (present < quorum) {
    add(['vote'], `${present} voted, the quorum is ${quorum}`, 'expected at least so many');
  }
  if (vote.for.length <= vote.against.length) {
    const count = `${vote.for.length} for, ${vote.against.length} against`;
    add(['vote'], count, 'expected more for it than against it');
  }
  if (date > today) add(['date'], `${date} has not come yet`, 'expected the day of the vote');
  return faults;
}
