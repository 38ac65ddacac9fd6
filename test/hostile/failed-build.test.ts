import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectWith, runIn } from '../support/site.ts';
import { goodAlone } from './corpus.ts';

describe('a build', { timeout: 900_000 }, () => {
  const stack = new AsyncDisposableStack();
  let project: string;
  beforeAll(async () => {
    const good = await goodAlone();
    stack.defer(() => rm(good, { recursive: true, force: true }));
    project = await projectWith(good);
    stack.defer(() => rm(project, { recursive: true, force: true }));
  });
  afterAll(() => stack.disposeAsync());

  it('leaves nothing in dist/ where it fails, neither of it nor of the one before', async () => {
    await mkdir(join(project, 'dist'));
    await writeFile(join(project, 'dist/index.html'), 'of the one before');
    // A page that ends the build after others have been written.
    const page = join(project, 'src/pages/projects/index.astro');
    const text = await readFile(page, 'utf8');
    const fails = "---\nif (true) throw new Error('a page that fails');\n";
    await writeFile(page, text.replace(/^---\n/, fails));
    const output = await runIn(project, process.execPath, ['scripts/build.ts'], { codes: [1] });
    expect(output).toContain('a page that fails');
    expect(existsSync(join(project, 'dist'))).toBe(false);
    // What texts were rendered to is kept for the next build; of this one there is nothing.
    const kept = ['revision-pages', 'revision-texts'];
    const left = readdirSync(join(project, '.cache')).filter((name) => !kept.includes(name));
    expect(left).toEqual([]);
  });
});
