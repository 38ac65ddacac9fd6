import { readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { compareText, type Problem } from '../ground/problem.ts';
import { noLinkBelow, readTextBelow } from '../ground/trust/open-below.ts';
import { issuesText } from '../proposal/validate.ts';
import { adoptionSnapshotSchema, snapshotFormat, type AdoptionSnapshot } from './snapshot.ts';

/** Folder of a proposal that holds one snapshot per project. */
const adoptionFolder = 'adoption';

/** No snapshot is larger. */
const mostBytes = 64 * 1024 * 1024;

/** Where the snapshot of a project stands. */
export function snapshotPath(proposalFolder: string, project: string): string {
  return join(proposalFolder, adoptionFolder, `${project}.json`);
}

export interface Snapshots {
  /** Sorted by project. */
  snapshots: AdoptionSnapshot[];
  /** Files that are none; the others are there all the same. */
  problems: Problem[];
}

/** Reads and checks all snapshots of a proposal; a proposal that was never tracked has none. */
export async function readSnapshots(proposalFolder: string): Promise<Snapshots> {
  const folder = join(proposalFolder, adoptionFolder);
  let names: string[];
  try {
    await noLinkBelow(proposalFolder, folder);
    names = await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { snapshots: [], problems: [] };
    return { snapshots: [], problems: [fault(folder, 'unreadable', String(error))] };
  }
  const files = names.filter((name) => name.endsWith('.json')).sort(compareText);
  const results = await Promise.all(files.map((name) => readSnapshot(join(folder, name))));
  const snapshots: AdoptionSnapshot[] = [];
  const problems: Problem[] = [];
  for (const [i, result] of results.entries()) {
    if (result === undefined) continue;
    if ('problem' in result) problems.push(result.problem);
    else if (files[i] !== `${result.snapshot.project}.json`) {
      const message = `project: the file is named otherwise than its project ${result.snapshot.project}`;
      problems.push(fault(join(folder, files[i] ?? ''), 'schema', message));
    } else snapshots.push(result.snapshot);
  }
  return { snapshots, problems };
}

export type SnapshotFile = { snapshot: AdoptionSnapshot } | { problem: Problem; newer: boolean };

/** One file; undefined if it is not there. `newer`: a later version of this program wrote it. */
export async function readSnapshot(file: string): Promise<SnapshotFile | undefined> {
  let data: unknown;
  try {
    data = JSON.parse(await readTextBelow(dirname(dirname(file)), file, mostBytes));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    const code = error instanceof SyntaxError ? 'schema' : 'unreadable';
    const message = error instanceof Error ? error.message : String(error);
    return { problem: fault(file, code, message), newer: false };
  }
  const format = (data as { format?: unknown } | null)?.format;
  if (typeof format === 'number' && format < snapshotFormat) {
    return { problem: fault(file, 'older-engine', 'read by an older engine'), newer: false };
  }
  const result = adoptionSnapshotSchema.safeParse(data);
  if (result.success) return { snapshot: result.data };
  if (typeof format === 'number' && format > snapshotFormat) {
    const message = `format: ${format} is newer than ${snapshotFormat}, which this version reads`;
    return { problem: fault(file, 'schema', message, 'update this checkout'), newer: true };
  }
  return { problem: fault(file, 'schema', issuesText(result.error)), newer: false };
}

function fault(
  file: string,
  code: Problem['code'],
  message: string,
  hint = 'read it anew: npm run track',
): Problem {
  const near = relative(process.cwd(), file);
  const shown = near === '' || near.startsWith('..') ? file : near;
  return { file: shown, line: 1, column: 1, message, hint, code };
}
