/**
 * `driver://[user:pass@]host[:port][,[user:pass@]host2[:port2]]/[vhost][?option=value]`, as
 * oslo.messaging reads it. The WHATWG URL parser knows no list of hosts, hence this one.
 */
import type { TransportHost, TransportUrl } from '../driver.ts';
import { InvalidTransportURL } from '../errors.ts';

const schemePattern = /^([a-z][a-z0-9+.-]*):\/\//i;

/** Ends the reading; the address is not read yet, so nothing of it may be told. */
type Fail = (reason: string) => never;

/**
 * @throws {InvalidTransportURL} saying what is wrong. As long as the text is not read to its end,
 *   nobody knows which part of it is the password: then the error holds the scheme and no more.
 */
export function parseTransportUrl(url: string): TransportUrl {
  if (typeof url !== 'string') {
    throw new InvalidTransportURL('', `expected a text, got ${typeof url}`);
  }
  const scheme = schemePattern.exec(url)?.[1]?.toLowerCase();
  const fail: Fail = (reason) => {
    throw new InvalidTransportURL(scheme === undefined ? '***' : `${scheme}://***`, reason);
  };
  if (scheme === undefined) {
    return fail(
      'expected driver://host/, for example memory:// or rabbit://guest:guest@localhost/',
    );
  }
  const [address, query = ''] = cutOnce(url.slice(scheme.length + 3), '?');
  const [authority, path = ''] = cutOnce(address, '/');
  // A password that holds one of `/?#` ends up behind the hosts, and its end is an @ there.
  if (path.includes('@') || query.includes('@')) {
    return fail(
      "an '@' behind the hosts: write /, ? and # of a password as %2F, %3F and %23, " +
        'and an @ of a virtual host or option as %40',
    );
  }
  const hosts = authority === '' ? [] : authority.split(',').map((host) => parseHost(host, fail));
  checkCredentials(hosts, fail);
  return {
    scheme,
    hosts,
    // `host//` is how Python users write the vhost `/`.
    virtualHost: path === '' ? '/' : decode(path, fail),
    query: parseQuery(query),
    redacted: `${scheme}://${authority.split(',').map(withoutPassword).join(',')}${
      address.includes('/') ? `/${path}` : ''
    }`,
  };
}

function parseHost(text: string, fail: Fail): TransportHost {
  const at = text.lastIndexOf('@');
  const [username, password] = at < 0 ? [] : cutOnce(text.slice(0, at), ':');
  const match = /^(?:\[([^\]]+)\]|([^:[\]]*))(?::(\d*))?$/.exec(text.slice(at + 1));
  if (!match) {
    return fail(
      'expected host, host:port or [IPv6 address]:port; a comma in a password is written %2C',
    );
  }
  const hostname = decode(match[1] ?? match[2] ?? '', fail);
  if (hostname === '') return fail('a host is missing');
  const port = match[3] === undefined || match[3] === '' ? undefined : Number(match[3]);
  if (port !== undefined && (port < 1 || port > 65_535)) {
    return fail('a port is a number from 1 to 65535');
  }
  const host = {
    hostname,
    port,
    username: username === undefined ? undefined : decode(username, fail),
    password: password === undefined ? undefined : decode(password, fail),
  };
  // Whoever prints a transport or its URL does not mean its password.
  return Object.defineProperty(host, 'password', { enumerable: false });
}

/**
 * A comma in a password makes two hosts of one, the second of which looks like one with a user. No
 * list that is meant looks like that: a host takes the user of the one before it.
 */
function checkCredentials(hosts: readonly TransportHost[], fail: Fail): void {
  const firstHasNone = hosts.length > 0 && hosts[0]?.username === undefined;
  const later = hosts.slice(1).filter((host) => host.username !== undefined);
  const isHalf = ({ username = '', password = '' }: TransportHost) =>
    username === '' || password === '';
  if ((firstHasNone && later.length > 0) || later.some(isHalf)) {
    fail(
      'the first host needs user and password if a later one has them, each user its password; ' +
        'a comma in a password is written %2C',
    );
  }
}

function decode(text: string, fail: Fail): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return fail(`'%' that begins no escape; write it as %25`);
  }
}

/** As Python's parse_qs: a parameter without a value is none. */
function parseQuery(query: string): Record<string, string> {
  const given = [...new URLSearchParams(query)].filter(([, value]) => value !== '');
  return Object.fromEntries(given);
}

/** `a:b:c` at `:` gives `a` and `b:c`; the second part is missing if the separator is. */
function cutOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function withoutPassword(host: string): string {
  const at = host.lastIndexOf('@');
  const [user, password] = cutOnce(host.slice(0, Math.max(at, 0)), ':');
  return password === undefined ? host : `${user}:***${host.slice(at)}`;
}
