import { hiddenCharacter } from './hidden-characters.ts';

/** What every address that is stored, asked or linked must be. */
export const webAddressRule =
  'expected an address that begins with https:// or http://, without a user name or password';

const longestAddress = 2000;

/**
 * An http or https address without user information, or undefined: the one test for every address
 * of a stranger, whether it is stored, asked, or made into a link.
 */
export function webAddress(text: string): URL | undefined {
  if (text.length > longestAddress || hiddenCharacter(text) !== undefined) return undefined;
  // A browser reads `\` as `/`, and drops space around it: neither is an address as it is written.
  if (!/^https?:\/\/[^\s\\/@]/i.test(text) || /[\s\\]/.test(text)) return undefined;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.host === '') return undefined;
  return url;
}

/** What a host of a stranger must be. */
export const hostRule = 'expected a host name in ASCII, perhaps with a port: review.example.org';

/** Is it a host alone, with no user before it and no path behind, so that it may begin an address? */
export function isHost(text: string): boolean {
  return webAddress(`https://${text}/`)?.host === text.toLowerCase();
}

/**
 * The parts of an address that has been let in, or of one that an answer leads on to; undefined where it
 * is none. It says nothing of whether the address may be asked or linked: that is {@link webAddress}.
 *
 * @param base what a relative address is relative to
 */
export function addressParts(text: string, base?: string): URL | undefined {
  return URL.parse(text, base) ?? undefined;
}

/**
 * Like {@link addressParts}, of what is an address for sure.
 *
 * @throws TypeError where it is none after all
 */
export function partsOfAddress(text: string): URL {
  return new URL(text);
}

/** What `repository` may be. */
export const repositoryAddressRule =
  'expected https://host/owner/name, ssh://git@host/owner/name, git@host:owner/name, or a folder (./host.example/folder), without a password';

/**
 * Is it an address from which git reads, or a folder's path? No scheme of a program (`javascript:`,
 * `ext::`), no password, no option of git, no way up within an address.
 */
export function isRepositoryAddress(text: string): boolean {
  if (hiddenCharacter(text) !== undefined || text.startsWith('-')) return false;
  const scheme = /^([a-z][a-z0-9+.-]*):(?=[:/])/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === 'http' || scheme === 'https') {
    return webAddress(text) !== undefined && !hasWayUp(text);
  }
  if (scheme === 'ssh' || scheme === 'git' || scheme === 'file') {
    if (!URL.canParse(text)) return false;
    const { password, username, hostname } = new URL(text);
    if (hostname.startsWith('-')) return false;
    return password === '' && /^[\w.-]*$/.test(username) && !hasWayUp(text);
  }
  if (scheme !== undefined || lacksScheme(text)) return false;
  const [, host, path = ''] = /^([^/\\:]{2,}):(.*)$/s.exec(text) ?? [];
  if (host === undefined) return true;
  // `git@host:path`; a word alone before the colon is a scheme or an alias of this machine's ssh.
  return /^([\w.-]+@)?[\w-]+(\.[\w-]+)+$|^[\w.-]+@[\w-]+$/.test(host) && !hasWayUp(path);
}

/** `host.example/owner/name`: git takes it for a folder, whoever wrote it meant an address. */
function lacksScheme(text: string): boolean {
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}\/[^/]+\/./i.test(text);
}

function hasWayUp(address: string): boolean {
  return /(^|[/\\:])(\.|%2e){2}([/\\?#]|$)/i.test(address);
}
