import { dirname, join } from 'node:path';
import { z } from 'zod';
import { nearPath } from '../ground/near-path.ts';
import type { Problem } from '../ground/problem.ts';
import { readTextBelow, UnsafePath } from '../ground/trust/open-below.ts';
import { issuesText } from '../proposal/validate.ts';
import { linkSchema, reviewIdSchema, reviewSchema, unresolvedIdSchema } from './review.ts';
import {
  emptySnapshot,
  maxSnapshotBytes,
  snapshotFile,
  snapshotFormat,
  snapshotSchema,
  sourceSchema,
  type Snapshot,
} from './snapshot.ts';
import { upgradeSnapshot } from './upgrade-snapshot.ts';

/** What could be read of a reviews.json; with problems, what it held may be more. */
export interface ReadSnapshot {
  snapshot: Snapshot;
  problems: Problem[];
}

/**
 * reviews.json alone, without people's decisions. Of a broken one what still can be read is returned:
 * our side of a merge conflict, every entry that holds by itself.
 */
export async function readSnapshot(folder: string): Promise<ReadSnapshot> {
  const path = join(folder, snapshotFile);
  const broken = (message: string, code: Problem['code'], snapshot = emptySnapshot()) => ({
    snapshot,
    problems: [
      {
        file: nearPath(path),
        line: 1,
        column: 1,
        message,
        hint: 'restore it from git, or remove it and run `npm run sync`',
        code,
      },
    ],
  });
  const read = await readValue(path);
  if ('fault' in read) {
    const { fault, code, ours } = read;
    return broken(fault, code, ours === undefined ? emptySnapshot() : salvaged(ours));
  }
  if (read.value === undefined) return { snapshot: emptySnapshot(), problems: [] };
  const upgraded = upgradeSnapshot(read.value);
  const result = snapshotSchema.safeParse(upgraded);
  if (result.success) return { snapshot: result.data, problems: [] };
  return broken(issuesText(result.error), 'schema', salvaged(upgraded));
}

/**
 * The JSON of a file, undefined where there is none. The text itself, of 50,000 reviews 50 MB, is let
 * go before anything is made of the JSON.
 */
async function readValue(
  path: string,
): Promise<{ value: unknown } | { fault: string; code: Problem['code']; ours?: unknown }> {
  let text: string;
  try {
    text = await readTextBelow(dirname(path), path, maxSnapshotBytes);
  } catch (error) {
    if (error instanceof UnsafePath) {
      const code = error.code === 'too-large' ? 'too-large' : 'unreadable';
      return { fault: error.message, code };
    }
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return { value: undefined };
    return { fault: `cannot be read: ${code ?? String(error)}`, code: 'unreadable' };
  }
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    const fault = `no JSON: ${error instanceof Error ? error.message : String(error)}`;
    return { fault, code: 'schema', ours: parsedOurs(text) };
  }
}

/** Our side of a text with git's marks of a merge conflict, where that is JSON. */
function parsedOurs(text: string): unknown {
  const ours = text
    .replace(/^\|{7}.*\n[\s\S]*?(?=^={7}$)/gm, '')
    .replace(/^={7}\n[\s\S]*?^>{7}.*\n?/gm, '')
    .replace(/^<{7}.*\n/gm, '');
  try {
    return upgradeSnapshot(JSON.parse(ours));
  } catch {
    return undefined;
  }
}

/** A key that is not known costs itself, an entry that does not hold costs the entry. */
const lenient = {
  sources: sourceSchema.strip(),
  reviews: reviewSchema.strip(),
  links: linkSchema.strip(),
  unresolved: z.union([reviewIdSchema, unresolvedIdSchema]),
};

function salvaged(value: unknown): Snapshot {
  const { format, ...lists } = z.looseObject({}).catch({}).parse(value);
  if (format !== snapshotFormat) return emptySnapshot();
  const keep = <T>(name: keyof typeof lenient, schema: z.ZodType<T>): T[] => {
    const list = lists[name];
    return (Array.isArray(list) ? (list as unknown[]) : []).flatMap((entry) => {
      const one = schema.safeParse(entry);
      return one.success ? [one.data] : [];
    });
  };
  return {
    format: snapshotFormat,
    sources: keep('sources', lenient.sources),
    reviews: keep('reviews', lenient.reviews),
    links: keep('links', lenient.links),
    unresolved: keep('unresolved', lenient.unresolved),
  };
}
