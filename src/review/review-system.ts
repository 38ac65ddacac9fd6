import type { ReviewSystem } from '../proposal/registry.ts';
import { partsOfAddress } from '../ground/trust/web-address.ts';

/*
 * The one home of where a review system is asked and read: its API's root, and the root of its
 * pages.
 */

/** A system's name, as `on` of a query and a snapshot's source have it: `gerrit:<host>`. */
export function systemName(system: Pick<ReviewSystem, 'kind' | 'host'>): string {
  return `${system.kind}:${system.host.toLowerCase()}`;
}

/** Where the API of a system begins, without a slash at its end. */
export function apiRoot({ kind, host, api }: ReviewSystem): string {
  const usual = kind === 'github' ? `https://api.${host}` : `https://${host}`;
  return trimmed(api ?? usual);
}

function trimmed(address: string): string {
  return address.replace(/\/+$/, '');
}

/** The path under which a Gerrit lives: `/r` of `https://gerrit.example.org/r`; else empty. */
export function basePath(system: ReviewSystem): string {
  if (system.kind !== 'gerrit' || system.api === undefined) return '';
  return trimmed(partsOfAddress(system.api).pathname);
}

/**
 * Where the pages of a system begin: https, unless its own API is declared at http on that host.
 *
 * @param host as a review's id has it, in lower case
 */
export function pagesRoot(host: string, systems: readonly ReviewSystem[]): string {
  const system = systems.find((one) => one.host.toLowerCase() === host);
  if (system?.api !== undefined) {
    const api = partsOfAddress(system.api);
    if (api.host === host) return `${api.protocol}//${host}${basePath(system)}`;
  }
  return `https://${host}`;
}
