import type { Engine, Reading } from './engine.ts';
import type { ObjectSource } from '../git/object-source.ts';
import { UnreadableRepository } from '../git/read-problem.ts';
import { Scanner, type Question } from './scanner.ts';
import { loadGrammars } from './syntax/grammar.ts';
import { dayEnd } from '../ground/day.ts';
import { ofSeconds } from '../ground/instant.ts';
import { walk } from './walk.ts';
import { GitObjects } from '../git/git-objects.ts';
import type { Repository } from '../git/repository.ts';
import { GitFailed } from '../git/run-git.ts';

/** Reads with git's own commands, from the baseline to the head; needs nothing but git. */
export class GitEngine implements Engine {
  objects(repository: Repository): ObjectSource {
    return new GitObjects(repository);
  }

  /** @throws UnreadableRepository where git cannot read what it must */
  async read(repository: Repository, question: Question, since: string): Promise<Reading> {
    await loadGrammars();
    let reading: Reading;
    try {
      reading = await walk(this.objects(repository), new Scanner(question), since);
    } catch (error) {
      if (!(error instanceof GitFailed)) throw error;
      const { partial } = repository;
      throw new UnreadableRepository(
        partial
          ? { code: 'partial', message: 'a partial clone without the trees; clone it whole' }
          : { code: 'git', message: 'git cannot read its history' },
        error.message,
      );
    }
    const { problems, from } = reading;
    if (repository.shallow && from.time >= dayEnd(since)) {
      const known = `${ofSeconds(from.time).slice(0, 10)} (${from.id.slice(0, 10)})`;
      const message = `a shallow clone: its history begins on ${known}, not on ${since}`;
      problems.unshift({ code: 'shallow', message });
    }
    if (repository.partial && problems.some(({ code }) => code === 'blob-missing')) {
      problems.unshift({ code: 'partial', message: 'a partial clone: contents are absent' });
    }
    return reading;
  }
}
