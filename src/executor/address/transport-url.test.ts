import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DriverLoadFailure, InvalidTransportURL } from '../errors.ts';
import { getRpcTransport } from '../browser.ts';
import { getRpcTransport as getNodeTransport } from '../index.ts';
import type { TransportUrl } from '../driver.ts';
import { parseTransportUrl } from './transport-url.ts';

/** With the passwords, which are there for who asks by name. */
function shown(url: TransportUrl): TransportUrl {
  return { ...url, hosts: url.hosts.map((host) => ({ ...host, password: host.password })) };
}

describe('a transport URL', () => {
  it('has scheme, hosts with their credentials, virtual host and parameters', () => {
    const url =
      'rabbit://u:p%40ss@one:5671,two,three:p@[::1]:99/v%2Fh?a=1&amqp_durable_queues=true';
    expect(shown(parseTransportUrl(url))).toEqual({
      scheme: 'rabbit',
      hosts: [
        { hostname: 'one', port: 5671, username: 'u', password: 'p@ss' },
        { hostname: 'two', port: undefined, username: undefined, password: undefined },
        { hostname: '::1', port: 99, username: 'three', password: 'p' },
      ],
      virtualHost: 'v/h',
      query: { a: '1', amqp_durable_queues: 'true' },
      redacted: 'rabbit://u:***@one:5671,two,three:***@[::1]:99/v%2Fh',
    });
  });

  it.each(['rabbit://h', 'rabbit://h/', 'rabbit://h//', 'rabbit://h/%2F'])(
    'means the virtual host / in %s',
    (url) => {
      expect(parseTransportUrl(url).virtualHost).toBe('/');
    },
  );

  it('may have no host, for the memory transport', () => {
    expect(parseTransportUrl('memory://')).toMatchObject({ scheme: 'memory', hosts: [] });
  });

  it('gives back any user, password, host and virtual host that were encoded', () => {
    const part = fc.string({ minLength: 1 });
    const host = fc.stringMatching(/^[a-z0-9.-]+$/);
    fc.assert(
      fc.property(
        part,
        part,
        host,
        fc.nat(65_534),
        part,
        (user, password, hostname, port, vhost) => {
          const credentials = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
          const url = `rabbit://${credentials}@${hostname}:${port + 1}/${encodeURIComponent(vhost)}`;
          const parsed = parseTransportUrl(url);
          expect(shown(parsed).hosts).toEqual([
            { hostname, port: port + 1, username: user, password },
          ]);
          expect(parsed.virtualHost).toBe(vhost);
          expect(parsed.redacted).toContain(':***@');
        },
      ),
    );
  });

  const wrong: [string, string][] = [
    ['localhost', 'expected driver://host/'],
    ['rabbit://u:secret@:5672/', 'a host is missing'],
    ['rabbit://u:secret@h:port/', 'expected host, host:port'],
    ['rabbit://u:secret@h:70000/', 'a port is a number from 1 to 65535'],
    ['rabbit://u:secret@h/%zz', "'%' that begins no escape"],
    ['rabbit://u:secret@::1/', 'expected host, host:port'],
    ['rabbit:u:secret@h/', 'expected driver://host/'],
    ['rabbit://u:secret,x@h/', 'a comma in a password is written %2C'],
    ['rabbit://u:12,secret@h/', 'a comma in a password is written %2C'],
    ['rabbit://u:12,34:secret@h/', 'a comma in a password is written %2C'],
    ['rabbit://u:12@secret,:@h/', 'a comma in a password is written %2C'],
    ['rabbit://u:12@secret,x:@h/', 'a comma in a password is written %2C'],
    ['rabbit://u:12@secret,:34@h/', 'a comma in a password is written %2C'],
    ['rabbit://u:secret?x@h/', 'write /, ? and # of a password as %2F'],
    ['rabbit://u:12?secret@h/', 'write /, ? and # of a password as %2F'],
    ['rabbit://u:12/secret@h/', 'write /, ? and # of a password as %2F'],
    ['rabbit://u:secret', 'expected host, host:port'],
  ];

  it.each(wrong)('is refused as %s, without its password in the message', (url, reason) => {
    expect(() => parseTransportUrl(url)).toThrow(InvalidTransportURL);
    expect(() => parseTransportUrl(url)).toThrow(reason);
    expect(() => parseTransportUrl(url)).not.toThrow('secret');
  });

  it('needs a scheme that some driver serves', () => {
    expect(() => getRpcTransport('carrier-pigeon://loft/')).toThrow(DriverLoadFailure);
    expect(() => getRpcTransport('carrier-pigeon://loft/')).toThrow('known here: memory, fake');
  });

  /** Pieces of a password that no test's other text holds. */
  const piece = fc.stringMatching(/^[A-Z]{4,8}$/).map((text) => `Qx${text}`);

  it('shows no password, and no piece of one, whatever is wrong with it', () => {
    const between = fc.string({
      unit: fc.constantFrom(...'@ : / ? # , % [ ] & = + . \\ \u0000 é'.split(' '), ' '),
      maxLength: 3,
    });
    const mangled = fc
      .record({
        scheme: fc.constantFrom(
          'rabbit://',
          'rabbit:/',
          'rabbit:',
          'rabbit//',
          '',
          '://',
          ' rabbit://',
        ),
        user: fc.constantFrom('u', '', 'u:', '@'),
        pieces: fc.array(fc.tuple(piece, between), { minLength: 1, maxLength: 3 }),
        at: fc.constantFrom('@', '', '@@'),
        rest: fc.constantFrom(
          'h/',
          'h:5672/',
          'h:port/',
          'h',
          ':1/',
          'h,i/',
          'h/%zz',
          '::1/',
          'h/?ssl=x',
          '',
        ),
      })
      .map(({ scheme, user, pieces, at, rest }) => ({
        pieces: pieces.map(([text]) => text),
        url: `${scheme}${user}:${pieces.flat().join('')}${at}${rest}`,
      }));
    fc.assert(
      fc.property(mangled, ({ pieces, url }) => {
        const told: unknown[] = [];
        try {
          const transport = getNodeTransport(url);
          told.push(transport.url, transport.url.redacted, inspect(transport, { depth: 6 }));
        } catch (error) {
          told.push((error as Error).stack, inspect(error), JSON.stringify(error));
        }
        const shown = told.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
        // What stands behind the last @ is the host, and a host is shown; of a whole list each one's.
        const parts = url.slice(url.indexOf('://') + 3).split(',');
        const isList = parts.every((part) => /^[^:@]+:[^@]+@[^@]*$/.test(part));
        const behindAt = (text: string) => text.slice(text.lastIndexOf('@') + 1);
        const host = isList ? parts.map(behindAt).join() : behindAt(url);
        for (const text of pieces) {
          if (url.includes('@') ? !host.includes(text) : true) {
            expect(shown.join('\n')).not.toContain(text);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});
