import { later, ofTime } from '../../ground/instant.ts';

/** Clocks of servers and of this machine may differ so much and still be right, in ms. */
const leewayMs = 24 * 60 * 60 * 1000;

/** The latest moment that a run believes, by its own clock. */
export function latestBelieved(now: number): string {
  return ofTime(now + leewayMs);
}

/**
 * Whether a moment can have been: not after the server's own present, nor after what this machine's
 * clock allows. A clock that was wrong once wrote any other; as a mark of what is known it would hide
 * all that changes until then.
 *
 * @param latest see {@link latestBelieved}
 * @param present the server's clock as its answers last had it, where they say
 */
export function isBelievable(
  moment: string | undefined,
  latest: string,
  present?: string,
): moment is string {
  return moment !== undefined && moment <= latest && (present === undefined || moment <= present);
}

/** The newest of some moments that can have been; undefined where none can. */
export function newestBelieved(
  moments: readonly (string | undefined)[],
  latest: string,
  present?: string,
): string | undefined {
  return moments
    .filter((moment) => isBelievable(moment, latest, present))
    .reduce<string | undefined>(later, undefined);
}
