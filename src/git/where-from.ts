import { isAddress } from './address.ts';
import { addressParts } from '../ground/trust/web-address.ts';

/** Which repositories a run may read; the registry is written by strangers. */
export interface WhereFrom {
  /** Folders of this machine and `file:` addresses too. */
  local?: boolean;
  /** Hosts alone that may be asked; default, any. */
  hosts?: readonly string[] | undefined;
}

const remoteProtocols = ['https', 'ssh'];

/**
 * Why a repository is not read, or undefined. Read are https and ssh addresses (also `git@host:path`)
 * without a password, and by a flag what is on this machine.
 */
export function refusal(
  repository: string,
  { local = false, hosts }: WhereFrom,
): string | undefined {
  const parts = repository.split(/[/\\:]/);
  if (isAddress(repository) && parts.includes('..')) return 'an address leads nowhere by `..`';
  if (/^[a-z][\w+.-]*::/i.test(repository)) return 'an address names no program';
  const protocol = /^([a-z][a-z0-9+.-]+):\/\//i.exec(repository)?.[1]?.toLowerCase();
  if (!isAddress(repository) || protocol === 'file') {
    return local ? undefined : 'it is a folder of this machine, which is read with --local alone';
  }
  if (protocol !== undefined && !remoteProtocols.includes(protocol)) {
    return `it is read over https or ssh, not over ${protocol}`;
  }
  const host = hostOf(repository);
  if (host === undefined) return 'its address names no host';
  if (hosts !== undefined && !hosts.includes(host)) {
    return `its host ${host} is not among those allowed: ${hosts.join(', ')}`;
  }
  return undefined;
}

/** The host of an address, in lower case, with a port where it names one. */
function hostOf(repository: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(repository)) {
    const host = addressParts(repository)?.host.toLowerCase();
    return host === '' ? undefined : host;
  }
  // `git@host:path`, as ssh has it.
  const host = /^(?:[^@/:]+@)?([^@/:]+):/.exec(repository)?.[1]?.toLowerCase();
  return host?.startsWith('-') === true ? undefined : host;
}
