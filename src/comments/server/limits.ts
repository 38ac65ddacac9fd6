import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

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

/** How often somebody may do something, held in this process: two servers count apart. */
export class Limits {
  readonly #limiters: ReadonlyMap<string, RateLimiterMemory>;

  constructor(sizes: LimitSizes = defaultLimits) {
    const limiters = Object.entries(sizes).flatMap(([what, { person, address }]) => [
      [`${what} person`, limiter(person)] as const,
      [`${what} address`, limiter(address)] as const,
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

function limiter([points, duration]: Size): RateLimiterMemory {
  return new RateLimiterMemory({ points, duration });
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
