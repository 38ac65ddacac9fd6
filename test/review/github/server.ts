import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { OpenAPIBackend, type Document } from 'openapi-backend';
import { parseSearch, RefusedSearch } from './advanced-search.ts';

type Schema = Record<string, unknown>;

const contract = JSON.parse(
  readFileSync(join(import.meta.dirname, 'contract.generated.json'), 'utf8'),
) as Document & { components: { schemas: Record<string, Schema> } };

/**
 * Where GitHub's answers are known to differ from its own description. Everything else that differs
 * is a fault of the test.
 */
export const deviations: readonly { operation: string; at: RegExp; why: string }[] = [
  {
    operation: 'pulls/get',
    at: /^\/user$/,
    why: 'the author is null once the account is deleted; the description has it always there',
  },
  {
    operation: 'search/issues-and-pull-requests',
    at: /^\/items\/\d+\/body$/,
    why: 'a text that was never written is null; the description has it a string',
  },
  {
    operation: 'pulls/list-review-comments',
    at: /^\/\d+\/line$/,
    why: 'the line is null once the newest commit has it no more; the description has it a number',
  },
];

/** The formats that the description names and that a test's made-up data can be wrong in. */
const formats = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)$/,
  uri: /^https?:\/\/\S+$/,
};

/** Statuses that any operation may answer, which the description lists for some only. */
const anywhere = new Set([301, 304, 401, 403, 404, 422, 429, 500, 502, 503]);

/** A pull request as the tests state it; the rest of its many fields is made up by the schema. */
export interface FakePull {
  number: number;
  title: string;
  body?: string | null;
  author?: string | null;
  state?: 'open' | 'closed';
  merged?: string | null;
  draft?: boolean;
  labels?: string[];
  base?: string;
  created?: string;
  updated?: string;
  votes?: [login: string | null, state: string][];
  /** Logins that are asked for a review. */
  asked?: string[];
  /** GitHub's `mergeable_state`. */
  mergeable?: string;
  /** The commit whose message closed it. */
  closedBy?: string;
  /** Names and conclusions of the checks of its commit. */
  checks?: [name: string, conclusion: string][];
  authorId?: number;
  /** Comments on its lines. */
  comments?: FakeComment[];
}

/** A comment on a line of a pull request; the rest of its fields is made up by the schema. */
export interface FakeComment {
  id: number;
  path: string;
  body: string;
  author?: string | null;
  answers?: number;
  /** Null: the line is no more. */
  line?: number | null;
  originalLine?: number;
  commit?: string;
  originalCommit?: string;
  side?: 'LEFT' | 'RIGHT';
  hunk?: string;
  created?: string;
}

/** An answer in the place of the regular one. */
export interface Fault {
  when: (path: string) => boolean;
  status: number;
  headers?: Record<string, string>;
  body: string;
  /** How often; default once. */
  times?: number;
}

/** A GitHub on loopback that holds every request and every answer against the official contract. */
export class GithubServer {
  readonly repositories = new Map<string, FakePull[]>();
  /** Contents of files, by `<commit> <path>`. */
  readonly contents = new Map<string, string>();
  /** Old name to new name. */
  readonly renamed = new Map<string, string>();
  /** Repositories that answer 404. */
  readonly hidden = new Set<string>();
  readonly faults: Fault[] = [];
  /** Path and query of every request, in order. */
  readonly requests: { path: string; headers: IncomingMessage['headers']; status: number }[] = [];
  /** What broke the contract; a test that ends with one has failed. */
  readonly violations = new Set<string>();
  incomplete = false;
  #checks = true;
  readonly #server: Server;
  readonly #api: OpenAPIBackend;

