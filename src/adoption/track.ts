import { compareText } from '../ground/problem.ts';
import type { Proposal } from '../proposal/load-proposals.ts';
import type { Registry } from '../proposal/registry.ts';
import { diffableJson } from '../ground/diffable-json.ts';
import { noLinkBelow, readTextBelow, UnsafePath, writeBelow } from '../ground/trust/open-below.ts';
import { definitionHash, engineVersion, questionFor } from './probe-hash.ts';
import { laterAsOf, readAsOf } from './as-of-file.ts';
import type { AsOf } from './as-of.ts';
import { dayOf, today } from '../ground/day.ts';
import type { Answer, Engine, Reading } from './engine.ts';
import { partsOf, probesWithParts, splitKey } from './parts.ts';
import type { Question } from './scanner.ts';
import type { Locate, Located } from '../git/clone.ts';
import { openRepository } from '../git/repository.ts';
import { dependenciesOf } from './dependencies.ts';
import { UnreadableRepository, type ReadProblem } from '../git/read-problem.ts';
import { isCutOff } from './git-engine.ts';
import { readSnapshot, snapshotPath } from './read-snapshots.ts';
import { globs } from './probe/globs.ts';
import { snapshotFormat, type AdoptionSnapshot, type Part, type ProbeAnswer } from './snapshot.ts';
import { ofSeconds } from '../ground/instant.ts';
import { findWrappers } from './wrapper/find-wrappers.ts';

export interface TrackOptions {
  registry: Registry;
  locate: Locate;
  engine: Engine;
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
  problems: (ReadProblem & { detail?: string })[];
}

/**
 * Reads one project's repository and replaces its snapshot.
 *
 * A repository of which nothing can be read never costs what is known: if a good snapshot is there it
 * stays as it is, and the result says why it is not newer; only where there is none is one written
 * that has no commit and names the problem. A snapshot in a newer format is left alone as well.
 */
export async function track(
  proposal: Proposal,
  project: string,
  options: TrackOptions,
): Promise<Tracked> {
  const file = snapshotPath(proposal.folder, project);
  const before = await readSnapshot(file);
  const days = (await readAsOf(proposal.folder)).projects;
  const result: Tracked = {
    proposal: proposal.number,
    project,
    snapshot: null,
    asOf: null,
    changed: false,
    problems: [],
  };
  try {
    await noLinkBelow(proposal.folder, file);
  } catch (error) {
    if (!(error instanceof UnsafePath)) throw error;
    result.problems.push({ code: 'engine', message: `not written: ${error.message}` });
    return result;
  }
  let snapshot: AdoptionSnapshot;
  try {
    const located = await locate(project, options);
    if (located.problem !== undefined) result.problems.push(located.problem);
    snapshot = await read(proposal, project, located.path, options);
    result.problems.push(...snapshot.problems);
    result.snapshot = snapshot;
    result.asOf = laterAsOf(
      days.get(project),
      located.asked ?? { day: null, newestCommit: dayOf(snapshot.date ?? today()) },
      before !== undefined && 'snapshot' in before && before.snapshot.commit === snapshot.commit,
    );
  } catch (error) {
    const { problem, detail } = asProblem(error);
    result.problems.push(detail === '' ? problem : { ...problem, detail });
    snapshot = unreadSnapshot(proposal, project, options.registry, problem);
    const known = before !== undefined && 'snapshot' in before && before.snapshot.commit !== null;
    if (known) return result;
  }
  if (before !== undefined && 'problem' in before && before.newer) {
    result.problems.push({ code: 'engine', message: `not written: ${before.problem.message}` });
    return result;
  }
  const text = diffableJson(snapshot);
  if (options.dryRun === true) {
    const there = await readTextBelow(proposal.folder, file, text.length * 4).catch(
      () => undefined,
    );
    result.changed = there !== text;
  } else result.changed = await writeBelow(proposal.folder, file, text);
  return result;
}

