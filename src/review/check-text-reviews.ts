import type { Problem } from '../ground/problem.ts';
import { allowedHint } from '../ground/suggest.ts';
import { addressParts } from '../ground/trust/web-address.ts';
import type { Proposal } from '../proposal/load-proposals.ts';
import type { ReviewSystem } from '../proposal/registry.ts';
import { pathText } from '../proposal/validate.ts';
import { namedReview } from './named-review.ts';
import { hostsOf } from './review-address.ts';

/** Every address of `textReviews` at which `npm run sync` would find no code review, with the reason. */
export function checkTextReviews(
  { frontMatter, frontMatterSource: source }: Proposal,
  systems: readonly ReviewSystem[],
): Problem[] {
  const lists: { path: (string | number)[]; reviews: readonly string[] | undefined }[] = [
    { path: ['textReviews'], reviews: frontMatter.textReviews },
    ...frontMatter.stages.map(({ textReviews }, i) => ({
      path: ['stages', i, 'textReviews'],
      reviews: textReviews,
    })),
  ];
  return lists.flatMap(({ path, reviews = [] }) =>
    reviews.flatMap((url, i) => {
      if (namedReview(url, systems) !== undefined) return [];
      const at = [...path, i];
      const { what, hint } = faultOf(url, systems);
      return [source.problem(at, 'broken-reference', `${pathText(at)}: ${what}`, hint)];
    }),
  );
}

function faultOf(url: string, systems: readonly ReviewSystem[]): { what: string; hint: string } {
  const host = addressParts(url)?.host ?? '';
  const system = systems.find((one) => hostsOf(one).includes(host));
  if (system === undefined) {
    const hosts = systems.map((one) => one.host);
    const allowed = allowedHint(host, hosts);
    const hint = hosts.length === 0 ? 'projects.yaml names none yet' : allowed;
    return { what: `no review system \`${host}\` in reviewSystems of projects.yaml`, hint };
  }
  const form =
    system.kind === 'gerrit'
      ? `https://${system.host}/c/owner/name/+/123`
      : `https://${system.host}/owner/name/pull/123`;
  return { what: `\`${url}\` names no code review`, hint: `expected one, as ${form}` };
}
