import { Secrets } from './secrets.ts';
import { boundedBytes } from '../../ground/trust/bounded-bytes.ts';
import { addressParts, partsOfAddress } from '../../ground/trust/web-address.ts';

/** What a host answered. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

export interface PoliteFetchOptions {
  /** Least time between the end of one request to a host and the next one, in ms. Default 1000. */
  spacing?: number;
  /** Most requests of this run; default 1000. */
  budget?: number;
  /** How often a request is tried before it counts as failed. Default 5. */
  attempts?: number;
  /** The first back-off, in ms; doubled each time, with jitter. Default 2000. */
  backOff?: number;
  /** No single wait is longer, in ms: a host that asks for more has failed. Default 120,000. */
  longestWait?: number;
  /** A request without an answer for this long has failed, in ms. Default 60,000. */
  timeout?: number;
  /** Most time that one host may take of a run, in ms; what is missing then the next run asks. Default an hour. */
  perHost?: number;
  /** Whom the host's operators may write to; sent in `User-Agent`. */
  contact?: string;
  /** Hosts alone that may be asked, each with its port where it has one; default: any. */
  hosts?: readonly string[] | undefined;
  /**
   * Where a request had been led when the budget of an earlier run ended, by its address: the next
   * run asks there. Taken from and added to.
   */
  led?: Map<string, string>;
  /** What may be sent to whom; default: nothing to anybody. */
  secrets?: Secrets;
  /** Told of each request; never of a header. */
  log?: (line: string) => void;
  fetch?: typeof fetch;
  sleep?: (ms: number) => Promise<void>;
  now?: () => number;
  /** A clock that only goes on, in ms. */
  elapsed?: () => number;
  random?: () => number;
}

/** The run's budget of requests is spent: not a fault of the host. */
export class BudgetSpent extends Error {
  override name = 'BudgetSpent';
  constructor(budget: number) {
    super(`the budget of ${budget} requests is spent; run again to go on from here`);
  }
}

/** A request that got no usable answer, after all its tries. */
export class RequestFailed extends Error {
  override name = 'RequestFailed';
  readonly status: number | undefined;
  constructor(host: string, why: string, status?: number) {
    super(`${host}: ${why}`);
    this.status = status;
  }
}

const largestAnswerBytes = 64 * 1024 * 1024;
/** A renamed repository leads to its number, that perhaps to a canonical address. */
const mostRedirections = 5;
const worthRetrying = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Carries requests politely: one at a time per host, spaced, named, counted; waits as long as
 * `Retry-After` says, else backs off with jitter.
 */
export class PoliteFetch {
  readonly #options: Required<
    Omit<PoliteFetchOptions, 'contact' | 'hosts' | 'led' | 'log' | 'secrets'>
  >;
  readonly secrets: Secrets;
  readonly #hosts: readonly string[] | undefined;
  readonly #userAgent: string;
  readonly #log: (line: string) => void;
  readonly #led: Map<string, string>;
  readonly #lines = new Map<string, Promise<unknown>>();
  readonly #free = new Map<string, number>();
  readonly #begun = new Map<string, number>();
  #requests = 0;

