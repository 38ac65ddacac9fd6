import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A page of a built site that stands for its kind. */
export interface PageOfKind {
  kind: string;
  /** Its address below the site, `/projects/a/`. */
  path: string;
}

/**
 * One page of each kind of a built site: of projects and blueprints the one with the most in it, where
 * most can go wrong. A kind that the site does not have is left out.
 */
export function pageKinds(dist: string): PageOfKind[] {
  const blueprint = largest(dist, 'proposals');
  const project = largest(dist, 'projects');
  const team = largest(dist, 'teams');
  const revision = blueprint && largest(dist, `${blueprint.slice(1)}revisions`);
  const all: [kind: string, path: string | undefined][] = [
    ['home', '/'],
    ['blueprint', blueprint],
    ['matrix', blueprint && `${blueprint}matrix/`],
    ['reviews', blueprint && `${blueprint}reviews/`],
    ['revisions', blueprint && `${blueprint}revisions/`],
    ['revision', revision],
    ['revision-changes', revision && `${revision}changes/`],
    ['compare', blueprint && `${blueprint}revisions/compare/`],
    ['comments', largest(dist, 'comments')],
    ['project', project],
    ['projects', '/projects/'],
    ['concerns', '/concerns/'],
    ['teams', '/teams/'],
    ['team', team],
    ['changes', '/changes/'],
    ['stale', '/stale/'],
    ['guide', '/guide/reading-a-status/'],
    ['writing', '/guide/writing-a-blueprint/'],
    ['executor', '/executor/'],
    ['playground', '/executor/playground/'],
    ['data', '/api/'],
    ['not-found', '/404.html'],
  ];
  return all.flatMap(([kind, path]) => {
    if (path === undefined) return [];
    const file = path.endsWith('/') ? `${path}index.html` : path;
    return existsSync(join(dist, file)) ? [{ kind, path }] : [];
  });
}

/** The address of the folder below `parent` with the largest page. */
function largest(dist: string, parent: string): string | undefined {
  const folder = join(dist, parent);
  if (!existsSync(folder)) return undefined;
  const found = readdirSync(folder).flatMap((name) => {
    const file = join(folder, name, 'index.html');
    return existsSync(file) ? [{ name, size: statSync(file).size }] : [];
  });
  const most = found.toSorted((a, b) => b.size - a.size)[0];
  return most === undefined ? undefined : `/${parent}/${most.name}/`;
}
