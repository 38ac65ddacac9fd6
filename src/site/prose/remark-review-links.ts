import type { Root } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { SKIP, visit } from 'unist-util-visit';
import type { ReviewSystem } from '../../proposal/registry.ts';
import { parseReviewAddress } from '../../review/review-address.ts';
import type { ReviewAddress } from '../../review/review-identity.ts';
import type { ReviewState } from '../../review/review-state.ts';

/** What a link to a review says of it on the page. */
export interface ReviewMark {
  /** Where it is today: the system's own host, not the alias under which it was cited. */
  href: string;
  /** "web/alpha 912345" or "change 136652". */
  label: string;
  /** Undefined while no server has said. */
  state?: ReviewState | undefined;
  /** The review's own title. */
  title?: string | undefined;
  /** Titles of the stages that it advances. */
  stages: readonly string[];
}

/** remark plugin: a link to a code review carries its state and its stage. */
export function remarkReviewLinks(
  systems: readonly ReviewSystem[],
  markOf: (address: ReviewAddress) => ReviewMark | undefined,
) {
  return (tree: Root): void => {
    visit(tree, 'link', (link) => {
      const address = parseReviewAddress(link.url, systems);
      const mark = address && markOf(address);
      if (mark === undefined) return;
      const said = toString(link);
      const bare = said === link.url || said === link.url.replace(/^https?:\/\//, '');
      link.url = mark.href;
      if (bare) link.children = [{ type: 'text', value: mark.label }];
      const state = mark.state ?? 'state unknown';
      const stage = mark.stages.length > 0 ? `; stage: ${mark.stages.join(', ')}` : '';
      link.title = `${mark.title === undefined ? '' : `${mark.title} — `}${state}${stage}`;
      link.data = {
        hProperties: {
          className: ['review-link', `review-${mark.state ?? 'unknown'}`],
          // What the author wrote: a comment's passage does not change with the review's state.
          ...(bare ? { dataSaid: said } : {}),
        },
      };
      if (mark.state !== undefined) {
        link.children.push({
          type: 'emphasis',
          children: [{ type: 'text', value: mark.state }],
          data: { hName: 'span', hProperties: { className: ['review-state'], dataSaid: '' } },
        });
      }
      return SKIP;
    });
  };
}
