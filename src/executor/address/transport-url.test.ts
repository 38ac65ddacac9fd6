import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DriverLoadFailure, InvalidTransportURL } from '../errors.ts';
import { getRpcTransport } from '../browser.ts';
import { topologyOptions } from './topology-options.ts';
import { parseTransportUrl } from './transport-url.ts';

describe('a transport URL', () => {
  it('has scheme, hosts with their credentials, virtual host and parameters', () => {
    const url =
      'rabbit://u:p%40ss@one:5671,two,three:p@[::1]:99/v%2Fh?a=1&amqp_durable_queues=true';
    expect(parseTransportUrl(url)).toEqual({
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
          expect(parsed.hosts).toEqual([{ hostname, port: port + 1, username: user, password }]);
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

  it('sets the topology by parameters of the reference, over the options given', () => {
    const url = parseTransportUrl(
      'rabbit://h/?amqp_durable_queues=True&rabbit_quorum_queue=1&rabbit_transient_queues_ttl=60',
    );
    expect(topologyOptions(url, { durableQueues: false, autoDelete: true })).toEqual({
      durableQueues: true,
      autoDelete: true,
      quorumQueues: true,
      transientQueuesTtlMs: 60_000,
    });
    const faulty = parseTransportUrl('rabbit://h/?amqp_auto_delete=maybe');
    expect(() => topologyOptions(faulty, {})).toThrow(
      "amqp_auto_delete: expected true or false, got 'maybe'",
    );
  });
});
