import type { Project, ReviewSystem } from '../proposal/registry.ts';
import { basePath } from './review-system.ts';
import { addressParts } from '../ground/trust/web-address.ts';

/*
 * What a project's repository is called on its review system: what the registry states, else the
 * path below its host, of any number of parts.
 */

/**
 * The name of a repository as its review system says it: `solo`, `owner/name`, `a/b/c`.
 *
 * @param address of the repository, or a path on this machine (then its last two parts)
 */
export function repositoryName(address: string, systems: readonly ReviewSystem[]): string {
  return namesAt(address, systems)[0];
}

/**
 * The names that an address can mean, the likelier first: a Gerrit's signed-in callers clone below
 * /a/, and a project's own name may begin so.
 */
function namesAt(address: string, systems: readonly ReviewSystem[]): [string, ...string[]] {
  const bare = address.replace(/[/\\]+$/, '').replace(/\.git$/, '');
  const url = /^(?:https?|ssh|git):/.test(bare) ? addressParts(bare) : undefined;
  const scp = /^(?:[\w.-]+@)?([\w.-]+):(?!\/\/)(.+)$/.exec(bare);
  if (url === undefined && scp === null) return [bare.split(/[/\\]/).slice(-2).join('/')];
  const host = url?.host ?? scp?.[1] ?? '';
  const path = decoded(url?.pathname ?? scp?.[2] ?? '').replace(/^\/+/, '');
  const system = systemOfHost(host, systems);
  const base = system === undefined ? '' : basePath(system).replace(/^\/+/, '');
  const below = base !== '' && path.startsWith(`${base}/`) ? path.slice(base.length + 1) : path;
  const signedIn = system?.kind === 'gerrit' ? below.replace(/^a\/(?=.)/, '') : below;
  return signedIn === below ? [below] : [signedIn, below];
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/**
 * All names under which a registry's project may be reviewed; its own first. What another project's
 * own name is goes before what is here a second one.
 */
export function repositoryNames(
  { reviewedAs, repository, otherRepositories = [] }: Project,
  systems: readonly ReviewSystem[],
): string[] {
  const own: readonly string[] =
    reviewedAs === undefined ? namesAt(repository, systems) : [reviewedAs];
  const others = otherRepositories.flatMap((one) => namesAt(one, systems));
  return [...own, ...others];
}

function systemOfHost(host: string, systems: readonly ReviewSystem[]): ReviewSystem | undefined {
  return systems.find((one) => [one.host, ...one.aliases].includes(host.toLowerCase()));
}

/**
 * The host of the system on which a well-known host's repositories are reviewed; undefined where a
 * host tells nothing.
 */
function impliedHost(host: string): string | undefined {
  if (host === 'github.com') return host;
  const google = /^([a-z0-9-]+?)(?:-review)?\.googlesource\.com$/.exec(host);
  return google === null ? undefined : `${google[1] ?? ''}-review.googlesource.com`;
}

/** Are the reviews of a repository, by its address, on this system? */
export function isReviewedOn(
  repository: string,
  system: ReviewSystem,
  all: readonly ReviewSystem[],
): boolean {
  const host = addressParts(repository)?.host ?? '';
  const named = systemOfHost(host, all);
  if (named !== undefined) return named.host === system.host;
  const implied = impliedHost(host);
  if (implied !== undefined) return system.host.toLowerCase() === implied;
  // A repository whose own host reviews nothing is reviewed on a Gerrit, where there is one.
  return system.kind === 'gerrit';
}
