import { numberText } from '../../proposal/proposal-number.ts';
import type { Reports } from '../../status/load-reports.ts';
import type { Picture } from './draw-picture.ts';

/** Name of the picture of every page that has none of its own. */
const ofTheSite = 'crossplan';

/** What each picture of the site shows, by its name: one for each blueprint, one for all else. */
export function pictures({ reports }: Pick<Reports, 'reports'>): Map<string, Picture> {
  const site = {
    above: 'Crossplan',
    title: 'One plan, every project, every review',
    line: `${reports.length} ${reports.length === 1 ? 'blueprint' : 'blueprints'}, with the status of each project from its own repository.`,
  };
  return new Map([
    [ofTheSite, site],
    ...reports.map(({ proposal: { name, number, frontMatter } }): [string, Picture] => [
      name,
      {
        above: `Crossplan · blueprint ${numberText(number)}`,
        title: frontMatter.title,
        line: frontMatter.summary,
      },
    ]),
  ]);
}

/** Where the picture of a page stands, below the site's base. */
export function pictureOf(path: string, names: ReadonlySet<string>): string {
  const name = /\/proposals\/([^/]+)\//.exec(path)?.[1];
  return `/og/${name !== undefined && names.has(name) ? name : ofTheSite}.png`;
}
