/** Names of projects on one blueprint's page, in all of its stages' cards: it stays below 300 KB. */
const namesOfPage = 700;
/** However many stages there are, so many are named of each group. */
const fewest = 5;

/** How many names one of so many stages' cards has room for. */
export function namesOfCard(stages: number): number {
  return Math.floor(namesOfPage / Math.max(1, stages));
}

/**
 * How many of each group are named where there is room for `most` in all: small groups whole, what is
 * left evenly among the others.
 *
 * @param sizes how many each group has
 */
export function namesShown(sizes: readonly number[], most: number): number[] {
  const shown = sizes.map(() => 0);
  let room = most;
  let groups = sizes.length;
  for (const [i, size] of [...sizes.entries()].toSorted(([, a], [, b]) => a - b)) {
    const share = Math.max(fewest, Math.floor(room / groups));
    shown[i] = Math.min(size, share);
    room -= shown[i];
    groups -= 1;
  }
  return shown;
}
