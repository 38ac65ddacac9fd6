import { createHash } from 'node:crypto';
import { generateAtomFeed } from 'feedsmith';
import { xmlText } from '../../ground/xml-text.ts';
import { keptHtml } from '../rendering/kept-html.ts';
import type { NewestOf } from '../store/newest.ts';
import { notModified } from './answer.ts';
import { route, type Asked, type Route } from './route.ts';
import { threadAddress } from './thread-address.ts';
import { known } from './thread-routes.ts';

/** Atom: of a proposal, of a thread, and of what answers a person. */
export const feedRoutes: readonly Route[] = [
  route('GET', '/comments/:proposal/feed.atom', async (asked) => {
    await known(asked, asked.proposal);
    return feed(asked, { proposal: asked.proposal }, `Comments on proposal ${asked.proposal}`);
  }),
  route('GET', '/comments/threads/:id/feed.atom', async (asked) => {
    await asked.site.store.where(asked.id);
    return feed(asked, { thread: asked.id }, 'A thread');
  }),
  route('GET', '/comments/people/:id/feed.atom', (asked) =>
    feed(asked, { answersTo: asked.id }, 'Answers'),
  ),
];

async function feed(asked: Asked, of: NewestOf, title: string): Promise<Response> {
  const { request } = asked;
  const entries = await asked.site.store.newest(of);
  const addresses = new Map<string, string>();
  for (const { thread, proposal } of entries) {
    if (!addresses.has(thread)) addresses.set(thread, await threadAddress(asked, proposal, thread));
  }
  const [newest] = entries.map(({ editedAt }) => editedAt).toSorted((a, b) => (a < b ? 1 : -1));
  const self = asked.address(asked.path);
  const text = generateAtomFeed(
    {
      id: self,
      title: { value: title },
      updated: new Date(newest ?? 0),
      links: [{ rel: 'self', href: self, type: 'application/atom+xml' }],
      entries: entries.map(({ comment, thread, kind, quote, author, body, at, editedAt }) => ({
        id: `urn:uuid:${comment}`,
        title: { value: xmlText(`${kind} on “${quote.slice(0, 80)}”`) },
        published: new Date(at),
        updated: new Date(editedAt),
        authors: [{ name: xmlText(author) }],
        links: [{ rel: 'alternate', href: addresses.get(thread) ?? self, type: 'text/html' }],
        content: { type: 'html', value: xmlText(keptHtml(comment, body)) },
      })),
    },
    { strict: true },
  );
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  const headers = {
    etag,
    'content-type': 'application/atom+xml; charset=utf-8',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  };
  if (notModified(request, etag)) return new Response(null, { status: 304, headers });
  return new Response(text, { headers });
}
