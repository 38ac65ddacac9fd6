import { dirname } from 'node:path';
import type { ReadProblem } from '../git/read-problem.ts';
import { dayOf, today } from '../ground/day.ts';
import { diffableJson } from '../ground/diffable-json.ts';
import { noLinkBelow, readTextBelow, UnsafePath, writeBelow } from '../ground/trust/open-below.ts';
import { sweepParts } from '../ground/write-whole.ts';
import type { Plan } from './cache/load-plans.ts';
import type { Registry } from '../proposal/registry.ts';
import { laterAsOf, readAsOf } from './as-of-file.ts';
import type { AsOf } from './as-of.ts';
import { packageNames } from './dependencies.ts';
import {
  readUnit,
  type ToldProblem,
  type Unit,
  type UnitAnswer,
  type UnitReader,
} from './fleet/read-unit.ts';
import { readSnapshot, snapshotPath } from './read-snapshots.ts';
import type { AdoptionSnapshot } from './snapshot.ts';
import { unreadSnapshot } from './unread-snapshot.ts';

export interface TrackOptions extends UnitReader {
  registry: Registry;
  /** Compare with what stands there, but write nothing. */
  dryRun?: boolean;
}

/** What tracking one project for one proposal came to. */
export interface Tracked {
  proposal: number;
  project: string;
  /** What was read now; null if nothing could be. */
  snapshot: AdoptionSnapshot | null;
  /** When its address was last asked; null where nothing was read. */
  asOf: AsOf | null;
  /** Did the file change, or would it? */
  changed: boolean;
  /** All that could not be read, with what only the terminal should know. */
  problems: ToldProblem[];
}

/** The repository itself is what cannot be read, as it stands now: what was known of it is past. */
const replacing: readonly ReadProblem['code'][] = ['engine', 'too-large', 'partial'];

/** The unit of work that a project of a proposal is. */
export function unitOf(
  { probes, frontMatter: { since } }: Pick<Plan, 'probes' | 'frontMatter'>,
  project: string,
  registry: Registry,
): Unit {
  const entry = registry.projects[project];
  if (entry === undefined) throw new Error(`Expected a project of the registry, got ${project}`);
  return { project, entry, probes, since, registry: packageNames(registry) };
}

/** Reads one project's repository here, and replaces its snapshot as {@link record} does. */
export async function track(
  proposal: Plan,
  project: string,
  { registry, dryRun, ...reader }: TrackOptions,
): Promise<Tracked> {
  const unit = unitOf(proposal, project, registry);
  return record(proposal, unit, await readUnit(unit, reader), { dryRun });
}

/**
 * Replaces a project's snapshot by what its unit came to.
 *
 * A repository that cannot be reached never costs what is known: if a good snapshot is there it
 * stays as it is, and the result says why it is not newer. Where there is none, or where the
 * repository was there and its reading failed, a snapshot is written that has no commit and names the
 * problem. A snapshot in a newer format is left alone.
 *
 * @param dryRun compare with what stands there, but write nothing
 */
export async function record(
  { number, folder }: Plan,
  unit: Unit,
  answer: UnitAnswer,
  { dryRun = false }: { dryRun?: boolean | undefined } = {},
): Promise<Tracked> {
  const { project } = unit;
  const file = snapshotPath(folder, project);
  const result: Tracked = {
    ...{ proposal: number, project, snapshot: null, asOf: null, changed: false },
    problems: [...answer.problems],
  };
  try {
    await noLinkBelow(folder, file);
  } catch (error) {
    if (!(error instanceof UnsafePath)) throw error;
    result.problems.push({ code: 'engine', message: `not written: ${error.message}` });
    return result;
  }
  const before = await readSnapshot(file);
  const known = before !== undefined && 'snapshot' in before ? before.snapshot.commit : null;
  let { snapshot } = answer;
  if (snapshot !== null) {
    result.problems.push(...snapshot.problems);
    result.snapshot = snapshot;
    const now = answer.asked ?? { day: null, newestCommit: dayOf(snapshot.date ?? today()) };
    const days = (await readAsOf(folder)).projects;
    result.asOf = laterAsOf(days.get(project), now, known === snapshot.commit);
  } else {
    const { code, message, path } = answer.problems.at(-1) ?? unexplained;
    const problem = { code, message, ...(path === undefined ? {} : { path }) };
    if (known !== null && !replacing.includes(problem.code)) return result;
    snapshot = unreadSnapshot(unit, problem);
  }
  if (before !== undefined && 'problem' in before && before.newer) {
    result.problems.push({ code: 'engine', message: `not written: ${before.problem.message}` });
    return result;
  }
  const text = diffableJson(snapshot);
  if (dryRun) {
    const there = await readTextBelow(folder, file, text.length * 4).catch(() => undefined);
    result.changed = there !== text;
  } else result.changed = await writeBelow(folder, file, text);
  return result;
}

const unexplained: ToldProblem = { code: 'engine', message: 'nothing was read' };

/** Takes away what runs that were killed left beside the snapshots. */
export async function sweepCutOff(proposalFolder: string): Promise<void> {
  await sweepParts(proposalFolder);
  const folder = dirname(snapshotPath(proposalFolder, 'x'));
  try {
    await noLinkBelow(proposalFolder, folder);
  } catch (error) {
    if (error instanceof UnsafePath) return;
    throw error;
  }
  await sweepParts(folder);
}
