import { unified } from '@astrojs/markdown-remark';
import type { MarkdownHeading } from 'astro';
import type { Proposal } from '../../proposal/load-proposals.ts';
import type { ReviewSystem } from '../../proposal/registry.ts';
import { remarkStages, splitAtStages } from './remark-stages.ts';
import type { ReviewAddress } from '../../review/review-identity.ts';
import { rehypeTables } from './rehype-tables.ts';
import { remarkReviewLinks, type ReviewMark } from './remark-review-links.ts';

/** A blueprint's prose, rendered, and cut where its stages' cards belong. */
export interface RenderedProse {
  parts: { html: string; stage?: string }[];
  headings: MarkdownHeading[];
}

/**
 * Renders a blueprint. Astro's own remark pipeline (heading ids, highlighting), with stages turned
 * into cards' places and addresses of code reviews into links that carry their stage and state.
 */
export async function renderProse(
  proposal: Proposal,
  systems: readonly ReviewSystem[],
  markOf: (address: ReviewAddress) => ReviewMark | undefined,
): Promise<RenderedProse> {
  const titles = new Map(proposal.frontMatter.stages.map(({ id, title }) => [id, title]));
  const processor = unified({
    rehypePlugins: [rehypeTables],
    remarkPlugins: [() => remarkStages(titles), () => remarkReviewLinks(systems, markOf)],
  });
  const renderer = await processor.createRenderer({
    syntaxHighlight: { type: 'shiki', excludeLangs: ['mermaid', 'math'] },
    shikiConfig: {
      themes: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
      defaultColor: false,
      wrap: false,
    },
  });
  const { code, metadata } = await renderer.render(proposal.body, { frontmatter: {} });
  return { parts: splitAtStages(code), headings: metadata.headings };
}
