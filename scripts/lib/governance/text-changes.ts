import { join } from 'node:path';
import { asRead } from '../../../src/proposal/read-text.ts';
import { changedSections } from '../../../src/proposal/changed-sections.ts';
import { largestProseBytes } from '../../../src/proposal/markdown.ts';
import type { Proposal } from '../../../src/proposal/load-proposals.ts';
import type { SignOffFacts } from '../../../src/proposal/transition-facts.ts';
import { fileAt, type WorkTree } from '../../../src/git/work-tree.ts';

/** What changed in a proposal's text since each commit that its sign-offs name. */
export async function textChanges(
  { folder, name, text, frontMatter }: Proposal,
  tree: WorkTree | undefined,
): Promise<(commit: string) => SignOffFacts['changed']> {
  const commits = frontMatter.signOffs.flatMap(({ rounds }) => rounds.at(-1)?.commit ?? []);
  const found = new Map<string, SignOffFacts['changed']>();
  for (const commit of new Set(commits)) {
    found.set(commit, await since(commit));
  }
  return (commit) => found.get(commit) ?? { unread: 'it names no commit' };

  async function since(commit: string): Promise<SignOffFacts['changed']> {
    if (tree === undefined) return { unread: 'the proposals are in no git repository' };
    const path = join(tree.path, name, 'index.md');
    const before = await fileAt(tree.repository, commit, path);
    if (before === undefined) {
      return {
        unread: tree.repository.shallow
          ? `this clone is shallow and lacks commit ${commit.slice(0, 10)}: git fetch --unshallow`
          : `commit ${commit.slice(0, 10)} has no ${path}`,
      };
    }
    if (before.length > largestProseBytes) return { unread: `${path} was too large` };
    return changedSections(folder, asRead(before.toString('utf8')), text);
  }
}
