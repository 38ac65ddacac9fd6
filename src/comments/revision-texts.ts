import { join } from 'node:path';
import { readTextBelow } from '../ground/trust/open-below.ts';
import {
  revisionListSchema,
  revisionPath,
  revisionSchema,
  type RevisionList,
} from './revision-file.ts';
import { standingFileSchema, standingPath, type ListedStanding } from './standing-file.ts';

/** Where the texts of proposals come from: a build's files, or what is being written. */
export interface RevisionTexts {
  /** The revisions of a proposal; undefined: there is no such proposal. */
  list: (proposal: number) => Promise<RevisionList | undefined>;
  /** Canonical text of one. */
  text: (proposal: number, id: string) => Promise<string | undefined>;
  /** Threads that come with them, of code reviews and of a frozen state. */
  standing: (proposal: number) => Promise<readonly ListedStanding[]>;
}

/** Largest file of a build that is read, in bytes: a text of 1 MiB in the longest form that JSON has. */
const largestFile = 8 * 1024 * 1024;

/** The texts that a build wrote; a build that takes its place is seen at the next question. */
export function textsOfBuild(folder: string): RevisionTexts {
  const read = async (path: string): Promise<unknown> => {
    try {
      return JSON.parse(await readTextBelow(folder, join(folder, path), largestFile)) as unknown;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  };
  return {
    list: async (proposal) => {
      const found = await read(revisionPath.list(proposal));
      return found === undefined ? undefined : revisionListSchema.parse(found);
    },
    text: async (proposal, id) => {
      const found = await read(revisionPath.revision(proposal, id));
      return found === undefined ? undefined : revisionSchema.parse(found).text;
    },
    standing: async (proposal) => {
      const found = await read(standingPath(proposal));
      return found === undefined ? [] : standingFileSchema.parse(found).threads;
    },
  };
}
