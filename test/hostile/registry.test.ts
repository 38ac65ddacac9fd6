import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadProposals } from '../../src/proposal/load-proposals.ts';
import { twoProjects } from '../support/proposals.ts';
import { projectWith } from '../support/site.ts';
import { goodAlone } from './corpus.ts';
import { allRefused, endlessRegistries, refusedParts, refusedRegistries } from './data.ts';
import { bounded, boundsOfBuild } from './support.ts';

/** Registries of strangers: whom a run would ask, and where its pages would lead. */
describe('a hostile registry', { timeout: 900_000 }, () => {
  const stack = new AsyncDisposableStack();
  let project: string;
  let root: string;
  beforeAll(async () => {
    const good = await goodAlone();
    stack.defer(() => rm(good, { recursive: true, force: true }));
    project = await projectWith(good);
    stack.defer(() => rm(project, { recursive: true, force: true }));
    root = join(project, 'proposals');
  });
  afterAll(() => stack.disposeAsync());
  const write = (text: string) => writeFile(join(root, 'projects.yaml'), text);

  it.each(Object.entries(refusedRegistries))('is refused: %s', async (_, line) => {
    await write(`teams:\n  web: {}\nprojects:\n${line}\n`);
    const { problems } = await loadProposals(root);
    expect(problems.filter(({ file }) => file.endsWith('projects.yaml'))).not.toEqual([]);
  });

  it.each(Object.entries(refusedParts))('is refused: %s', async (_, part) => {
    await write(`${twoProjects}${part}\n`);
    const { registry, problems } = await loadProposals(root);
    expect(problems.filter(({ file }) => file.endsWith('projects.yaml'))).not.toEqual([]);
    expect(registry.projects).toEqual({});
  });

  /** Every command that reads, or changes nothing but what it writes. */
  const commands = async () => {
    const own = ['--root', root, '--cache', join(project, 'cache')];
    const bytes = { output: 20_000_000 };
    const { out } = await bounded('check.ts', ['--root', root]);
    await bounded('status.ts', ['--root', root], bytes);
    await bounded('track.ts', [...own, '--no-fetch'], bytes);
    await bounded('sync.ts', [...own, '--dry-run']);
    return out;
  };

  it.each(Object.entries(endlessRegistries))('%s ends no command', async (_, text) => {
    await write(text);
    await commands();
  });

  it('of which nothing can be taken is told line by line, asks nobody and is no part of a page', async () => {
    await write(allRefused);
    const out = await commands();
    const told = new Set(out.match(/projects\.yaml:\d+/g));
    const all = [...Object.keys(refusedRegistries), ...Object.keys(refusedParts)];
    expect(told.size).toBe(all.length);
    expect(existsSync(join(project, 'cache'))).toBe(false);
    const { code } = await bounded('build.ts', [], { cwd: project, ...boundsOfBuild });
    expect(code).toBe(0);
    expect(existsSync(join(project, 'dist/proposals/0001-async/index.html'))).toBe(true);
  });
});
