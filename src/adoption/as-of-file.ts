import { join, relative } from 'node:path';
import { diffableJson } from '../ground/diffable-json.ts';
import { compareText, type Problem } from '../ground/problem.ts';
import { readTextBelow, writeBelow } from '../ground/trust/open-below.ts';
import { issuesText } from '../proposal/validate.ts';
import { asOfFileSchema, asOfFormat, type AsOf } from './as-of.ts';

/** When the repositories of a proposal were last asked. */
export interface AsOfDays {
  /** Keyed by project; one that was never read is absent. */
  projects: ReadonlyMap<string, AsOf>;
  /** Why the file could not be read; then nothing is known. */
  problems: Problem[];
}

const fileName = 'as-of.json';
const mostBytes = 16 * 1024 * 1024;

/** Reads a proposal's `as-of.json`; without one nothing is known. */
export async function readAsOf(proposalFolder: string): Promise<AsOfDays> {
  const file = join(proposalFolder, fileName);
  let text: string;
  try {
    text = await readTextBelow(proposalFolder, file, mostBytes);
  } catch (error) {
    const known = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { projects: new Map(), problems: known ? [] : [fault(file, String(error))] };
  }
  const data = parsed(text);
  const result = asOfFileSchema.safeParse(data);
  if (result.success) {
    return { projects: new Map(Object.entries(result.data.projects)), problems: [] };
  }
  return { projects: new Map(), problems: [fault(file, issuesText(result.error))] };
}

/**
 * Puts the days of a run into a proposal's `as-of.json`; those of other projects stay.
 *
 * @returns whether the file changed
 */
export async function writeAsOf(
  proposalFolder: string,
  days: ReadonlyMap<string, AsOf>,
): Promise<boolean> {
  if (days.size === 0) return false;
  const { projects } = await readAsOf(proposalFolder);
  const all = [...new Map([...projects, ...days])].sort(([a], [b]) => compareText(a, b));
  const file = { format: asOfFormat, projects: Object.fromEntries(all) };
  return writeBelow(proposalFolder, join(proposalFolder, fileName), diffableJson(file));
}

/**
 * The day that holds after a reading. Where it found no news, what was known of a later day, or known
 * at all, stays: the older clone says nothing against it.
 *
 * @param sameCommit was the commit that was read the one of the reading before?
 */
export function laterAsOf(before: AsOf | undefined, now: AsOf, sameCommit: boolean): AsOf {
  if (!sameCommit || before === undefined || before.day === null) return now;
  return now.day === null || now.day < before.day ? before : now;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fault(file: string, message: string): Problem {
  const near = relative(process.cwd(), file);
  const shown = near === '' || near.startsWith('..') ? file : near;
  const hint = 'write it anew: npm run track';
  return { file: shown, line: 1, column: 1, message, hint, code: 'schema' };
}
