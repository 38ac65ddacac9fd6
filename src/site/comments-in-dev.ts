import type { AstroIntegration } from 'astro';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RevisionTexts } from '../comments/revision-texts.ts';
import { TrustedProxies } from '../comments/server/client-address.ts';
import { readConfiguration } from '../comments/server/configuration.ts';
import { clientOf, requestOf, send } from '../comments/server/node-server.ts';
import { openComments, type Comments } from '../comments/server/open-comments.ts';
import { loadProposals } from '../proposal/load-proposals.ts';
import { currentRevisions } from './revisions/revision-files.ts';
import { listedStanding, standingList } from './standing/standing-list.ts';

/** In `npm start`: the comments' own server, on the port of the site, with the local identity. */
export function commentsInDev(): AstroIntegration {
  let opened: Promise<Comments> | undefined;
  const release = async () => {
    const comments = await opened?.catch(() => undefined);
    opened = undefined;
    await comments?.[Symbol.asyncDispose]();
  };
  return {
    name: 'comments-in-dev',
    hooks: {
      'astro:server:setup': ({ server, logger }) => {
        const origins: [string, ...string[]] = ['http://localhost:4321'];
        const local = { ...process.env, SITE: '', COMMENTS_LOCAL_IDENTITY: '1' };
        const onFault = (error: unknown) => {
          logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
        };
        // Opened by the first request: a start that nobody comments in makes no store.
        const comments = () => {
          opened ??= readConfiguration(local).then((configuration) =>
            openComments({
              configuration,
              texts: textsBeingWritten(),
              localOrigins: origins,
              proposals: 'proposals',
              onFault,
            }),
          );
          return opened;
        };
        const noProxies = new TrustedProxies([]);
        const handle = (incoming: IncomingMessage, outgoing: ServerResponse, next: () => void) => {
          const request = requestOf(incoming);
          const base = server.config.base.replace(/\/$/, '');
          if (request === undefined || incoming.url?.startsWith(`${base}/comments/`) !== true) {
            next();
            return;
          }
          const { localPort } = incoming.socket;
          origins.splice(0, 2, `http://localhost:${localPort}`, `http://127.0.0.1:${localPort}`);
          // A name of somebody's own that leads to this machine is not this site.
          if (!origins.includes(`http://${incoming.headers.host ?? ''}`)) {
            refuse(outgoing, 403, 'expected localhost');
            return;
          }
          comments()
            .then(({ routes }) => routes(request, { address: clientOf(incoming, noProxies) }))
            .then(async (response) => {
              if (response === undefined) next();
              else await send(response, outgoing, incoming.method);
            })
            .catch((error: unknown) => {
              // Another `npm start` may have the store; the next request asks again.
              opened = undefined;
              onFault(error);
              refuse(outgoing, 503, (error as Error).message);
            });
        };
        // Astro refuses addresses without a slash at their end, which these are, before all others.
        const { middlewares } = server;
        const others = middlewares.handle.bind(middlewares);
        middlewares.handle = (incoming, outgoing, out) => {
          handle(incoming, outgoing, () => {
            others(incoming, outgoing, out);
          });
        };
        // A server that begins again, as where its configuration changed, is another one: this one's
        // store is free for it.
        server.httpServer?.once('close', () => {
          release().catch(onFault);
        });
      },
      'astro:server:done': release,
    },
  };
}

function refuse(outgoing: ServerResponse, status: number, message: string): void {
  if (outgoing.headersSent) {
    outgoing.destroy();
    return;
  }
  outgoing.statusCode = status;
  outgoing.setHeader('content-type', 'application/json; charset=utf-8');
  outgoing.end(JSON.stringify({ error: { code: 'comments', message } }));
}

/** The texts as they are now, committed or not. */
function textsBeingWritten(): RevisionTexts {
  const current = currentRevisions();
  const of = async (proposal: number) =>
    (await current.all()).find(({ list }) => list.proposal === proposal);
  return {
    list: async (proposal) => (await of(proposal))?.list,
    standing: async (number) => {
      const { proposals, registry } = await loadProposals('proposals');
      const proposal = proposals.find((one) => one.number === number);
      if (proposal === undefined) return [];
      return (await standingList(proposal, registry)).threads.map(listedStanding);
    },
    text: async (proposal, id) =>
      (await of(proposal))?.revisions.find((one) => one.id === id)?.text,
  };
}
