import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { compareText, type Problem } from '../../ground/problem.ts';
import { programDigest } from '../../ground/program-digest.ts';
import { readBelow } from '../../ground/trust/open-below.ts';
import type { Proposal, Proposals } from '../../proposal/load-proposals.ts';
import { largestRegistryBytes } from '../../proposal/read-text.ts';
import { CacheFile } from './cache-file.ts';
import { keepResult, knownResult } from './kept-result.ts';

/** What a run over repositories needs of a proposal: its data, not its prose. */
export type Plan = Pick<Proposal, 'folder' | 'name' | 'number' | 'frontMatter' | 'probes'>;

export interface Plans extends Pick<Proposals, 'registry' | 'faulty'> {
  /** Sorted by number. */
  proposals: Plan[];
  /** Faults of projects.yaml. */
  problems: Problem[];
}

/**
 * Loads all proposals with all their checks, unless an earlier run did, could use all of them, and
 * nothing of what they are written in has changed since: parsing prose takes longer than reading what is new in a
 * repository.
 *
 * @param scans folder of what runs found; undefined: nothing is remembered
 */
export async function loadPlans(root: string, scans: string | undefined): Promise<Plans> {
  const key = scans === undefined ? undefined : await keyOf(root);
  if (scans === undefined || key === undefined) return load(root);
  const file = CacheFile.open(scans, `plans of ${resolve(root)}`);
  try {
    // Written here alone, under a name for all that it was made of.
    const known = knownResult(file, key) as Plans | undefined;
    if (known !== undefined) return known;
    const begun = Date.now();
    const plans = await load(root);
    if (plans.faulty.length + plans.problems.length === 0) keepResult(file, key, plans, begun);
    return plans;
  } finally {
    file.close();
  }
}

async function load(root: string): Promise<Plans> {
  // The parsers of prose are loaded where they are needed.
  const { loadProposals } = await import('../../proposal/load-proposals.ts');
  const { registry, proposals, faulty, problems } = await loadProposals(root);
  const plans = proposals.map(({ folder, name, number, frontMatter, probes }) => ({
    ...{ folder, name, number },
    ...{ frontMatter, probes },
  }));
  const own = problems.filter(({ file }) => basename(file) === 'projects.yaml');
  return { registry, proposals: plans, faulty, problems: own };
}

/** A name for all that is loaded; undefined where that cannot be read simply. */
async function keyOf(root: string): Promise<string | undefined> {
  try {
    const entries = await readdir(root, { withFileTypes: true });
    const folders = entries
      .filter((entry) => entry.isDirectory() && !/^[_.]/.test(entry.name))
      .map(({ name }) => name)
      .sort(compareText);
    const paths = folders.flatMap((name) => [join(name, 'index.md'), join(name, 'probes.yaml')]);
    const hash = createHash('sha256').update(programDigest(['proposal', 'ground']));
    // Folders are named as they are reached from here.
    hash.update(JSON.stringify([root, process.cwd()]));
    for (const path of ['projects.yaml', ...paths]) {
      const bytes = await readBelow(root, join(root, path), largestRegistryBytes);
      hash.update(JSON.stringify([path, bytes.length])).update(bytes);
    }
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}
