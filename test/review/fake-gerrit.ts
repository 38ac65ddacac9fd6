import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

/** A change as the fake holds it. */
export interface FakeChange {
  number: number;
  /** `2026-01-01 00:00:00.000000000` */
  updated: string;
  status?: string;
  topic?: string;
  /** Its owner's name; the account is the same for all. */
  owner?: string;
}

/**
 * As much of a Gerrit as thousands of changes need: `topic:`, `change:` and `revertof:` with OR,
 * `after:` and `before:`, batches, pages with the mark of more. What a Gerrit really answers is for
 * the tests against a real one.
 */
export class FakeGerrit {
  readonly requests: string[] = [];
  /** Called before each answer. */
  onRequest: (count: number) => void = () => undefined;
  limit = 500;
  /** Its clock, as every answer's `Date` says it; undefined: this machine's. */
  clock: number | undefined;
  readonly #server: Server;
  #changes: FakeChange[] = [];
  readonly #byNumber = new Map<number, FakeChange>();

  private constructor() {
    this.#server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      this.requests.push(request.url ?? '');
      this.onRequest(this.requests.length);
      const queries = url.searchParams.getAll('q');
      const start = Number(url.searchParams.get('S') ?? 0);
      const count = Math.min(this.limit, Number(url.searchParams.get('n') ?? this.limit));
      const lists = queries.map((query) => this.#list(query, start, count));
      const answer: unknown = lists.length === 1 ? lists[0] : lists;
      const body = `)]}'\n${JSON.stringify(answer)}`;
      if (this.clock !== undefined) {
        response.setHeader('date', new Date(this.clock).toUTCString());
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    });
  }

  static async start(changes: FakeChange[]): Promise<FakeGerrit> {
    const fake = new FakeGerrit();
    fake.changes = changes;
    fake.#server.listen(0, '127.0.0.1');
    await once(fake.#server, 'listening');
    return fake;
  }

  set changes(changes: FakeChange[]) {
    this.#changes = [...changes].sort((a, b) => (a.updated < b.updated ? 1 : -1));
    this.#byNumber.clear();
    for (const change of changes) this.#byNumber.set(change.number, change);
  }

  get host(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return `127.0.0.1:${address.port}`;
  }

  /** YAML of this system for projects.yaml. */
  get yaml(): string {
    return `[{ kind: gerrit, host: '${this.host}', api: 'http://${this.host}' }]`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #list(query: string, start: number, count: number): unknown[] {
    const moments = (operator: string) =>
      [...query.matchAll(new RegExp(`${operator}:"([^"]+)"`, 'g'))].map((match) => match[1] ?? '');
    const after = moments('after').sort().at(-1) ?? '';
    const before = moments('before').sort()[0];
    const numbers = [...query.matchAll(/change:(\d+)/g)].map((match) => Number(match[1]));
    const topic = /topic:"?([\w-]+)"?/.exec(query)?.[1];
    let found: FakeChange[] = [];
    if (numbers.length > 0) {
      found = numbers
        .map((number) => this.#byNumber.get(number))
        .filter((change) => change !== undefined);
      found.sort((a, b) => (a.updated < b.updated ? 1 : -1));
    } else if (topic !== undefined) {
      found = this.#changes.filter((change) => (change.topic ?? 'move') === topic);
    }
    found = found.filter(
      ({ updated }) => updated >= after && (before === undefined || updated.slice(0, 19) <= before),
    );
    const page = found.slice(start, start + count);
    return page.map((change, i) => ({
      ...whole(change),
      ...(i === page.length - 1 && start + count < found.length ? { _more_changes: true } : {}),
    }));
  }
}

function whole({
  number,
  updated,
  status = 'NEW',
  topic = 'move',
  owner = 'Ada Example',
}: FakeChange): object {
  const commit = number.toString(16).padStart(40, '0');
  return {
    id: `demo%2Falpha~${number}`,
    project: 'demo/alpha',
    branch: 'master',
    topic,
    change_id: `I${commit}`,
    subject: `Change ${number} of a great many`,
    status,
    created: '2026-01-01 00:00:00.000000000',
    updated,
    ...(status === 'MERGED' ? { submitted: updated } : {}),
    insertions: 3,
    deletions: 1,
    owner: { _account_id: 7, name: owner, email: 'ada@example.com', username: 'ada' },
    labels: { 'Code-Review': { all: [{ value: 2 }, { value: 0 }, { value: -1 }] } },
    current_revision: commit,
    revisions: {
      [commit]: {
        commit: { message: `Change ${number}\n\nCloses-Bug: #${number}\nChange-Id: I${commit}\n` },
      },
    },
    _number: number,
  };
}

/** So many changes, a minute apart, every tenth of them open. */
export function manyChanges(count: number): FakeChange[] {
  return Array.from({ length: count }, (_, i) => {
    const time = new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString();
    return {
      number: i + 1,
      updated: `${time.slice(0, 10)} ${time.slice(11, 19)}.000000000`,
      status: i % 10 === 0 ? 'NEW' : 'MERGED',
    };
  });
}
