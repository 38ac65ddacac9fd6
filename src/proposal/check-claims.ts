import type { Problem } from '../ground/problem.ts';
import { pathText } from './validate.ts';
import type { Draft } from './draft.ts';
import { partialFrontMatter } from './partial-front-matter.ts';

/**
 * Claims that cannot be: of a day that has not come (it would outrank everything said until then), and
 * two of one day that contradict each other.
 *
 * @param today `YYYY-MM-DD`
 */
export function checkClaims(draft: Draft, today: string): Problem[] {
  const { frontMatterSource: source } = draft;
  const { claims = [] } = draft.frontMatter ?? partialFrontMatter(source);
  const problems: Problem[] = [];
  /** Keyed project, stage and day: the first claim of these. */
  const said = new Map<string, { status: string; index: number }>();
  for (const [i, claim] of claims.entries()) {
    if (claim.date > today) {
      const path = ['claims', i, 'date'];
      const message = `${pathText(path)}: ${claim.date} has not come yet`;
      problems.push(
        source.problem(path, 'claim', message, 'expected the day on which it was said'),
      );
    }
    for (const [j, project] of claim.projects.entries()) {
      const key = `${project} ${claim.stage} ${claim.date}`;
      const first = said.get(key);
      if (first === undefined) said.set(key, { status: claim.status, index: i });
      else if (first.status !== claim.status) {
        const path = ['claims', i, 'projects', j];
        const { line } = source.position(['claims', first.index]);
        const message =
          `${pathText(path)}: \`${project}\` is \`${claim.status}\` here, ` +
          `and \`${first.status}\` at line ${line}, on one day at one stage`;
        problems.push(source.problem(path, 'claim', message, 'keep the one that was said last'));
      }
    }
  }
  return problems;
}
