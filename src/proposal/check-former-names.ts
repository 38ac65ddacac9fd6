import type { Problem } from '../ground/problem.ts';
import type { Draft } from './draft.ts';
import { partialFrontMatter } from './partial-front-matter.ts';
import { pathText } from './validate.ts';

/** An address of a proposal, and whether its folder is called so now. */
interface Claim {
  by: string;
  isPresent: boolean;
}

/**
 * Earlier names by which a proposal claims an address that is another's, by folder: who followed a link
 * would be led astray.
 */
export function checkFormerNames(
  drafts: readonly Pick<Draft, 'name' | 'number' | 'frontMatter' | 'frontMatterSource'>[],
): Map<string, Problem[]> {
  const claims = new Map<string, Claim>();
  for (const { name } of drafts) {
    for (const address of [name, name.slice(0, 4)])
      claims.set(address, { by: name, isPresent: true });
  }
  const problems = new Map<string, Problem[]>();
  for (const { name, frontMatter, frontMatterSource: source } of drafts) {
    const found: Problem[] = [];
    const { formerly = [] } = frontMatter ?? partialFrontMatter(source);
    for (const [i, former] of formerly.entries()) {
      const tell = (message: string, hint: string) => {
        const path = ['formerly', i];
        found.push(source.problem(path, 'duplicate-id', `${pathText(path)}: ${message}`, hint));
      };
      const holder = claims.get(former);
      if (holder !== undefined) {
        const whose = holder.by === name ? 'its own already' : `an address of ${holder.by}`;
        tell(`/proposals/${former}/ is ${whose}`, 'each address leads to one proposal, once');
        continue;
      }
      claims.set(former, { by: name, isPresent: false });
      const number = former.slice(0, 4);
      const first = claims.get(number);
      if (first === undefined) claims.set(number, { by: name, isPresent: false });
      else if (!first.isPresent && first.by !== name) {
        const hint = 'no folder has that number now: name it in one of the two';
        tell(`/proposals/${number}/ is an address of ${first.by}`, hint);
      }
    }
    if (found.length > 0) problems.set(name, found);
  }
  return problems;
}
