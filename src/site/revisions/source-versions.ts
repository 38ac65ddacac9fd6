import { GitObjects } from '../../git/git-objects.ts';
import type { OwnRepository } from '../../git/own-repository.ts';
import { readChanges } from '../../git/raw-changes.ts';

/** What a commit of the default branch made of a proposal's index.md. */
export interface SourceVersion {
  /** The proposal's number. */
  proposal: number;
  /** Name of its folder then. */
  name: string;
  commit: string;
  /** When it was committed, as UTC. */
  date: string;
  blob: string;
}

/** Every version of every proposal's text on the first-parent line, oldest first. */
export async function sourceVersions({
  repository,
  path,
}: OwnRepository): Promise<SourceVersion[]> {
  const top = path === '' ? '' : `${path}/`;
  const pattern = `${top.replace(/[\\*?[\]]/g, '\\$&')}[0-9][0-9][0-9][0-9]-*/index.md`;
  const commits = await new GitObjects(repository).commits();
  const times = new Map(commits.map(({ id, time }) => [id, time]));
  const versions: SourceVersion[] = [];
  const which = ['--first-parent', '--reverse', repository.head];
  await readChanges(
    repository.gitDir,
    which,
    (commit, changes) => {
      const date = new Date((times.get(commit) ?? 0) * 1000).toISOString();
      for (const { path: file, after } of changes) {
        const [, name, number] = /^((\d{4})-[^/]*)\/index\.md$/.exec(file.slice(top.length)) ?? [];
        if (name === undefined || number === undefined || after === null) continue;
        versions.push({ proposal: Number(number), name, commit, date, blob: after });
      }
    },
    [pattern],
  );
  return versions;
}
