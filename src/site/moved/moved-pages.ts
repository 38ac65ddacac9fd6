import { resolve } from 'node:path';
import { ownRepository } from '../../git/own-repository.ts';
import { UnreadableRepository } from '../../git/read-problem.ts';
import { GitFailed } from '../../git/run-git.ts';
import { movedNames } from '../../proposal/former-names.ts';
import { sourceVersions } from '../revisions/source-versions.ts';
import { siteRevisions } from '../revisions/site-revisions.ts';
import { siteData } from '../site-data.ts';

/** An address below `/proposals/` that is no longer a page's own, and where it leads. */
export interface MovedPage {
  /** Without a slash before or after it: `0003-old/matrix`. */
  from: string;
  /** On this site, below its base: `/proposals/0003-new/matrix/`. */
  to: string;
}

/** Pages of a whole proposal to which others link. */
const ownPages = ['', 'matrix/', 'reviews/'];

/** Every address of a page that is static and leads to another one. */
export async function movedPages(): Promise<MovedPage[]> {
  const { reports, faulty } = await siteData();
  const proposals = [
    ...reports.map(({ proposal: { name, frontMatter } }) => ({ name, ...frontMatter })),
    ...faulty,
  ];
  const revisions = await siteRevisions();
  const whole = new Set(reports.map(({ proposal }) => proposal.name));
  const pagesOf = (name: string) => {
    // A faulty proposal has one page alone.
    if (!whole.has(name)) return [''];
    const published = revisions.get(name);
    if (published === undefined) return ownPages;
    return [
      ...ownPages,
      'revisions/',
      ...published.shown.map(({ number }) => `revisions/${number}/`),
    ];
  };
  return movedNames(proposals, await namesBefore()).flatMap(({ from, to }) =>
    pagesOf(to).map((page) => ({
      from: `${from}/${page}`.replace(/\/$/, ''),
      to: `/proposals/${to}/${page}`,
    })),
  );
}

/**
 * Names that the folders of proposals had, as far as this clone's history reaches: a shallow one knows
 * its last commits alone, and without git nothing is known. `formerly` of a front matter says the rest,
 * and the page of what is not found leads on by number.
 */
async function namesBefore(): Promise<{ name: string; proposal: number }[]> {
  try {
    return await sourceVersions(await ownRepository(resolve('proposals')));
  } catch (error) {
    if (error instanceof UnreadableRepository || error instanceof GitFailed) return [];
    throw error;
  }
}
