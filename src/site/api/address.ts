import type { Kind, Printed } from './schema/kinds.ts';

/**
 * Version of what the data pages say. A new member may be added to any object at any time; what is
 * taken away or changes its meaning gets a new version, below an address of its own.
 */
export const apiVersion = 1;

const root = `/api/v${apiVersion}`;

/** Where the data pages stand, below the site's base. */
export const apiPath = {
  index: `${root}/index.json`,
  projects: `${root}/projects.json`,
  project: (id: string) => `${root}/projects/${id}.json`,
  proposals: `${root}/proposals.json`,
  proposal: (number: number) => `${root}/proposals/${number}.json`,
  stage: (number: number, stage: string) => `${root}/proposals/${number}/stages/${stage}.json`,
  /** @param page from 1 */
  reviews: (number: number, page: number) => `${root}/proposals/${number}/reviews/${page}.json`,
  concerns: `${root}/concerns.json`,
  changes: `${root}/changes.json`,
  stale: `${root}/stale.json`,
  schema: (kind: Kind | Printed) => `${root}/schema/${kind}.json`,
};
