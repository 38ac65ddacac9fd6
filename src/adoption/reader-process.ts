import { UnreadableRepository } from '../git/read-problem.ts';
import { endWithParent } from '../ground/end-with-parent.ts';
import { CacheFile } from './cache/cache-file.ts';
import { GitEngine } from './git-engine.ts';
import { readProject, type ReadTask } from './read-project.ts';
import type { ReaderAnswer, ReaderProgress } from './read-apart.ts';

// The other end of read-apart.ts: one task, one answer, and the end.

process.once('message', (task) => {
  void answer(task as ReadTask, told()).then((message) => {
    process.send?.(message, () => {
      process.exit();
    });
  });
});
// Who asked is gone: between two computations, or in the middle of one.
process.once('disconnect', () => {
  process.exit();
});
endWithParent();

/** Between two words of how far it has come, in ms. */
const sayMs = 300;

/** Says how far it has come, but not with each content. */
function told(): (done: number, total: number) => void {
  let last = performance.now();
  return (done, total) => {
    const now = performance.now();
    if (now - last < sayMs) return;
    last = now;
    process.send?.({ done, total } satisfies ReaderProgress);
  };
}

async function answer(
  task: ReadTask,
  progress: (done: number, total: number) => void,
): Promise<ReaderAnswer> {
  const { scans, entry } = task;
  const cache = scans === undefined ? undefined : CacheFile.open(scans, entry.repository);
  try {
    return { snapshot: await readProject(task, new GitEngine(cache, progress)) };
  } catch (error) {
    if (error instanceof UnreadableRepository) {
      return { problem: error.problem, detail: error.detail };
    }
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { problem: { code: 'engine', message: 'a fault of this program' }, detail };
  } finally {
    cache?.close();
  }
}