async function locate(project: string, { registry, locate }: TrackOptions): Promise<Located> {
  const entry = registry.projects[project];
  if (entry === undefined) throw new Error(`Expected a project of the registry, got ${project}`);
  return locate(entry.repository);
}

async function read(
  proposal: Proposal,
  project: string,
  path: string,
  { registry, engine }: TrackOptions,
): Promise<AdoptionSnapshot> {
  const entry = registry.projects[project];
  if (entry === undefined) throw new Error(`Expected a project of the registry, got ${project}`);
  const repository = await openRepository(path, entry.branch);
  const question = questionFor(proposal.probes, project);
  const { since } = proposal.frontMatter;
  const isTest = globs(question.tests);
  const objects = engine.objects(repository);
  const manifests = await engine.manifests(repository, isTest);
  const parts = partsOf(entry, manifests);
  const probes = probesWithParts(question.probes, parts.all);
  const reading = await engine.read(repository, { ...question, probes }, since);
  return {
    ...head(project, entry),
    ref: repository.ref,
    commit: reading.head.id,
    date: ofSeconds(reading.head.time),
    history: {
      since,
      from: { commit: reading.from.id, date: ofSeconds(reading.from.time) },
      commits: reading.commits,
      ...(isCutOff(repository, reading, since) ? { shallow: true as const } : {}),
    },
    problems: reading.problems,
    dependencies: dependenciesOf(project, manifests, registry),
    parts: parts.all,
    partsComplete: parts.complete,
    wrappersFound: await findWrappers(reading.files, objects, question, reading.answers, isTest),
    ...answersOf(reading, question, parts.all),
  };
}

/** The answers of the probes, and of those that ask each part by itself. */
function answersOf(
  { answers }: Reading,
  question: Question,
  parts: readonly Part[],
): Pick<AdoptionSnapshot, 'probes' | 'partProbes'> {
  const sorted = [...answers].sort(([a], [b]) => compareText(a, b));
  const whole: [string, ProbeAnswer][] = [];
  const byPart = new Map<string, [string, ProbeAnswer][]>();
  for (const [key, answer] of sorted) {
    const { probe, part: name } = splitKey(key);
    const part = parts.find((one) => one.name === name);
    const named = [probe, answerOf(answer, definitionHash(question, probe, part))] as const;
    if (name === undefined) whole.push([...named]);
    else byPart.set(name, [...(byPart.get(name) ?? []), [...named]]);
  }
  const partProbes = [...byPart]
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, list]) => [name, Object.fromEntries(list)] as const);
  return { probes: Object.fromEntries(whole), partProbes: Object.fromEntries(partProbes) };
}

function answerOf({ coverage, counts, evidence, points }: Answer, definition: string): ProbeAnswer {
  return {
    definition,
    coverage,
    counts,
    evidence,
    points: points.map(({ position, commit, time, counts: { code, strings, tests } }) => [
      position,
      commit,
      ofSeconds(time),
      code,
      strings,
      tests,
    ]),
  };
}

function head(project: string, { repository, branch }: Registry['projects'][string]) {
  return {
    format: snapshotFormat,
    project,
    engine: engineVersion,
    repository,
    ...(branch === undefined ? {} : { branch }),
  } as const;
}

function unreadSnapshot(
  proposal: Proposal,
  project: string,
  registry: Registry,
  problem: ReadProblem,
): AdoptionSnapshot {
  const entry = registry.projects[project];
  return {
    ...head(project, entry ?? { repository: 'unknown', team: 'unknown' }),
    ref: null,
    commit: null,
    date: null,
    history: { since: proposal.frontMatter.since, from: null, commits: 0 },
    problems: [{ ...problem, at: 'head' }],
    dependencies: { projects: [], complete: false },
    parts: [],
    partsComplete: false,
    wrappersFound: [],
    probes: {},
    partProbes: {},
  };
}

function asProblem(error: unknown): { problem: ReadProblem; detail: string } {
  if (error instanceof UnreadableRepository)
    return { problem: error.problem, detail: error.detail };
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { problem: { code: 'engine', message: 'a fault of this program' }, detail };
}
