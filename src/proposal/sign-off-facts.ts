import { signOffClock } from './sign-off-clock.ts';
import type { SignOff } from './sign-off.ts';
import type { SignOffFacts } from './transition-facts.ts';
import { voteFaults, type VoteContext } from './override.ts';
import type { Waiver } from './waiver.ts';

/** The vote that waives a team's sign-off, if one counts: the team was asked by its day. */
export function waiverOf(
  team: string,
  { signOffs, waivers, ...context }: Waived & VoteContext,
): Waiver | undefined {
  const asked = signOffs.find((one) => one.team === team)?.rounds[0]?.asked;
  return waivers.find(
    (one) =>
      one.waives === team &&
      asked !== undefined &&
      one.date >= asked &&
      voteFaults(one, context).length === 0,
  );
}

interface Waived {
  signOffs: readonly SignOff[];
  waivers: readonly Waiver[];
}

/**
 * How the sign-off of each team stands that was asked.
 *
 * @param changed what changed since a commit
 */
export function signOffFacts(
  given: Waived & VoteContext,
  changed: (commit: string) => SignOffFacts['changed'],
): Map<string, SignOffFacts> {
  return new Map(
    given.signOffs.map(({ team, rounds: all }): [string, SignOffFacts] => {
      // What was said later counts for nothing on that day.
      const rounds = all.filter(({ asked, date = asked }) => date <= given.today);
      if (rounds.length === 0) {
        return [team, { position: 'not asked', isWaived: false, changed: [] }];
      }
      const { position } = signOffClock({ rounds }, given.today);
      const commit = rounds.at(-1)?.commit;
      const since = commit === undefined ? { unread: 'it names no commit' } : changed(commit);
      return [team, { position, isWaived: waiverOf(team, given) !== undefined, changed: since }];
    }),
  );
}
