import { readGit } from './run-git.ts';

/** Lines of the earlier text that a commit took the place of, from 1; a mere insertion stands after `first`. */
export interface Hunk {
  first: number;
  last: number;
  isInsertion: boolean;
}

/** A file that two commits have otherwise. */
export interface ChangedFile {
  path: string;
  /** Was it there before and is there now, as the same kind of file? */
  isEdited: boolean;
  hunks: Hunk[];
}

/** What differs between two commits, as git tells it, line by line. */
export async function editedFiles(
  gitDir: string,
  before: string,
  after: string,
): Promise<ChangedFile[]> {
  const raw = await readGit(gitDir, [
    'diff-tree',
    '-r',
    '-z',
    '--raw',
    '--no-renames',
    before,
    after,
  ]);
  const fields = raw.toString('utf8').split('\0');
  const files: ChangedFile[] = [];
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const [modeBefore = '', modeAfter, , , status] = (fields[i] ?? '').slice(1).split(' ');
    const path = fields[i + 1] ?? '';
    const isEdited = status === 'M' && modeBefore === modeAfter;
    files.push({
      path,
      isEdited,
      hunks: isEdited ? await hunksOf(gitDir, before, after, path) : [],
    });
  }
  return files;
}

async function hunksOf(
  gitDir: string,
  before: string,
  after: string,
  path: string,
): Promise<Hunk[]> {
  const show = ['-p', '--unified=0', '--no-color', '--no-ext-diff', '--no-textconv', '--text'];
  const args = ['--literal-pathspecs', 'diff-tree', '-r', ...show, before, after, '--', path];
  const text = (await readGit(gitDir, args)).toString('utf8');
  return [...text.matchAll(/^@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@/gm)].map(([, from, many]) => {
    const [first, count] = [Number(from), Number(many ?? 1)];
    return { first, last: first + Math.max(count, 1) - 1, isInsertion: count === 0 };
  });
}
