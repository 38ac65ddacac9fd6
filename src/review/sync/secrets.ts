import type { ReviewSystem } from '../../proposal/registry.ts';
import { apiRoot } from '../review-system.ts';
import { addressParts, partsOfAddress } from '../../ground/trust/web-address.ts';

/** A secret with the one origin that may see it. */
export interface Secret {
  /** `https://api.github.com`: scheme, host and port, as `URL.origin` writes it. */
  origin: string;
  header: 'authorization' | 'cookie';
  /** The header's value. */
  value: string;
}

/**
 * The secrets of a run. What a secret is for is decided by the person who gives it, as an origin; no
 * data of a proposal or a server can make it go elsewhere.
 */
export class Secrets {
  readonly #byOrigin = new Map<string, Secret>();
  readonly #onLoopback: boolean;
  readonly #sentTo = new Set<string>();
  readonly #keptFrom = new Set<string>();

  /** @param onLoopback whether plain http to this machine itself may carry one: for tests */
  constructor(secrets: Iterable<Secret> = [], { onLoopback = false } = {}) {
    this.#onLoopback = onLoopback;
    for (const secret of secrets) this.#byOrigin.set(secret.origin, secret);
  }

  /** Is there a secret that a request to this address would carry? */
  isFor(address: string): boolean {
    return this.#for(partsOfAddress(address)) !== undefined;
  }

  /** The headers that a request to this address carries; remembers that they were asked for. */
  headersFor(address: string): Record<string, string> {
    const url = partsOfAddress(address);
    const secret = this.#for(url);
    if (secret === undefined) {
      if (this.#byOrigin.has(url.origin)) this.#keptFrom.add(url.origin);
      return {};
    }
    this.#sentTo.add(url.origin);
    return { [secret.header]: secret.value };
  }

  /** Origins that were sent their secret. */
  get sentTo(): string[] {
    return [...this.#sentTo].sort();
  }

  /** Origins that have one and were not sent it, as they are asked without encryption. */
  get keptFrom(): string[] {
    return [...this.#keptFrom].sort();
  }

  #for(url: URL): Secret | undefined {
    const secret = this.#byOrigin.get(url.origin);
    if (secret === undefined || url.protocol === 'https:') return secret;
    return this.#onLoopback && isLoopback(url.hostname) ? secret : undefined;
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** A secret of the environment that cannot be used; the message never holds its value. */
export class UnusableSecret extends Error {
  override name = 'UnusableSecret';
}

/**
 * The secrets of an environment: `$CROSSPLAN_SECRET`, or any variable that begins with
 * `CROSSPLAN_SECRET_`, holds an origin, a blank and the secret (`user:password` of a Gerrit, a token
 * of a GitHub). The name of the variable means nothing, so no two hosts can share one by mistake.
 * `$GITHUB_TOKEN` is for `https://api.github.com` alone.
 *
 * @throws UnusableSecret where a variable holds something else
 */
export function secretsOf(
  environment: Readonly<Record<string, string | undefined>>,
  systems: readonly ReviewSystem[],
): Secret[] {
  const found: Secret[] = [];
  const token = environment['GITHUB_TOKEN'];
  if (token) found.push(asHeader('https://api.github.com', token, 'github'));
  for (const [name, text] of Object.entries(environment)) {
    if (!/^CROSSPLAN_SECRET(?:_|$)/.test(name) || !text) continue;
    const [, address = '', secret = ''] = /^(\S+)\s+(\S.*)$/.exec(text.trim()) ?? [];
    const url = addressParts(address);
    if (url?.origin !== address.toLowerCase() || !/^https?:$/.test(url.protocol)) {
      throw new UnusableSecret(
        `$${name}: expected an origin, a blank and the secret: \`https://review.example.org user:password\``,
      );
    }
    const system = systems.find((one) => partsOfAddress(apiRoot(one)).origin === url.origin);
    found.push(asHeader(url.origin, secret, system?.kind ?? kindOf(secret)));
  }
  return found;
}

/** Where no system of the registry has the origin, nothing is asked of it either. */
function kindOf(secret: string): ReviewSystem['kind'] {
  return secret.includes(':') ? 'gerrit' : 'github';
}

function asHeader(origin: string, secret: string, kind: ReviewSystem['kind']): Secret {
  const value =
    kind === 'github' ? `token ${secret}` : `Basic ${Buffer.from(secret).toString('base64')}`;
  return { origin, header: 'authorization', value };
}
