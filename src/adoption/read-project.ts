import { openRepository, type Repository } from '../git/repository.ts';
import { ofSeconds } from '../ground/instant.ts';
import { compareText } from '../ground/problem.ts';
import type { ProbesFile } from '../proposal/probe.ts';
import type { Project } from '../proposal/registry.ts';
import { dependenciesOf, type PackageNames } from './dependencies.ts';
import type { Answer, Engine, Reading } from './engine.ts';
import { isCutOff } from './git-engine.ts';
import { partsOf, probesWithParts, splitKey } from './parts.ts';
import { definitionHash, questionFor } from './probe-hash.ts';
import { globs } from './probe/globs.ts';
import type { ProbeQuestion } from './scanner.ts';
import type { AdoptionSnapshot, Part, ProbeAnswer } from './snapshot.ts';
import { snapshotBeginning } from './unread-snapshot.ts';
import { findWrappers } from './wrapper/find-wrappers.ts';

/** One reading of one project: data alone, so that another process can do it. */
export interface ReadTask {
  project: string;
  entry: Pick<Project, 'repository' | 'branch' | 'parts'>;
  /** Where the repository is on this machine. */
  path: string;
  /** See `openRepository`. */
  isMirror?: boolean | undefined;
  /** The repository there, if it was opened already. */
  opened?: Repository;
  probes: ProbesFile;
  /** The proposal's day from which history is asked for. */
  since: string;
  registry: { projects: PackageNames };
  /** Folder in which what earlier runs found is kept, if anything is. */
  scans?: string | undefined;
}

/**
 * Puts a proposal's probes to a project's repository.
 *
 * @throws UnreadableRepository where nothing can be read
 */
export async function readProject(
  { project, entry, path, isMirror, opened, probes: written, since, registry }: ReadTask,
  engine: Engine,
): Promise<AdoptionSnapshot> {
  const repository = opened ?? (await openRepository(path, entry.branch, isMirror));
  const question = questionFor(written, project);
  const isTest = globs(question.tests);
  const objects = engine.objects(repository);
  const manifests = await engine.manifests(repository, isTest);
  const parts = partsOf(entry, manifests);
  const probes = probesWithParts(question.probes, parts.all);
  const reading = await engine.read(repository, { ...question, probes }, since);
  return {
    ...snapshotBeginning(project, entry),
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
    wrappersFound: await findWrappers(reading, objects, question, isTest, engine.cache),
    ...answersOf(reading, question, parts.all),
  };
}

/** The answers of the probes, and of those that ask each part by itself. */
function answersOf(
  { answers }: Reading,
  question: ProbeQuestion,
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
