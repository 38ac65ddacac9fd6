/*
 * The lines of a journal, each `["key", value]`. Those of a run itself bear one of these keys; all
 * others are answers.
 */

/** A read began, at a moment in ms. What stands before it is of an earlier one, given up. */
export const beganKey = 'began';
/** Another run goes on with it, at a moment in ms. */
export const wentOnKey = 'went on';
/** The run's budget was spent, and nothing else ended it. */
export const spentKey = 'spent';
/** What an earlier read had been told is written elsewhere by now. */
export const keptKey = 'kept';

/** What a journal's file says. */
export interface JournalLines {
  /** The answers of the unfinished read, by question. */
  known: Map<string, unknown>;
  /** The answers of earlier reads that were given up, and that are written nowhere else. */
  given: unknown[];
  /** When the unfinished read began; undefined where none did. */
  began: number | undefined;
  /** When the last of its runs did. */
  last: number;
  /** It was cut short by its budget alone. */
  isSpent: boolean;
  /** How many bytes hold whole lines: what follows was cut off in mid-write. */
  length: number;
}

export function parseJournal(text: string): JournalLines {
  const found: JournalLines = {
    known: new Map(),
    given: [],
    began: undefined,
    last: 0,
    isSpent: false,
    length: 0,
  };
  for (const line of text.split('\n').slice(0, -1)) {
    const entry = parseLine(line);
    if (entry === undefined) break;
    take(found, ...entry);
    found.length += Buffer.byteLength(line) + 1;
  }
  return found;
}

function take(found: JournalLines, key: string, value: unknown): void {
  const moment = typeof value === 'number' ? value : 0;
  if (key === beganKey) {
    found.given.push(...found.known.values());
    found.known.clear();
    found.began = moment;
    found.last = moment;
    found.isSpent = false;
  } else if (key === wentOnKey) {
    found.last = moment;
    found.isSpent = false;
  } else if (key === spentKey) found.isSpent = true;
  else if (key === keptKey) found.given = [];
  else found.known.set(key, value);
}

function parseLine(line: string): [string, unknown] | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (!Array.isArray(value) || value.length !== 2) return undefined;
    const [key, entry] = value as unknown[];
    return typeof key === 'string' ? [key, entry] : undefined;
  } catch {
    return undefined;
  }
}
