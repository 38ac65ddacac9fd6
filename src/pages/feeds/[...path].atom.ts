import type { APIContext } from 'astro';
import { changeFeed } from '../../site/changes/change-feed.ts';
import { siteFeeds, type SiteFeed } from '../../site/changes/feeds.ts';
import { siteChanges, teamsOfProposals } from '../../site/changes/site-changes.ts';
import { href } from '../../site/href.ts';
import { siteData } from '../../site/site-data.ts';
import { changesFor } from '../../status/changes/told-changes.ts';

export async function getStaticPaths() {
  const feeds = siteFeeds(await siteData());
  return feeds.map((feed) => ({ params: { path: feed.path }, props: feed }));
}

/** What changed, for a feed reader. */
export async function GET({ props, site }: APIContext<SiteFeed>): Promise<Response> {
  const { title, path, page, filter } = props;
  const { changes, head } = await siteChanges();
  const address = (below: string) => `${site?.origin ?? ''}${href(below)}`;
  const text = changeFeed({
    title,
    self: address(`/feeds/${path}.atom`),
    page: address(page),
    updated: head.date,
    changes: changesFor(changes, filter, await teamsOfProposals()),
  });
  return new Response(text, { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } });
}
