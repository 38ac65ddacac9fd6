import { tmpdir } from 'node:os';
import { git } from './history.ts';

/** A repository with one commit whose trees hold each other ten times over: 10^`depth` paths in a dozen objects. */
export function writeTreeBomb(path: string, depth: number): void {
  git(tmpdir(), ['init', '--quiet', '--bare', '--initial-branch=main', path]);
  const blob = git(path, ['hash-object', '-w', '--stdin'], Buffer.from('import green\n'));
  let entry = `100644 blob ${blob}`;
  for (let level = 0; level < depth; level++) {
    const lines = Array.from({ length: 10 }, (_, i) => `${entry}\tf${i}.py`);
    entry = `040000 tree ${git(path, ['mktree'], Buffer.from(`${lines.join('\n')}\n`))}`;
  }
  const commit = git(path, ['commit-tree', '-m', 'x', entry.split(' ')[2] ?? '']);
  git(path, ['update-ref', 'refs/heads/main', commit]);
}
