import { compareText } from '../ground/problem.ts';
import type { Engine, Reading } from './engine.ts';
import type { CacheFile } from './cache/cache-file.ts';
import { largestBlobBytes } from './blob-scans.ts';
import { headManifests, type HeadManifest } from './manifest/head-manifests.ts';
import { findTargets } from './manifest/targets.ts';
import type { ObjectSource } from '../git/object-source.ts';
import { UnreadableRepository } from '../git/read-problem.ts';
import type { ProbeQuestion } from './scanner.ts';
import { mayReadRubyOrPhp } from './probe/may-name.ts';
import { loadFurtherGrammars, loadGrammars } from './syntax/grammar.ts';
import { dayEnd } from '../ground/day.ts';
import { ofSeconds } from '../ground/instant.ts';
import { walk } from './walk.ts';
import { PackedObjects } from '../git/packed-objects.ts';
import type { Repository } from '../git/repository.ts';
import { GitFailed } from '../git/run-git.ts';

/** Does a shallow clone's history begin after the day from which it is asked for? */
export function isCutOff(
  { shallow }: Repository,
  { from }: Pick<Reading, 'from'>,
  since: string,
): boolean {
  return shallow && from.time >= dayEnd(since);
}

/** Reads with git's own commands, from the baseline to the head; needs nothing but git. */
export class GitEngine implements Engine {
  readonly cache: CacheFile | undefined;
  readonly #progress: ((done: number, total: number) => void) | undefined;
  #objects: { of: Repository; source: ObjectSource } | undefined;

  /**
   * @param cache of the repository that is read
   * @param progress told how many of the contents that must be read are
   */
  constructor(cache?: CacheFile, progress?: (done: number, total: number) => void) {
    this.cache = cache;
    this.#progress = progress;
  }

  objects(repository: Repository): ObjectSource {
    // What it opened and read is of use to whatever is asked next.
    if (this.#objects?.of !== repository) {
      this.#objects = { of: repository, source: new PackedObjects(repository) };
    }
    return this.#objects.source;
  }

  async manifests(
    repository: Repository,
    isTest: (path: string) => boolean,
  ): Promise<HeadManifest[]> {
    await loadGrammars();
    const objects = this.objects(repository);
    const files = await readable(repository, () => objects.tree(repository.head));
    const targets = await findTargets(files, objects, largestBlobBytes);
    return headManifests(files, objects, { targets, isTest, largest: largestBlobBytes });
  }

  /** @throws UnreadableRepository where git cannot read what it must */
  async read(repository: Repository, question: ProbeQuestion, since: string): Promise<Reading> {
    await loadGrammars();
    const mayMeet = Object.values(question.probes).some(
      (probe) => probe.kind === 'text' && mayReadRubyOrPhp(probe.include),
    );
    if (mayMeet) await loadFurtherGrammars();
    const reading = await readable(repository, () =>
      walk({
        ...{ source: this.objects(repository), question, since, cache: this.cache },
        ...{ isWhole: !repository.shallow && !repository.partial, progress: this.#progress },
      }),
    );
    const { problems, from } = reading;
    if (isCutOff(repository, reading, since)) {
      const known = `${ofSeconds(from.time).slice(0, 10)} (${from.id.slice(0, 10)})`;
      const message = `a shallow clone: its history begins on ${known}, not on ${since}`;
      problems.unshift({ code: 'shallow', message, at: 'history' });
    }
    if (repository.partial && problems.some(({ code }) => code === 'blob-missing')) {
      const message = 'a partial clone: contents are absent; clone it whole';
      const missing = problems.filter(({ code }) => code === 'blob-missing');
      const at = missing.some((one) => one.at === 'head') ? 'head' : 'history';
      const probes = [...new Set(missing.flatMap((one) => one.probes ?? []))].sort(compareText);
      problems.unshift({ code: 'partial', message, at, probes });
    }
    return reading;
  }
}

/** What git cannot read makes the repository unreadable, with the reason. */
async function readable<Result>(
  { partial }: Repository,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    throw new UnreadableRepository(
      partial
        ? { code: 'partial', message: 'a partial clone without the trees; clone it whole' }
        : { code: 'git', message: 'git cannot read its history' },
      error.message,
    );
  }
}
