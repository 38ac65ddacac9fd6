import { dirname, resolve } from 'node:path';
import { readTextBelow } from '../../ground/trust/open-below.ts';
import { webAddress } from '../../ground/trust/web-address.ts';
import { githubProvider } from '../sign-in/github.ts';
import { openidProvider } from '../sign-in/openid.ts';
import type { SignInWay } from '../sign-in/sign-in-way.ts';
import type { StorePlace } from '../store/open-database.ts';
import { TrustedProxies } from './client-address.ts';
import { rolesSchema, type Roles } from './roles.ts';

/** What a server of comments is told by its environment. */
export interface Configuration {
  /** `https://plans.example.org`; undefined: on this machine alone. */
  origin: string | undefined;
  base: string;
  place: StorePlace;
  ways: SignInWay[];
  roles: Roles;
  holdFirst: boolean;
  proxies: TrustedProxies;
}

/** Something of the environment is not as it must be; all of it is told at once. */
export class Misconfigured extends Error {
  override name = 'Misconfigured';
}

/** Largest file of roles, in bytes. */
const largestRoles = 1024 * 1024;

/** Default place of the store. */
export const defaultStore = '.cache/comments/comments.sqlite';

/**
 * Reads the environment. Every variable stands in the guide, "Host the comments".
 *
 * @throws {Misconfigured}
 */
export async function readConfiguration(env: NodeJS.ProcessEnv): Promise<Configuration> {
  const faults: string[] = [];
  const origin = originOf(env['SITE'], faults);
  const base = baseOf(env['BASE'], faults);
  const ways = waysOf(env, origin, faults);
  const roles = await rolesOf(env['COMMENTS_ROLES'], faults);
  const hold = env['COMMENTS_HOLD_FIRST'] ?? '';
  if (!['', '0', '1'].includes(hold)) faults.push('COMMENTS_HOLD_FIRST: expected 0 or 1');
  const place = placeOf(env, faults);
  let proxies = new TrustedProxies([]);
  try {
    const words = (env['COMMENTS_PROXIES'] ?? '').split(',').map((word) => word.trim());
    proxies = new TrustedProxies(words.filter((word) => word !== ''));
  } catch (error) {
    faults.push(`COMMENTS_PROXIES: ${(error as Error).message}`);
  }
  if (faults.length > 0) throw new Misconfigured(faults.join('\n'));
  return { origin, base, place, ways, roles, holdFirst: hold === '1', proxies };
}

function originOf(text: string | undefined, faults: string[]): string | undefined {
  if (text === undefined || text === '') return undefined;
  const address = webAddress(text);
  if (address?.href !== `${address?.origin}/`) {
    faults.push(`SITE: expected an origin alone, as https://plans.example.org`);
  } else if (address.protocol !== 'https:' && !isThisMachine(address.hostname)) {
    faults.push('SITE: expected https: who signs in sends a cookie that nobody else may read');
  }
  return address?.origin;
}

function isThisMachine(host: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(host);
}

function baseOf(text = '', faults: string[]): string {
  const parts = text.split('/').filter((part) => part !== '');
  if (!parts.every((part) => /^(?!\.{1,2}$)[\w.~-]+$/.test(part))) {
    faults.push('BASE: expected a path below the origin, as /plans');
  }
  return parts.map((part) => `/${part}`).join('');
}

/** The store alone. @throws {Misconfigured} */
export function storePlace(env: NodeJS.ProcessEnv): StorePlace {
  const faults: string[] = [];
  const place = placeOf(env, faults);
  if (faults.length > 0) throw new Misconfigured(faults.join('\n'));
  return place;
}

function placeOf(env: NodeJS.ProcessEnv, faults: string[]): StorePlace {
  const text = env['COMMENTS_STORE'] ?? defaultStore;
  if (/^postgres(ql)?:\/\//.test(text)) return { url: text };
  if (/^\w+:\/\//.test(text)) {
    faults.push('COMMENTS_STORE: expected a file, or postgresql://…');
  }
  return { file: resolve(text) };
}

function waysOf(env: NodeJS.ProcessEnv, origin: string | undefined, faults: string[]): SignInWay[] {
  const ways: SignInWay[] = [];
  const all = (...names: string[]) => {
    const missing = names.filter((name) => (env[name] ?? '') === '');
    if (missing.length === names.length) return undefined;
    if (missing.length > 0) {
      faults.push(
        `${missing.join(', ')}: needed with ${names.filter((one) => !missing.includes(one)).join(', ')}`,
      );
      return undefined;
    }
    return names.map((name) => env[name] ?? '');
  };
  const github = all('COMMENTS_GITHUB_ID', 'COMMENTS_GITHUB_SECRET');
  if (github !== undefined) {
    const [clientId = '', clientSecret = ''] = github;
    const [web, api] = [env['COMMENTS_GITHUB_WEB'], env['COMMENTS_GITHUB_API']].map((one) =>
      one === '' ? undefined : one,
    );
    for (const one of [web, api])
      if (one !== undefined) provider('COMMENTS_GITHUB_WEB and _API', one, faults);
    const options = { clientId, clientSecret, ...(web && { web }), ...(api && { api }) };
    ways.push({ id: 'github', name: 'GitHub', provider: githubProvider(options) });
  }
  const openid = all('COMMENTS_OPENID_ISSUER', 'COMMENTS_OPENID_ID', 'COMMENTS_OPENID_SECRET');
  if (openid !== undefined) {
    const [issuer = '', clientId = '', clientSecret = ''] = openid;
    if (provider('COMMENTS_OPENID_ISSUER', issuer, faults)) {
      const name = env['COMMENTS_OPENID_NAME'] ?? webAddress(issuer)?.host ?? 'OpenID';
      ways.push({
        id: 'openid',
        name,
        provider: openidProvider({ issuer, clientId, clientSecret }),
      });
    }
  }
  const local = env['COMMENTS_LOCAL_IDENTITY'] ?? '';
  if (!['', '0', '1'].includes(local)) faults.push('COMMENTS_LOCAL_IDENTITY: expected 0 or 1');
  if (local === '1') {
    if (origin !== undefined) {
      faults.push(
        'COMMENTS_LOCAL_IDENTITY: anybody could be anybody; it is refused where SITE names a public origin',
      );
    }
    ways.push({ id: 'local', name: 'a name of your choice' });
  }
  return ways;
}

function provider(variable: string, text: string, faults: string[]): boolean {
  const address = webAddress(text);
  const isRight =
    address !== undefined && (address.protocol === 'https:' || isThisMachine(address.hostname));
  if (!isRight) faults.push(`${variable}: expected an address with https:`);
  return isRight;
}

async function rolesOf(file: string | undefined, faults: string[]): Promise<Roles> {
  if (file === undefined || file === '') return rolesSchema.parse({});
  try {
    const read = rolesSchema.safeParse(
      JSON.parse(await readTextBelow(dirname(resolve(file)), resolve(file), largestRoles)),
    );
    if (read.success) return read.data;
    for (const { path, message } of read.error.issues) {
      faults.push(`COMMENTS_ROLES: ${file}: ${path.join('.')}: ${message}`);
    }
  } catch (error) {
    faults.push(`COMMENTS_ROLES: ${file}: ${(error as Error).message}`);
  }
  return rolesSchema.parse({});
}
