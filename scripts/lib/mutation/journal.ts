import { appendFileSync, readFileSync } from 'node:fs';

/**
 * What a run has found so far, one line a fact, written before and after each attempt: what ends the
 * process of the tests (a loop without end, no memory) is known by its last line.
 */
export type Fact =
  /** A test runs the changed place. */
  | { kind: 'covered'; id: string }
  /** It is run while a file of tests loads: no test can be asked about it alone. */
  | { kind: 'loading'; id: string }
  | { kind: 'begun'; id: string; test: string }
  /** The test that was begun ended as it does without the change. */
  | { kind: 'unnoticed'; id: string }
  | { kind: 'killed'; id: string; test: string; says: string }
  /** The change ran without end, or ended the process. */
  | { kind: 'ended'; id: string }
  /** The test failed with the change, and then without it: what a change left behind may be why. */
  | { kind: 'doubted'; id: string; test: string }
  /** A doubted change, tried in a process of its own. */
  | { kind: 'survived'; id: string }
  /** One of the tests of a file runs so many of the changed places. */
  | { kind: 'reach'; file: string; places: number }
  /** All tests of a file have been asked. */
  | { kind: 'asked'; file: string };

export function note(journal: string, fact: Fact): void {
  appendFileSync(journal, `${JSON.stringify(fact)}\n`);
}

export function readJournal(journal: string): Fact[] {
  // A process that was ended may have left half a line.
  return readFileSync(journal, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line) as Fact);
}

/** How many of the changed places the tests of each file run, the most of one test. */
export function reachOf(facts: readonly Fact[]): Map<string, number> {
  const reach = new Map<string, number>();
  for (const fact of facts) {
    if (fact.kind !== 'reach') continue;
    reach.set(fact.file, Math.max(reach.get(fact.file) ?? 0, fact.places));
  }
  return reach;
}