  private constructor(api: OpenAPIBackend) {
    this.#api = api;
    this.#server = createServer((request, response) => {
      try {
        this.#answer(request, response);
      } catch (error) {
        this.violations.add(`${request.url ?? ''}: ${String(error)}`);
        response.writeHead(500).end();
      }
    });
  }

  /** @param check whether to hold everything against the contract; a benchmark does without */
  static async start({ check = true } = {}): Promise<GithubServer> {
    const api = new OpenAPIBackend({
      definition: contract,
      quick: true,
      ajvOpts: { strict: false, logger: false, formats },
    });
    await api.init();
    const server = new GithubServer(api);
    server.#checks = check;
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return `http://127.0.0.1:${address.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  add(repository: string, ...pulls: FakePull[]): void {
    this.repositories.set(repository, [...(this.repositories.get(repository) ?? []), ...pulls]);
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', this.url);
    const path = url.pathname + url.search;
    const send = (status: number, headers: Record<string, string>, body: string) => {
      this.requests.push({ path, headers: request.headers, status });
      response.writeHead(status, headers);
      response.end(status === 304 ? undefined : body);
    };
    const fault = this.faults.find(({ when, times = 1 }) => times > 0 && when(path));
    if (fault !== undefined) {
      fault.times = (fault.times ?? 1) - 1;
      send(
        fault.status,
        { 'content-type': 'application/json; charset=utf-8', ...fault.headers },
        fault.body,
      );
      return;
    }
    const moved = this.#moved(url);
    if (typeof moved === 'string') {
      const body = JSON.stringify({ message: 'Moved Permanently', url: moved });
      send(301, { location: moved, 'content-type': 'application/json' }, body);
      return;
    }
    const asked = {
      method: 'get',
      path: moved.pathname,
      query: Object.fromEntries(moved.searchParams),
      headers: {},
    };
    const operation = this.#api.router.matchOperation(asked);
    if (operation === undefined) {
      this.violations.add(`${path}: no operation of the contract`);
      send(404, {}, '{}');
      return;
    }
    const invalid = this.#checks ? this.#api.validateRequest(asked, operation).errors : [];
    for (const { instancePath, message } of invalid ?? []) {
      this.violations.add(`${path}: request ${instancePath} ${message ?? ''}`);
    }
    const { status, data } = this.#data(operation.operationId ?? '', moved);
    this.#check(operation.operationId ?? '', status, data);
    const body = JSON.stringify(data);
    const etag = `W/"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
    const same = status === 200 && request.headers['if-none-match'] === etag;
    const type = 'application/json; charset=utf-8';
    send(same ? 304 : status, { etag, 'content-type': type }, body);
  }

  /** Where a renamed repository's address leads, or the address that is meant. */
  #moved(url: URL): string | URL {
    const asked = /^\/repos\/([^/]+\/[^/]+)(\/.*)$/.exec(url.pathname);
    const target = this.renamed.get(asked?.[1]?.toLowerCase() ?? '');
    if (asked !== null && target !== undefined) {
      const id = [...this.repositories.keys()].indexOf(target);
      return `${this.url}/repositories/${id}${asked[2] ?? ''}${url.search}`;
    }
    const byId = /^\/repositories\/(\d+)(\/.*)$/.exec(url.pathname);
    if (byId === null) return url;
    const name = [...this.repositories.keys()][Number(byId[1])] ?? '';
    return new URL(`/repos/${name}${byId[2] ?? ''}${url.search}`, this.url);
  }

  #check(operationId: string, status: number, data: unknown): void {
    const operation = this.#api.router.getOperation(operationId);
    if (operation === undefined || !this.#checks) return;
    if (operation.responses?.[String(status)] === undefined) {
      if (!anywhere.has(status)) this.violations.add(`${operationId}: answers ${status}`);
      return;
    }
    const { errors } = this.#api.validateResponse(data, operation, status);
    const known = deviations.filter((one) => one.operation === operationId);
    for (const { instancePath, message } of errors ?? []) {
      // An error of a part shows once more at the whole that it is a part of.
      if (known.some(({ at }) => at.test(instancePath))) continue;
      this.violations.add(`${operationId}: answer ${instancePath} ${message ?? ''}`);
    }
  }

  #data(operation: string, url: URL): { status: number; data: unknown } {
    const notFound = { status: 404, data: sample('basic-error', { message: 'Not Found' }) };
    const repository = /^\/repos\/([^/]+\/[^/]+)\//.exec(url.pathname)?.[1] ?? '';
    const name = [...this.repositories.keys()].find(
      (one) => one.toLowerCase() === repository.toLowerCase(),
    );
    const number = Number(/\/(?:pulls|issues)\/(\d+)/.exec(url.pathname)?.[1]);
    if (operation === 'search/issues-and-pull-requests') return this.#search(url.searchParams);
    if (name === undefined || this.hidden.has(name)) return notFound;
    const pulls = this.repositories.get(name) ?? [];
    const page = Number(url.searchParams.get('page') ?? '1');
    const size = Number(url.searchParams.get('per_page') ?? '30');
    if (operation === 'pulls/list') {
      const sorted = [...pulls].sort((a, b) => (updatedOf(b) < updatedOf(a) ? -1 : 1));
      const some = sorted.slice((page - 1) * size, page * size);
      return { status: 200, data: some.map((pull) => listed(name, pull)) };
    }
    if (operation === 'checks/list-for-ref') {
      const of = pulls.find((one) => url.pathname.includes(commitOf(one)));
      const runs = (of?.checks ?? []).map(([check, conclusion]) =>
        sample('check-run', { name: check, conclusion, status: 'completed' }),
      );
      return { status: 200, data: { total_count: runs.length, check_runs: runs } };
    }
    if (operation === 'repos/get-content') {
      const path = decodeURIComponent(/\/contents\/(.*)$/.exec(url.pathname)?.[1] ?? '');
      const content = this.contents.get(`${url.searchParams.get('ref') ?? ''} ${path}`);
      return content === undefined ? notFound : { status: 200, data: contentFile(path, content) };
    }
    const pull = pulls.find((one) => one.number === number);
    if (pull === undefined) return notFound;
    const some = <T>(all: readonly T[]) => all.slice((page - 1) * size, page * size);
    if (operation === 'pulls/list-reviews') {
      const data = some(pull.votes ?? []).map(([login, state]) =>
        sample('pull-request-review', { user: user(login), state, submitted_at: updatedOf(pull) }),
      );
      return { status: 200, data };
    }
    if (operation === 'pulls/list-review-comments') {
      return { status: 200, data: some(pull.comments ?? []).map(lineComment) };
    }
    if (operation === 'issues/list-events') {
      const event = { event: 'closed', created_at: updatedOf(pull) };
      // The description names no form for it; it has that of every event without more to tell.
      const bare = 'added-to-project-issue-event';
      const data = [
        sample(bare, { ...event, actor: user('ada'), commit_id: pull.closedBy ?? null }),
      ];
      return { status: 200, data };
    }
    return { status: 200, data: whole(name, pull) };
  }

  /** Enough of GitHub's search for the tests: qualifiers, quoted words, 1,000 results. */
  #search(parameters: URLSearchParams): { status: number; data: unknown } {
    const q = parameters.get('q') ?? '';
    const page = Number(parameters.get('page') ?? '1');
    const size = Number(parameters.get('per_page') ?? '30');
    const failed = (message: string) => ({
      status: 422,
      data: { message, errors: [], documentation_url: 'https://docs.example.org' },
    });
    if (page * size > 1000) return failed('Only the first 1000 search results are available');
    if (!q.includes('is:pull-request'))
      return failed('Query must include is:issue or is:pull-request');
    let search;
    try {
      search = parseSearch(q);
    } catch (error) {
      if (!(error instanceof RefusedSearch)) throw error;
      this.violations.add(`${q}: ${error.message}`);
      return failed(error.message);
    }
    const { matches, repositories } = search;
    const isThere = (asked: string) =>
      [...this.repositories.keys()].some(
        (one) => one.toLowerCase() === asked && !this.hidden.has(one),
      );
    if (!repositories.every(isThere)) {
      return failed('The listed users and repositories cannot be searched');
    }
    const found: { name: string; pull: FakePull }[] = [];
    for (const [name, pulls] of this.repositories) {
      for (const pull of pulls) {
        const searched = {
          repository: name,
          title: pull.title,
          body: pull.body ?? '',
          labels: pull.labels ?? [],
          base: pull.base ?? 'main',
          created: createdOf(pull),
          updated: updatedOf(pull),
        };
        if (matches(searched)) found.push({ name, pull });
      }
    }
    found.sort((a, b) => (createdOf(b.pull) < createdOf(a.pull) ? -1 : 1));
    const items = found
      .slice((page - 1) * size, page * size)
      .map(({ name, pull }) => this.#found(name, pull));
    const data = {
      total_count: found.length,
      incomplete_results: this.incomplete,
      search_type: 'lexical',
      items,
    };
    return { status: 200, data };
  }

  #found(name: string, pull: FakePull): unknown {
    return sample('issue-search-result-item', {
      ...fields(name, pull),
      repository_url: `${this.url}/repos/${name}`,
      pull_request: {
        merged_at: pull.merged ?? null,
        ...Object.fromEntries(
          ['diff_url', 'html_url', 'patch_url', 'url'].map((key) => [key, 'https://example.org/']),
        ),
      },
    });
  }
}

