import { mkdir, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { revisionName } from '../../../src/comments/anchoring/revision.ts';
import { canonicalVersion } from '../../../src/comments/anchoring/canonical-text.ts';
import { revisionPath } from '../../../src/comments/revision-file.ts';
import { textsOfBuild } from '../../../src/comments/revision-texts.ts';
import { readConfiguration } from '../../../src/comments/server/configuration.ts';
import type { LimitSizes } from '../../../src/comments/server/limits.ts';
import { nodeServer } from '../../../src/comments/server/node-server.ts';
import { openComments, type Comments } from '../../../src/comments/server/open-comments.ts';
import { staticFiles } from '../../../src/comments/server/static-files.ts';
import { temporaryFolder } from '../../support/proposals.ts';

/** Writes what a build writes of a proposal's texts; the last one is the head. */
export async function writeTexts(
  dist: string,
  proposal: number,
  texts: readonly string[],
): Promise<string[]> {
  const ids = await Promise.all(texts.map((text) => revisionName(text)));
  const revisions = ids.map((id, i) => ({ id, number: i + 1 }));
  const put = async (path: string, value: object) => {
    await mkdir(dirname(join(dist, path)), { recursive: true });
    await writeFile(join(dist, path), JSON.stringify(value));
  };
  for (const [i, one] of revisions.entries()) {
    const more = { proposal, canonical: canonicalVersion, text: texts[i] };
    await put(revisionPath.revision(proposal, one.id), { ...one, ...more });
  }
  const head = ids.at(-1) ?? '';
  const slug = `${String(proposal).padStart(4, '0')}-plan`;
  await put(revisionPath.list(proposal), { proposal, slug, head, revisions });
  return ids;
}

/** A server as `npm run serve` makes it, over a small build, on a port of its own. */
export class Served implements AsyncDisposable {
  readonly at: string;
  readonly origin: string;
  readonly dist: string;
  readonly comments: Comments;
  readonly faults: unknown[];
  readonly #close: () => Promise<void>;

  private constructor(
    given: Omit<Served, 'send' | 'signIn' | typeof Symbol.asyncDispose>,
    close: () => Promise<void>,
  ) {
    this.at = given.at;
    this.origin = given.origin;
    this.dist = given.dist;
    this.comments = given.comments;
    this.faults = given.faults;
    this.#close = close;
  }

  static async start(
    store: string | undefined,
    texts: readonly string[],
    env: Record<string, string> = {},
    limits?: LimitSizes,
  ): Promise<Served> {
    const folder = await temporaryFolder();
    const dist = join(folder, 'dist');
    await mkdir(join(dist, 'guide'), { recursive: true });
    await writeFile(join(dist, 'index.html'), 'the start page');
    await writeFile(join(dist, '404.html'), 'nothing there');
    await writeFile(join(dist, 'guide', 'index.html'), 'the guide');
    await writeFile(join(folder, 'secret'), 'a secret');
    await writeTexts(dist, 1, texts);
    await mkdir(join(folder, 'proposals', '0001-plan'), { recursive: true });
    await writeFile(
      join(folder, 'proposals', '0001-plan', 'index.md'),
      `# ${texts.at(-1) ?? ''}\n`,
    );
    const configuration = await readConfiguration({
      COMMENTS_LOCAL_IDENTITY: '1',
      COMMENTS_STORE: store ?? join(folder, 'comments.sqlite'),
      ...env,
    });
    const faults: unknown[] = [];
    const localOrigins: [string, ...string[]] = ['http://localhost:0'];
    const comments = await openComments({
      ...{ configuration, texts: textsOfBuild(dist), localOrigins },
      proposals: join(folder, 'proposals'),
      onFault: (error) => faults.push(error),
      // Of what is tested elsewhere there may be much.
      limits: limits ?? { write: much, preview: much, signIn: much },
    });
    const server = nodeServer({
      handler: comments.routes,
      otherwise: staticFiles(dist, configuration.base),
      proxies: configuration.proxies,
      onFault: (error) => faults.push(error),
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    localOrigins[0] = at;
    const origin = configuration.origin ?? at;
    return new Served({ at, origin, dist, comments, faults }, async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await comments[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    });
  }

  /** One request; nothing is followed. */
  async send(method: string, path: string, sent: Sent = {}): Promise<Answered> {
    const { as, body, raw, form, headers = {} } = sent;
    const type = form === undefined ? 'application/json' : 'application/x-www-form-urlencoded';
    const all: Record<string, string | undefined> = {
      origin: this.origin,
      ...(method === 'GET' ? {} : { 'content-type': type }),
      ...(as === undefined ? {} : { cookie: as }),
      ...headers,
    };
    const content =
      raw ??
      (form === undefined
        ? body === undefined
          ? undefined
          : JSON.stringify(body)
        : new URLSearchParams(form).toString());
    const response = await fetch(`${this.at}${path}`, {
      method,
      redirect: 'manual',
      headers: Object.entries(all).filter((one): one is [string, string] => one[1] !== undefined),
      ...(content === undefined ? {} : { body: content }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const data =
      isJson && text !== '' && !text.includes('}\n{') ? (JSON.parse(text) as unknown) : {};
    return { status: response.status, headers: response.headers, text, data: data as Data };
  }

  /** Signs somebody in by the local identity; returns the cookie of their session. */
  async signIn(name: string): Promise<string> {
    const { headers, status } = await this.send('POST', '/comments/sign-in/local', {
      form: { name },
    });
    if (status !== 303) throw new Error(`sign-in answered ${status}`);
    return (headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#close();
  }
}

const much = { person: [1e6, 60], address: [1e6, 60] } as const;

interface CommentData {
  id: string;
  author: { id: string; name: string };
  body: string | null;
  html: string | null;
  held: boolean;
}

/** What an answer may hold; a test asks for what its request is answered with. */
export interface Data {
  person: { name: string } | null;
  placement: { outcome: string; revision: string } | null;
  threads: { id: string; placement: { outcome: string } | null; lookAgain: boolean }[];
  comments: [CommentData, ...CommentData[]];
  lookAgain: boolean;
  open: string[];
  held: { id: string }[];
  events: { kind: string }[];
  error: { code: string; message: string };
  items: [{ target: { selector: { type: string }[] } }];
}

export interface Sent {
  /** A cookie. */
  as?: string;
  body?: unknown;
  raw?: string | Uint8Array<ArrayBuffer>;
  form?: Record<string, string>;
  headers?: Record<string, string | undefined>;
}

export interface Answered {
  status: number;
  headers: Headers;
  text: string;
  data: Data;
}
