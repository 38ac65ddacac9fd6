import type { Secret } from './secrets.ts';
import { addressParts } from '../../ground/trust/web-address.ts';

/*
 * The files in which git users keep what they sign in with. Both name hosts; here they count for
 * https on its usual port alone.
 */

/**
 * The entries of a `.netrc`: `machine <host> login <name> password <word>`, over any lines. A
 * `default` entry is for every host and so for none here; macros are passed over.
 */
export function secretsOfNetrc(text: string): Secret[] {
  const found: Secret[] = [];
  const words = text
    .replace(/^macdef\b[\s\S]*?(?:\n\s*\n|$(?![\s\S]))/gm, '')
    .split('\n')
    .flatMap((line) => line.replace(/(?:^|\s)#.*$/, '').match(/\S+/g) ?? []);
  let host: string | undefined;
  let login = '';
  for (let at = 0; at < words.length; at++) {
    const value = words[at + 1] ?? '';
    if (words[at] === 'machine') [host, login] = [value.toLowerCase(), ''];
    else if (words[at] === 'default') [host, login] = [undefined, ''];
    else if (words[at] === 'login') login = value;
    else if (words[at] === 'password' && host !== undefined && isHost(host)) {
      const basic = Buffer.from(`${login}:${value}`).toString('base64');
      found.push({ origin: `https://${host}`, header: 'authorization', value: `Basic ${basic}` });
    }
    if (words[at] !== 'default') at++;
  }
  return found;
}

/**
 * The cookies of a file in Netscape's form, as googlesource.com hands them out (`.gitcookies`): host,
 * whether for those below it, path, whether secure, expiry, name, value, with tabs between them. A
 * cookie for a whole domain counts for the hosts that are asked.
 *
 * @param hosts the hosts that a run asks
 * @param now in seconds since 1970; what has expired is left out
 */
export function secretsOfCookies(text: string, hosts: readonly string[], now: number): Secret[] {
  const byHost = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    if (line.startsWith('#') && !line.startsWith('#HttpOnly_')) continue;
    const fields = line
      .replace(/^#HttpOnly_/, '')
      .trimEnd()
      .split('\t');
    const [domain = '', below, path, , expiry, name, value] = fields;
    if (name === undefined || value === undefined || path !== '/') continue;
    if (Number(expiry) !== 0 && Number(expiry) < now) continue;
    const bare = domain.replace(/^\./, '').toLowerCase();
    for (const host of hosts) {
      const isIt = host === bare || (below === 'TRUE' && host.endsWith(`.${bare}`));
      if (bare !== '' && isIt) byHost.set(host, [...(byHost.get(host) ?? []), `${name}=${value}`]);
    }
  }
  return [...byHost].map(([host, cookies]) => ({
    origin: `https://${host}`,
    header: 'cookie',
    value: cookies.join('; '),
  }));
}

function isHost(text: string): boolean {
  return addressParts(`https://${text}`)?.host === text;
}
