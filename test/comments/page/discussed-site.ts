import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from '../../adoption/support/history.ts';
import { proposalsFolder } from '../../support/proposals.ts';
import { build, projectWith } from '../../support/site.ts';
import { discussedTexts } from './discussed-text.ts';

/** Where the proposal's page stands. */
export const pagePath = '/proposals/0001-async/';

/** A project with one proposal in git, and its site before and after an edit of the text. */
export interface DiscussedSite extends AsyncDisposable {
  /** Folder of the sources. */
  proposals: string;
  /** The site of the first text. */
  first: string;
  /** The site of the second text; built when it is asked for first. */
  second: () => Promise<string>;
}

/** Builds a site with one small proposal. */
export async function discussedSite(): Promise<DiscussedSite> {
  // Who works on a page builds it once: the folder of such a project, and both of its sites.
  const ready = process.env['CROSSPLAN_DISCUSSED'];
  if (ready !== undefined) {
    return {
      proposals: join(ready, 'proposals'),
      first: join(ready, 'site-1'),
      second: () => Promise.resolve(join(ready, 'site-2')),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  }
  const [one, two] = await discussedTexts();
  const source = await proposalsFolder({ '0001-async/index.md': one });
  const project = await projectWith(source);
  await rm(source, { recursive: true });
  git(project, ['init', '--quiet', '--initial-branch=main']);
  const commit = () => {
    git(project, ['add', 'proposals']);
    git(project, ['commit', '--quiet', '--message=text']);
  };
  const built = async (name: string) => {
    const at = join(project, name);
    await rename(await build(project), at);
    return at;
  };
  commit();
  const first = await built('site-1');
  let second: Promise<string> | undefined;
  return {
    proposals: join(project, 'proposals'),
    first,
    second: () =>
      (second ??= (async () => {
        await writeFile(join(project, 'proposals', '0001-async', 'index.md'), two);
        commit();
        return built('site-2');
      })()),
    [Symbol.asyncDispose]: () => rm(project, { recursive: true, force: true }),
  };
}
