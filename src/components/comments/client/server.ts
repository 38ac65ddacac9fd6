import type { Thread } from './thread.ts';

/** Why a server did not do what it was asked, in words for who asked. */
export class NotDone extends Error {
  override name = 'NotDone';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Who reads, and how they can sign in. */
export interface Session {
  person: { id: string; name: string; roles?: string[] } | null;
  /** Ways to sign in: names and addresses. */
  ways: { name: string; url: string }[];
}

/** Milliseconds after which a server that does not answer is given up. */
const limitMs = 20_000;

/** Asks the server that the page came from. */
export class Server {
  /** Where its comments' addresses begin: `/comments`. */
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  /** @throws {NotDone} */
  async ask<T>(path: string, method = 'GET', body?: object, key?: string): Promise<T> {
    const headers: Record<string, string> = {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    };
    let response: Response;
    try {
      response = await fetch(`${this.root}${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(limitMs),
      });
    } catch {
      const why = navigator.onLine ? 'the server does not answer' : 'you are offline';
      throw new NotDone(0, `${why}; what you wrote is kept here, try again`);
    }
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok && answer !== undefined) return answer as T;
    throw new NotDone(response.status, whyNot(response, answer));
  }

  /** All threads of a proposal, placed in the text that the page shows. */
  async threads(proposal: string, revision: string): Promise<Thread[]> {
    const all: Thread[] = [];
    for (let after: number | null = 0; after !== null;) {
      const page: { threads: Thread[]; next: number | null } = await this.ask(
        `/${proposal}/threads?limit=100&after=${after}&revision=${revision}`,
      );
      all.push(...page.threads);
      after = page.next;
    }
    return all;
  }
}

function whyNot({ status, headers }: Response, answer: unknown): string {
  const { error } = (answer ?? {}) as { error?: { message?: string } };
  const said = error?.message ?? `the server answered ${status}`;
  const wait = headers.get('retry-after');
  if (status === 401) return 'you are signed out; sign in again, what you wrote is kept';
  if (status === 429) return `too much at once; try again in ${wait ?? 'a few'} seconds`;
  return said;
}
