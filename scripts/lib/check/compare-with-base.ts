import { realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { changedSince, touches, type ChangedSince } from '../../../src/git/changed-lines.ts';
import type { WorkTree } from '../../../src/git/work-tree.ts';
import type { Problem } from '../../../src/ground/problem.ts';
import type { CheckAnswer, CheckedFault } from '../../../src/proposal/check-answer.ts';

type Changed = NonNullable<CheckAnswer['changed']>;

/** What a change touches below `proposals/`, compared with a commit. */
export async function comparedWith(tree: WorkTree, base: string): Promise<Changed> {
  const { commit, files } = await changedSince(tree, base);
  const below = files.map(({ path }) => path.slice(tree.path === '' ? 0 : tree.path.length + 1));
  const folders = below.flatMap((path) => /^(\d{4}-[^/]*)\//.exec(path)?.[1] ?? []);
  return {
    base,
    commit,
    proposals: [...new Set(folders)].sort(),
    isAboutAll: files.some((file, i) => isAboutAll(file, below[i] ?? '')),
    files: files.map(({ path, change, lines }) => ({
      path,
      change,
      lines: lines?.map(([first, last]) => [first, last]) ?? null,
    })),
  };
}

/** The registry; and a proposal that comes or goes, whose number others name. */
function isAboutAll({ change }: ChangedSince['files'][number], path: string): boolean {
  if (path === 'projects.yaml') return true;
  return change !== 'changed' && /^\d{4}-[^/]*\/index\.md$/.test(path);
}

/**
 * Faults with their places in the repository; compared with a commit, those that the change is about, and
 * those of its own lines first.
 */
export async function placedFaults(
  problems: readonly Problem[],
  root: string,
  tree: WorkTree | undefined,
  changed: Changed | null,
): Promise<CheckedFault[]> {
  const real = await realpath(root);
  const lines = new Map(changed?.files.map((file) => [file.path, file]));
  const faults = problems.flatMap((problem): CheckedFault[] => {
    const inner = relative(root, resolve(problem.file)).split(sep).join('/');
    const path =
      tree === undefined ? null : relative(tree.top, join(real, inner)).split(sep).join('/');
    if (changed === null) return [{ ...problem, path, isOnChangedLine: null }];
    const [folder = ''] = inner.split('/');
    if (!changed.isAboutAll && !changed.proposals.includes(folder)) return [];
    const file = lines.get(path ?? '');
    const isOnChangedLine =
      file !== undefined &&
      touches({ lines: file.lines?.map(([a = 0, b = 0]) => [a, b]) ?? null }, problem.line);
    return [{ ...problem, path, isOnChangedLine }];
  });
  return faults.sort((a, b) => Number(b.isOnChangedLine) - Number(a.isOnChangedLine));
}
