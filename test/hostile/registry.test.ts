import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadProposals } from '../../src/proposal/load-proposals.ts';
import { proposalsFolder, twoProjects } from '../support/proposals.ts';
import { refusedParts, refusedRegistries } from './data.ts';
import { bounded, fill } from './support.ts';

/** Registries of strangers: whom a run would ask, and where its pages would lead. */
describe('a hostile registry', { timeout: 400_000 }, () => {
  let root: string;
  beforeAll(async () => {
    root = await proposalsFolder();
  });
  afterAll(() => rm(root, { recursive: true, force: true }));
  const write = (text: string) => writeFile(join(root, 'projects.yaml'), text);
  const teams = 'teams:\n  web: {}\nprojects:\n';

  it.each(Object.entries(refusedRegistries))('is refused: %s', async (_, line) => {
    await write(`${teams}${line}\n`);
    const { problems } = await loadProposals(root);
    expect(problems.filter(({ file }) => file.endsWith('projects.yaml'))).not.toEqual([]);
  });

  it.each(Object.entries(refusedParts))('is refused: %s', async (_, part) => {
    await write(`${twoProjects}${part}\n`);
    const { registry, problems } = await loadProposals(root);
    expect(problems.filter(({ file }) => file.endsWith('projects.yaml'))).not.toEqual([]);
    expect(registry.projects).toEqual({});
  });

  it.each([
    [
      'of many projects',
      teams +
        Array.from(
          { length: 4000 },
          (_, i) => `  p${i}: { team: web, repository: https://h.example/o/p${i} }`,
        ).join('\n'),
    ],
    [
      'of projects in a circle',
      teams +
        Array.from(
          { length: 500 },
          (_, i) =>
            `  p${i}: { team: web, repository: https://h.example/o/p${i}, dependsOn: [p${(i + 1) % 500}, p${i}] }`,
        ).join('\n'),
    ],
    ['of unknown keys', `${twoProjects}${fill('x: 1\n')}`],
    ['of commands', `${twoProjects}"::error::x": "\\u001b[2J"\n`],
    ['that nests', `${twoProjects}a: ${fill('[')}`],
    ['that is another program’s', 'reviewSystems: !!js/function "x"\n'],
    ['that is larger than any', fill('# \n', 1_100_000)],
    ['that is no text', '\u0000\u0001'],
  ])('%s ends no command', async (_, text) => {
    await write(text);
    const { out } = await bounded('check.ts', ['--root', root]);
    // What is whole goes on to the other commands; what is refused is so before they differ.
    if (out.includes('projects.yaml')) return;
    await bounded('status.ts', ['--root', root], { output: 20_000_000 });
    await bounded('sync.ts', ['--root', root, '--dry-run']);
  });
});
