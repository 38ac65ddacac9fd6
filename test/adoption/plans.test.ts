import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cacheFileOf } from '../../src/adoption/cache/cache-file.ts';
import { loadPlans } from '../../src/adoption/cache/load-plans.ts';
import { loadProposals } from '../../src/proposal/load-proposals.ts';
import { temporaryFolder } from './support/history.ts';
import { writeProposals } from './support/proposal.ts';

let temporary: ReturnType<typeof temporaryFolder>;
let count = 0;
beforeAll(() => {
  temporary = temporaryFolder();
});
afterAll(() => {
  temporary.remove();
});

/** A proposal, and the folder in which its plan is kept. */
function written() {
  const root = writeProposals(join(temporary.path, `p${++count}`), {
    repositories: { alpha: 'https://example.org/o/alpha' },
  });
  const index = join(root, '0001-leave-green', 'index.md');
  return { root, index, scans: join(temporary.path, `s${count}`) };
}

/** What is loaded without anything that was kept. */
async function fresh(root: string) {
  const { registry, proposals, faulty, problems } = await loadProposals(root);
  const plans = proposals.map(({ folder, name, number, frontMatter, probes }) => ({
    ...{ folder, name, number },
    ...{ frontMatter, probes },
  }));
  return {
    registry,
    proposals: plans,
    faulty,
    problems: problems.filter(({ file }) => file.endsWith('projects.yaml')),
  };
}

/** Gives what is kept of the plans another title, so that it shows where it is used. */
function markKept(scans: string, root: string): void {
  const database = new DatabaseSync(join(scans, cacheFileOf(`plans of ${root}`)));
  database.exec(`UPDATE result SET text = replace(text, 'Leave green', 'Kept')`);
  database.close();
}

const titles = async (root: string, scans: string | undefined) =>
  (await loadPlans(root, scans)).proposals.map(({ frontMatter }) => frontMatter.title);

it('loads plans as they are, and again what it kept while nothing is written anew', async () => {
  const { root, index, scans } = written();
  const whole = await fresh(root);
  expect(whole.problems).toEqual([]);
  expect(await loadPlans(root, scans)).toEqual(whole);
  expect(await loadPlans(root, scans)).toEqual(whole);
  markKept(scans, root);
  expect(await titles(root, scans)).toEqual(['Kept']);
  expect(await titles(root, undefined)).toEqual(['Leave green']);
  for (const file of [
    index,
    join(root, '0001-leave-green', 'probes.yaml'),
    join(root, 'projects.yaml'),
  ]) {
    markKept(scans, root);
    expect(await titles(root, scans)).toEqual(['Kept']);
    appendFileSync(file, '\n');
    expect(await titles(root, scans)).toEqual(['Leave green']);
  }
});

it('keeps nothing of plans with a fault', async () => {
  const { root, index, scans } = written();
  const text = readFileSync(index, 'utf8');
  writeFileSync(index, text.replace('status: accepted', 'status: excepted'));
  for (let i = 0; i < 2; i++) {
    const plans = await loadPlans(root, scans);
    expect(plans).toEqual(await fresh(root));
    expect(plans.faulty.map(({ name }) => name)).toEqual(['0001-leave-green']);
  }
  writeFileSync(index, text);
  expect(await titles(root, scans)).toEqual(['Leave green']);
});
