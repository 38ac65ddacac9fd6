/**
 * `driver://[user:pass@]host[:port][,[user:pass@]host2[:port2]]/[vhost][?option=value]`, as
 * oslo.messaging reads it. The WHATWG URL parser knows no list of hosts, hence this one.
 */
import type { TransportHost, TransportUrl } from '../driver.ts';
import { InvalidTransportURL } from '../errors.ts';

const schemePattern = /^([a-z][a-z0-9+.-]*):\/\//i;

/**
 * @throws {InvalidTransportURL} saying what is wrong; the password is not in the message
 */
export function parseTransportUrl(url: string): TransportUrl {
  const redacted = redact(url);
  const fail = (reason: string): never => {
    throw new InvalidTransportURL(redacted, reason);
  };
  const scheme = schemePattern.exec(url)?.[1];
  if (scheme === undefined) {
    return fail(
      'expected driver://host/, for example memory:// or rabbit://guest:guest@localhost/',
    );
  }
  const rest = url.slice(scheme.length + 3);
  const [address, query] = cutOnce(rest, '?');
  const [authority, path = ''] = cutOnce(address, '/');
  const decode = (text: string): string => {
    try {
      return decodeURIComponent(text);
    } catch {
      return fail(`'%' that begins no escape; write it as %25`);
    }
  };
  return {
    scheme: scheme.toLowerCase(),
    hosts:
      authority === '' ? [] : authority.split(',').map((host) => parseHost(host, decode, fail)),
    // `host//` is how Python users write the vhost `/`.
    virtualHost: path === '' ? '/' : decode(path),
    query: Object.fromEntries(new URLSearchParams(query ?? '')),
    redacted,
  };
}

function parseHost(
  text: string,
  decode: (text: string) => string,
  fail: (reason: string) => never,
): TransportHost {
  const at = text.lastIndexOf('@');
  const credentials = at < 0 ? undefined : text.slice(0, at);
  const [username, password] = credentials === undefined ? [] : cutOnce(credentials, ':');
  const match = /^(?:\[([^\]]+)\]|([^:[\]]*))(?::(\d*))?$/.exec(text.slice(at + 1));
  if (!match) return fail('expected host, host:port or [IPv6 address]:port');
  const hostname = decode(match[1] ?? match[2] ?? '');
  if (hostname === '') return fail('a host is missing');
  const port = match[3] === undefined || match[3] === '' ? undefined : Number(match[3]);
  if (port !== undefined && (port < 1 || port > 65_535)) fail('a port is a number from 1 to 65535');
  return {
    hostname,
    port,
    username: username === undefined ? undefined : decode(username),
    password: password === undefined ? undefined : decode(password),
  };
}

/** `a:b:c` at `:` gives `a` and `b:c`; the second part is missing if the separator is. */
function cutOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** Replaces every password; also in a text that is no URL, because it goes into the error. */
function redact(url: string): string {
  const [address] = cutOnce(url, '?');
  return address.replace(/((?:\/\/|,)[^/,:@]*):[^,]*@/g, '$1:***@');
}
