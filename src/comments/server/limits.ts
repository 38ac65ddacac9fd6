import { isIPv6 } from 'node:net';
import type { Pool } from 'pg';
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';

/** What is limited; each identity and each address by itself. */
export type Limited = 'write' | 'preview' | 'signIn';

/** How often, and in how many seconds. */
export type LimitSizes = Readonly<Record<Limited, { person: Size; address: Size }>>;
type Size = readonly [times: number, seconds: number];

/** Of a person who writes much, and of an office behind one address. */
export const defaultLimits: LimitSizes = {
  write: { person: [30, 60], address: [120, 60] },
  preview: { person: [60, 60], address: [240, 60] },
  signIn: { person: [20, 600], address: [60, 600] },
};

/** How often somebody may do something: on PostgreSQL, at all servers together. */
export class Limits {
  readonly #limiters: ReadonlyMap<string, RateLimiterAbstract>;

  /** @param pool of PostgreSQL; without one it is counted in this process, the only one there is */
  constructor(sizes: LimitSizes = defaultLimits, pool?: Pool) {
    const limiters = Object.entries(sizes).flatMap(([what, { person, address }]) => [
      [`${what} person`, limiter(`${what}-person`, person, pool)] as const,
      [`${what} address`, limiter(`${what}-address`, address, pool)] as const,
    ]);
    this.#limiters = new Map(limiters);
  }

  /** Counts one; returns for how many seconds it is too much, undefined: it is not. */
  async take(what: Limited, address: string, person?: string): Promise<number | undefined> {
    const keys = [
      ['address', networkOf(address)],
      ...(person === undefined ? [] : [['person', person]]),
    ];
    for (const [kind = '', key = ''] of keys) {
      try {
        await this.#limiters.get(`${what} ${kind}`)?.consume(key);
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
      }
    }
    return undefined;
  }
}

function limiter(
  keyPrefix: string,
  [points, duration]: Size,
  pool: Pool | undefined,
): RateLimiterAbstract {
  const options = { keyPrefix, points, duration };
  if (pool === undefined) return new RateLimiterMemory(options);
  // The table is one of the store's; who is over the limit for sure is not looked up again.
  return new RateLimiterPostgres({
    ...options,
    ...{ storeClient: pool, storeType: 'pool', tableName: 'rate_limit', tableCreated: true },
    inMemoryBlockOnConsumed: points + 1,
  });
}

/** One household has 2^64 addresses of IPv6: they count as one. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  if (/^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(address)) return address.slice('::ffff:'.length);
  const [head = '', tail] = address.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0');
  return [...first, ...(tail === undefined ? [] : zeros), ...last].slice(0, 4).join(':');
}