/** The commit of a pull request, by its number. */
const commitOf = ({ number }: FakePull) => number.toString(16).padStart(40, 'a');
const createdOf = (pull: FakePull) => pull.created ?? '2026-01-01T00:00:00Z';
const updatedOf = (pull: FakePull) => pull.updated ?? '2026-01-02T00:00:00Z';

function user(login: string | null | undefined, id = 1): unknown {
  if (login === null) return null;
  return sample('simple-user', { login: login ?? 'ada', email: 'ada@example.com', id });
}

function fields(name: string, pull: FakePull) {
  return {
    number: pull.number,
    node_id: `PR_${name.toLowerCase().replace('/', '_')}_${pull.number}`,
    title: pull.title,
    body: pull.body ?? null,
    state: pull.state ?? (pull.merged ? 'closed' : 'open'),
    draft: pull.draft ?? false,
    user: user(pull.author, pull.authorId),
    created_at: createdOf(pull),
    updated_at: updatedOf(pull),
    labels: (pull.labels ?? []).map((label) => ({
      ...(sample('label') as object),
      id: 1,
      node_id: '',
      url: 'https://example.org/',
      description: '',
      color: 'ededed',
      default: false,
      name: label,
    })),
  };
}

function lineComment(comment: FakeComment): unknown {
  const { id, path, body, author, answers, line, side = 'RIGHT', hunk = '@@' } = comment;
  const { originalLine, commit = '0'.repeat(40), originalCommit = commit, created } = comment;
  return sample('pull-request-review-comment', {
    ...{ id, path, body, side, diff_hunk: hunk, user: user(author) },
    ...(answers === undefined ? {} : { in_reply_to_id: answers }),
    ...(line === undefined ? {} : { line }),
    ...(originalLine === undefined ? {} : { original_line: originalLine }),
    commit_id: commit,
    original_commit_id: originalCommit,
    created_at: created ?? '2026-01-02T00:00:00Z',
  });
}

