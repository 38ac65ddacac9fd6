import { rehypeShiki, unified } from '@astrojs/markdown-remark';
import type { MarkdownHeading } from 'astro';
import type { Root as HtmlRoot } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { join } from 'node:path';
import rehypeRaw from 'rehype-raw';
import {
  canonicalBlocks,
  canonicalText,
  type CanonicalBlock,
} from '../../comments/anchoring/canonical-text.ts';
import type { Problem } from '../../ground/problem.ts';
import { rehypeSafeHtml } from '../../ground/trust/safe-html.ts';
import { programFault, shown } from '../../proposal/draft.ts';
import type { Proposal } from '../../proposal/load-proposals.ts';
import type { ReviewSystem } from '../../proposal/registry.ts';
import { remarkStages, splitAtStages } from './remark-stages.ts';
import type { ReviewAddress } from '../../review/review-identity.ts';
import { ownNodes } from './own-nodes.ts';
import { insertThreads } from '../standing/insert-threads.ts';
import type { PlacedThread } from '../standing/standing-thread.ts';
import { rehypeGlossary } from './rehype-glossary.ts';
import { rehypeHeadingIds } from './rehype-heading-ids.ts';
import { rehypeTables } from './rehype-tables.ts';
import { rehypeTimelines } from './rehype-timelines.ts';
import { remarkReviewLinks, type ReviewMark } from './remark-review-links.ts';

/** The threads that come with the build, by their places in the page's canonical text. */
export type ThreadsIn = (text: string) => readonly PlacedThread[];

/** A blueprint's prose, rendered, and cut where its stages' cards belong. */
export interface RenderedProse {
  parts: { html: string; stage?: string }[];
  headings: MarkdownHeading[];
  /** Canonical text of this revision, in which passages are told. */
  text: string;
  /** Why there is nothing of it; the other pages know nothing of that. */
  fault?: Problem;
}

const highlighting = {
  themes: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  defaultColor: false,
  wrap: false,
} as const;

/**
 * Renders a blueprint, which anybody may have written: stages are turned into cards' places and
 * addresses of code reviews into links that carry their stage and state; whatever HTML is not on the
 * list goes; then come the page's own nodes, ids and highlighting. What ends the rendering costs this
 * page its prose and no other page anything.
 *
 * @param threadsIn threads that stand below their passages
 */
export async function renderProse(
  proposal: Proposal,
  systems: readonly ReviewSystem[],
  markOf: (address: ReviewAddress) => ReviewMark | undefined,
  threadsIn: ThreadsIn = () => [],
): Promise<RenderedProse> {
  try {
    return await rendered(proposal, systems, markOf, threadsIn);
  } catch (error) {
    const fault = programFault(shown(join(proposal.folder, 'index.md')), error);
    return { parts: [], headings: [], text: '', fault };
  }
}

async function rendered(
  { body, frontMatter: { stages, glossary } }: Proposal,
  systems: readonly ReviewSystem[],
  markOf: (address: ReviewAddress) => ReviewMark | undefined,
  threadsIn: ThreadsIn,
): Promise<RenderedProse> {
  const links = () => remarkReviewLinks(systems, markOf);
  let text = '';
  const { code, headings } = await render(
    { body, stages },
    [links],
    [
      () => (tree: HtmlRoot) => {
        const blocks = canonicalBlocks(tree);
        text = blocks.map((block) => block.text).join('\n');
        insertThreads(tree, blocks, threadsIn(text));
      },
      () => rehypeGlossary(glossary),
      rehypeTimelines,
      [rehypeShiki, highlighting],
      rehypeTables,
    ],
  );
  return { parts: splitAtStages(code), headings, text };
}

/** What of a blueprint is rendered. */
export interface Prose {
  /** Markdown. */
  body: string;
  stages: readonly { id: string; title: string }[];
}

/** The canonical text of a revision: what {@link renderProse} gives for it, without the rest. */
export async function proseText(prose: Prose): Promise<string> {
  let text = '';
  const read = () => (tree: HtmlRoot) => {
    text = canonicalText(tree);
    // It is not looked at; so nothing is spent on writing it out.
    tree.children = [];
  };
  await render(prose, [], [read]);
  return text;
}

/** The blocks of a revision's canonical text, with the lines of its Markdown on which they stand. */
export async function proseBlocks(prose: Prose): Promise<CanonicalBlock[]> {
  let blocks: CanonicalBlock[] = [];
  const read = () => (tree: HtmlRoot) => {
    blocks = canonicalBlocks(tree);
    tree.children = [];
  };
  await render(prose, [], [read]);
  return blocks;
}

/** A revision as its page shows it, without what the page of the blueprint adds. */
export interface RenderedRevision {
  html: string;
  headings: MarkdownHeading[];
  /** Of the canonical text, each with the element that it stands in: `h2`, `li`, `pre`, `p`, … */
  blocks: { text: string; in: string }[];
  /** It was longer than what a page may hold: what is there is its beginning. */
  isCut: boolean;
}

/**
 * Renders a revision's text alone: no cards, marks and threads, code without colours.
 *
 * @param most bytes of HTML; it is cut between two blocks
 */
export async function renderRevision(prose: Prose, most: number): Promise<RenderedRevision> {
  let blocks: RenderedRevision['blocks'] = [];
  let isCut = false;
  const read = () => (tree: HtmlRoot) => {
    blocks = canonicalBlocks(tree).map(({ text, path }) => ({
      text,
      in:
        path.at(-1)?.tagName === 'p'
          ? (path.at(-2)?.tagName ?? 'p')
          : (path.at(-1)?.tagName ?? 'p'),
    }));
    let left = most;
    tree.children = tree.children.filter((child) => {
      if (isCut) return false;
      left -= Buffer.byteLength(toHtml(child));
      isCut = left < 0;
      return !isCut;
    });
  };
  const { code, headings } = await render(prose, [], [read, rehypeTables]);
  const html = splitAtStages(code)
    .map((part) => part.html)
    .join('');
  return { html, headings, blocks, isCut };
}

type Plugins = Parameters<typeof unified>[0];

/** @param remarkPlugins before the page's own nodes are sealed @param rehypePlugins on what is safe */
async function render(
  { body, stages }: Prose,
  remarkPlugins: NonNullable<NonNullable<Plugins>['remarkPlugins']>,
  rehypePlugins: NonNullable<NonNullable<Plugins>['rehypePlugins']>,
): Promise<{ code: string; headings: MarkdownHeading[] }> {
  const titles = new Map(stages.map(({ id, title }) => [id, title]));
  const own = ownNodes();
  const processor = unified({
    remarkPlugins: [() => remarkStages(titles), ...remarkPlugins, own.seal],
    rehypePlugins: [
      rehypeRaw,
      () => rehypeSafeHtml(own.allowed),
      own.open,
      rehypeHeadingIds,
      ...rehypePlugins,
    ],
  });
  const renderer = await processor.createRenderer({ syntaxHighlight: false });
  const { code, metadata } = await renderer.render(body, { frontmatter: {} });
  return { code, headings: metadata.headings };
}