  constructor(options: PoliteFetchOptions = {}) {
    const { contact, hosts, led, log, secrets = new Secrets(), ...rest } = options;
    this.secrets = secrets;
    this.#hosts = hosts;
    this.#led = led ?? new Map<string, string>();
    this.#options = {
      spacing: 1000,
      budget: 1000,
      attempts: 5,
      backOff: 2000,
      longestWait: 120_000,
      timeout: 60_000,
      perHost: 3_600_000,
      fetch: (...args: Parameters<typeof fetch>) => globalThis.fetch(...args),
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      now: Date.now,
      elapsed: () => performance.now(),
      random: Math.random,
      ...rest,
    };
    this.#log = log ?? (() => undefined);
    this.#userAgent = `crossplan/0.1${contact === undefined ? '' : ` (contact: ${contact})`}`;
  }

  /** Requests sent so far, tries included. */
  get requests(): number {
    return this.#requests;
  }

  /** How often a request is tried before it counts as failed. */
  get attempts(): number {
    return this.#options.attempts;
  }

  get userAgent(): string {
    return this.#userAgent;
  }

  /**
   * One try, when its host is free. Fit to be handed to a client that wants a `fetch`.
   *
   * @throws BudgetSpent, and RequestFailed for a host that is not allowed, before anything is sent
   */
  readonly send: typeof fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const { host, origin } = partsOfAddress(url);
    if (this.#hosts?.includes(host) === false) {
      throw new RequestFailed(host, `is not among the hosts allowed: ${this.#hosts.join(', ')}`);
    }
    let asked = this.#takeUp(url, origin);
    for (let hops = 0; ; hops++) {
      const answer = await this.#inTurn(asked, host, asked === url ? input : asked, init).catch(
        (error: unknown) => {
          if (error instanceof BudgetSpent && asked !== url) this.#led.set(url, asked);
          throw error;
        },
      );
      const target = redirection(answer, asked);
      if (target === undefined) return answer;
      // Another origin's answer is not this one's, and nobody asked for it.
      if (target.origin !== origin) {
        throw new RequestFailed(host, `leads to ${target.origin}, which is not asked in its place`);
      }
      if (hops >= mostRedirections) throw new RequestFailed(host, 'leads round in circles');
      asked = target.href;
    }
  };

  /** The address to which an earlier run was led from this one, once. */
  #takeUp(url: string, origin: string): string {
    const led = this.#led.get(url);
    this.#led.delete(url);
    return led !== undefined && addressParts(led)?.origin === origin ? led : url;
  }

  #inTurn(
    url: string,
    host: string,
    input: Parameters<typeof fetch>[0],
    init: RequestInit | undefined,
  ): Promise<Response> {
    const turn = (this.#lines.get(host) ?? Promise.resolve()).then(() =>
      this.#sendNow(url, host, input, init),
    );
    this.#lines.set(
      host,
      turn.catch(() => undefined),
    );
    return turn;
  }

  async #sendNow(
    url: string,
    host: string,
    input: Parameters<typeof fetch>[0],
    init: RequestInit | undefined,
  ): Promise<Response> {
    const { spacing, budget, now, sleep, timeout } = this.#options;
    if (this.#requests >= budget) throw new BudgetSpent(budget);
    this.#mustHaveTime(host);
    const wait = (this.#free.get(host) ?? 0) - now();
    if (wait > 0) await sleep(Math.min(wait, spacing));
    this.#requests++;
    this.#log(`${init?.method ?? 'GET'} ${url}`);
    const headers = new Headers(init?.headers);
    headers.set('user-agent', this.#userAgent);
    // Here and nowhere else does a request get a secret.
    for (const name of ['authorization', 'cookie']) headers.delete(name);
    for (const [name, value] of Object.entries(this.secrets.headersFor(url))) {
      headers.set(name, value);
    }
    try {
      const signal = AbortSignal.any([
        AbortSignal.timeout(timeout),
        ...(init?.signal ? [init.signal] : []),
      ]);
      const answer = await this.#options.fetch(input, {
        ...init,
        headers,
        signal,
        redirect: 'manual',
      });
      // The turn ends when the whole body is here: one request at a time is meant.
      const body = await readBounded(answer);
      const { status, statusText } = answer;
      const empty = [101, 103, 204, 205, 304].includes(status);
      const whole = new Response(empty ? null : body, {
        status,
        statusText,
        headers: answer.headers,
      });
      Object.defineProperty(whole, 'url', { value: answer.url });
      return whole;
    } finally {
      this.#free.set(host, now() + spacing);
    }
  }

  /** However slowly a host answers, or asks to be asked again later, it does not keep the others waiting. */
  #mustHaveTime(host: string): void {
    const { elapsed, perHost } = this.#options;
    const begun = this.#begun.get(host) ?? elapsed();
    this.#begun.set(host, begun);
    if (elapsed() - begun < perHost) return;
    const minutes = Math.round(perHost / 60_000);
    throw new RequestFailed(host, `took ${minutes} min; run again to go on from here`);
  }

  /**
   * Asks until there is an answer that another try would not better.
   *
   * @throws RequestFailed, BudgetSpent
   */
  async get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
    const { attempts, longestWait, sleep } = this.#options;
    const { host } = partsOfAddress(url);
    let why = '';
    let status: number | undefined;
    for (let attempt = 1; attempt <= attempts; attempt++) {
      let wait = this.#backOff(attempt);
      try {
        const answer = await this.send(url, { headers });
        if (!worthRetrying.has(answer.status)) {
          return { status: answer.status, headers: answer.headers, text: await answer.text() };
        }
        status = answer.status;
        why = `answers ${answer.status}`;
        const asked = retryAfter(answer.headers, this.#options.now());
        if (asked !== undefined && asked > longestWait) {
          throw new RequestFailed(
            host,
            `${why} and asks to wait ${Math.ceil(asked / 1000)} s`,
            status,
          );
        }
        wait = asked ?? wait;
      } catch (error) {
        if (error instanceof BudgetSpent || error instanceof RequestFailed) throw error;
        status = undefined;
        if (isUntrusted(error)) throw new RequestFailed(host, reason(error));
        why = reason(error);
      }
      if (attempt < attempts) await sleep(wait);
    }
    throw new RequestFailed(host, `${why}, ${attempts} times`, status);
  }

  #backOff(attempt: number): number {
    const { backOff, longestWait, random } = this.#options;
    return Math.min(longestWait, backOff * 2 ** (attempt - 1)) * (0.5 + random() / 2);
  }
}

/**
 * Milliseconds to wait by `Retry-After`: seconds, or a date. A date is held against the answer's own
 * `Date`, so that a wrong clock here does no harm.
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const until = Date.parse(value);
  if (Number.isNaN(until)) return undefined;
  const theirs = Date.parse(headers.get('date') ?? '');
  return Math.max(0, until - (Number.isNaN(theirs) ? now : theirs));
}

function readBounded({ body }: Response): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () => new Error('the answer is larger than 64 MiB');
  return boundedBytes(body, largestAnswerBytes, tooLarge);
}

/** Where an answer leads; undefined where it is an answer. */
function redirection(answer: Response, asked: string): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(answer.status)) return undefined;
  const target = answer.headers.get('location');
  return target === null ? undefined : addressParts(target, asked);
}

/** Codes of Node's for a certificate that nobody known here vouches for. */
const untrusted = /^(?:ERR_TLS_CERT|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(?:GET|VERIFY)_)/;

/** A certificate that is not trusted now is not trusted a second later either. */
function isUntrusted(error: unknown): boolean {
  return untrusted.test(codeOf(causeOf(error)) ?? '');
}

function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? error.cause : error;
}

/** Some errors bear a number for a code, some none. */
function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' || typeof code === 'number' ? String(code) : undefined;
}

/** What went wrong, in one line, without addresses or secrets that an error may carry. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  const cause = causeOf(error) as Error;
  const code = codeOf(cause);
  if (error.name === 'TimeoutError') return 'gives no answer in time';
  if (code === 'ECONNREFUSED') return 'refuses the connection';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'has no address that can be found';
  if (untrusted.test(code ?? '')) {
    return `shows a certificate that is not trusted here (${code}); $NODE_EXTRA_CA_CERTS names a file of further authorities`;
  }
  return (code ?? cause.message).split('\n', 1)[0]?.slice(0, 200) ?? 'failed';
}
