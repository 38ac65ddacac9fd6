import { join } from 'node:path';
import { GitFailed, readGit } from './run-git.ts';
import type { WorkTree } from './work-tree.ts';

/** The first and last of some lines of a file as it is now, one-based. */
export type LineRange = readonly [first: number, last: number];

/** A file that is otherwise than it was at a commit. */
export interface ChangedFile {
  /** From the repository's top, parts joined by `/`. */
  path: string;
  change: 'new' | 'changed' | 'gone';
  /** Lines that are new or otherwise; where lines were only taken out, those around. Null: not told. */
  lines: LineRange[] | null;
}

/** What a work tree has otherwise than a commit that its branch began at. */
export interface ChangedSince {
  /** The commit with which it is compared: the last that both have. */
  commit: string;
  /** By path. */
  files: ChangedFile[];
}

/** A commit with which nothing can be compared here; says what to do. */
export class NoBase extends Error {
  override name = 'NoBase';
  /** The clone lacks the commits that would tell. */
  readonly isShallow: boolean;

  constructor(message: string, isShallow: boolean) {
    super(message);
    this.isShallow = isShallow;
  }
}

/** Files whose lines are told: what people write. */
const told = ['*.md', '*.yaml'];

/**
 * What below the folder of a work tree differs from where its branch left another one, with what is not
 * committed yet.
 *
 * @param base any name of a commit: of a branch, a tag, `HEAD^`
 * @throws {NoBase}
 * @throws GitFailed
 */
export async function changedSince(tree: WorkTree, base: string): Promise<ChangedSince> {
  const commit = await commonCommit(tree, base);
  const below = (...patterns: string[]) =>
    patterns.map((pattern) => `:(top,glob)${globText(tree.path)}**/${pattern}`);
  const diff = (...more: string[]) => inTree(tree, ['diff', ...plain, ...more]);
  const names = (await diff('--name-status', '-z', commit, '--', ...below('*')))
    .toString('utf8')
    .split('\0');
  const files: ChangedFile[] = [];
  for (let i = 0; i + 1 < names.length; i += 2) {
    const [letter = '', path = ''] = names.slice(i);
    const change = letter === 'A' ? 'new' : letter === 'D' ? 'gone' : 'changed';
    files.push({ path, change, lines: null });
  }
  const asked = (await diff('--name-only', '-z', commit, '--', ...below(...told)))
    .toString('utf8')
    .split('\0')
    .filter((path) => path !== '');
  const patch = await diff('--unified=0', commit, '--', ...below(...told));
  const ranges = rangesOf(patch.toString('utf8'));
  // Both name the same files in the same order.
  if (ranges.length === asked.length) {
    for (const file of files) {
      const lines = ranges[asked.indexOf(file.path)] ?? [];
      // No text, too large, or only its mode: no line is told.
      file.lines = lines.length === 0 ? null : lines;
    }
  }
  const others = ['ls-files', '--others', '--exclude-standard', '-z', '--', ...below('*')];
  for (const path of (await inTree(tree, others)).toString('utf8').split('\0')) {
    if (path !== '') files.push({ path, change: 'new', lines: null });
  }
  return { commit, files: files.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

/** Of a file: does a change have this line otherwise? One whose lines are not told is meant as a whole. */
export function touches({ lines }: Pick<ChangedFile, 'lines'>, line: number): boolean {
  return lines === null || lines.some(([first, last]) => first <= line && line <= last);
}

/** What is larger is no text that anybody wrote; git then tells no lines of it. */
const largest = ['-c', 'core.bigFileThreshold=4m'];
const plain = ['--no-color', '--no-ext-diff', '--no-textconv', '--no-renames'];

function inTree({ top }: WorkTree, args: readonly string[]): Promise<Buffer> {
  return readGit(join(top, '.git'), [...largest, `--work-tree=${top}`, ...args]);
}

async function commonCommit({ repository }: WorkTree, base: string): Promise<string> {
  const { gitDir, head, shallow } = repository;
  const ask = async (...args: string[]) => {
    try {
      return (await readGit(gitDir, args)).toString('utf8').trim();
    } catch (error) {
      if (error instanceof GitFailed) return '';
      throw error;
    }
  };
  const cut = 'this clone is shallow: git fetch --unshallow, or fetch-depth: 0 of actions/checkout';
  const verify = ['rev-parse', '--verify', '--quiet', '--end-of-options'];
  const named = await ask(...verify, `${base}^{commit}`);
  if (named === '') {
    const todo = shallow ? cut : 'expected a branch, tag or commit of this clone; git fetch first';
    throw new NoBase(`no commit \`${base}\` here; ${todo}`, shallow);
  }
  const common = await ask('merge-base', named, head);
  if (common === '') {
    const todo = shallow ? cut : 'expected a branch from which this one was made';
    throw new NoBase(`\`${base}\` and HEAD have no commit in common here; ${todo}`, shallow);
  }
  return common;
}

/** A folder as a pattern that means it alone. */
function globText(folder: string): string {
  return folder === '' ? '' : `${folder.replace(/[\\*?[]/g, '\\$&')}/`;
}

/** Of each file of a patch without context, in its order, the lines that it writes. */
function rangesOf(patch: string): LineRange[][] {
  const files: LineRange[][] = [];
  for (const line of patch.split('\n')) {
    // A line of a file begins with a sign: these are the patch's own.
    if (line.startsWith('diff --git ')) files.push([]);
    const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk === null) continue;
    const [first, count] = [Number(hunk[1]), Number(hunk[2] ?? '1')];
    // Where lines were taken out, git names the line before.
    files.at(-1)?.push(count === 0 ? [Math.max(1, first), first + 1] : [first, first + count - 1]);
  }
  return files;
}