function contentFile(path: string, text: string): unknown {
  const bytes = Buffer.from(text);
  return {
    ...(sample('content-file') as object),
    ...{ type: 'file', name: path.split('/').at(-1), path, size: bytes.byteLength },
    // In lines, as GitHub sends it.
    content: bytes.toString('base64').replace(/(.{60})/g, '$1\n'),
    encoding: 'base64',
  };
}

function listed(name: string, pull: FakePull): unknown {
  const side = { label: '', ref: pull.base ?? 'main', sha: '0'.repeat(40), user: user('ada') };
  const repo = sample('repository', { full_name: name });
  const ends = { base: { ...side, repo }, head: { ...side, repo } };
  return sample('pull-request-simple', {
    ...fields(name, pull),
    merged_at: pull.merged ?? null,
    ...ends,
  });
}

function whole(name: string, pull: FakePull): unknown {
  const side = { label: '', ref: pull.base ?? 'main', sha: commitOf(pull), user: user('ada') };
  const repo = sample('repository', { full_name: name });
  return sample('pull-request', {
    ...fields(name, pull),
    merged: Boolean(pull.merged),
    merged_at: pull.merged ?? null,
    merge_commit_sha: 'b'.repeat(40),
    additions: 3,
    deletions: 1,
    requested_reviewers: (pull.asked ?? []).map((login) => user(login)),
    mergeable_state: pull.mergeable ?? 'unknown',
    base: { ...side, repo },
    head: { ...side, repo },
  });
}

/** Something that holds against a schema of the contract, with these fields in it. */
function sample(name: string, overrides: Record<string, unknown> = {}): unknown {
  const made = make(contract.components.schemas[name] ?? {});
  return { ...(made as object), ...overrides };
}

function make(schema: Schema): unknown {
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    return make(contract.components.schemas[reference.split('/').at(-1) ?? ''] ?? {});
  }
  const options = (schema['oneOf'] ?? schema['anyOf'] ?? schema['allOf']) as Schema[] | undefined;
  if (schema['nullable'] === true) return null;
  if (options !== undefined && schema['properties'] === undefined) return make(options[0] ?? {});
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  switch (schema['type']) {
    case 'array':
      return [];
    case 'boolean':
      return false;
    case 'integer':
    case 'number':
      return 0;
    case 'string':
      return text(schema['format']);
    default: {
      const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
      const required = (schema['required'] ?? []) as string[];
      return Object.fromEntries(required.map((key) => [key, make(properties[key] ?? {})]));
    }
  }
}

function text(format: unknown): string {
  if (format === 'date-time') return '2026-01-01T00:00:00Z';
  if (format === 'uri') return 'https://example.org/';
  return '';
}
