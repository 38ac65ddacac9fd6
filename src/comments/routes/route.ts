import { NoAnswer } from './answer.ts';
import type { CommentSite, From, Who } from './comment-site.ts';
import { sessionCookie } from './cookie.ts';
import type { Role } from '../server/roles.ts';
import type { Limited } from '../server/limits.ts';
import type { Viewer } from '../store/read-thread.ts';
import type { Writer } from '../store/signed-writes.ts';

/** What a route is given. */
export class Asked {
  readonly site: CommentSite;
  readonly request: Request;
  readonly query: URLSearchParams;
  /** What stands in the path in place of its placeholders. */
  readonly parts: readonly string[];
  /** Below the site's base. */
  readonly path: string;
  readonly #from: From;
  #who: Promise<Who | undefined> | undefined;

  constructor(
    site: CommentSite,
    request: Request,
    from: From,
    { query, parts, path }: { query: URLSearchParams; parts: readonly string[]; path: string },
  ) {
    this.site = site;
    this.request = request;
    this.#from = from;
    this.query = query;
    this.parts = parts;
    this.path = path;
  }

  /** The first placeholder. */
  get id(): string {
    return this.parts[0] ?? '';
  }

  /** The first placeholder, as the number of a proposal. */
  get proposal(): number {
    return Number(this.parts[0]);
  }

  /** Who is signed in. */
  who(): Promise<Who | undefined> {
    const token = sessionCookie.read(this.request);
    this.#who ??= token === undefined ? Promise.resolve(undefined) : this.site.whoOf(token);
    return this.#who;
  }

  /** @throws {NoAnswer} where nobody is signed in */
  async someone(): Promise<Who> {
    const who = await this.who();
    if (who === undefined) throw new NoAnswer(401, 'not signed in', 'sign in first');
    return who;
  }

  /** @throws {NoAnswer} where nobody is signed in who is at least that, at a proposal or everywhere */
  async atLeast(role: Role, proposal?: number): Promise<Who> {
    const who = await this.someone();
    const order: Role[] = ['reader', 'member', 'champion', 'moderator'];
    if (order.indexOf(who.roleAt(proposal)) < order.indexOf(role)) {
      throw new NoAnswer(403, 'forbidden', `expected a ${role}`);
    }
    return who;
  }

  /** Who writes; counted against the limits. */
  async writer(): Promise<Writer> {
    const { id } = await this.atLeast('member');
    await this.limit('write');
    const key = this.request.headers.get('idempotency-key');
    return { person: id, holdFirst: this.site.holdFirst, ...(key === null ? {} : { key }) };
  }

  /** Who reads, and whether they see what is held at a proposal. */
  async viewer(proposal: number): Promise<Viewer | undefined> {
    const who = await this.who();
    if (who === undefined) return undefined;
    const role = who.roleAt(proposal);
    return { person: who.id, moderates: role === 'moderator' || role === 'champion' };
  }

  /** @throws {NoAnswer} where it is too much */
  async limit(what: Limited): Promise<void> {
    const who = await this.who();
    const seconds = await this.site.limits.take(what, this.#from.address, who?.id);
    if (seconds === undefined) return;
    const message = `too much at once; again in ${seconds} seconds`;
    throw new NoAnswer(429, 'too many', message, { 'retry-after': String(seconds) });
  }

  /** An address of this site as a whole, for what leaves it. */
  address(path: string): string {
    return `${this.site.origins[0]}${this.site.base}${path}`;
  }
}

/** One address and what is done there. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: RegExp;
  go: (asked: Asked) => Promise<Response>;
}

/** A route at a path with `:proposal`, `:id`, `:sign`, `:way` and `:block` in it. */
export function route(method: Route['method'], path: string, go: Route['go']): Route {
  const places = path
    .replaceAll('.', '\\.')
    .replace(':proposal', '(\\d{1,4})')
    .replace(':id', '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})')
    .replace(':sign', '([a-z]{1,20})')
    .replace(':way', '([a-z]{1,20})')
    .replace(':block', '(\\d{1,6})');
  return { method, path: new RegExp(`^${places}$`), go };
}
