import { expect, test } from 'vitest';
import { TrustedProxies } from './client-address.ts';

test.each<[string, string[], string, string | undefined, string]>([
  ['nobody is believed by default', [], '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['a stranger is not believed', ['10.0.0.0/8'], '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['a proxy is', ['10.0.0.0/8'], '10.1.2.3', '198.51.100.1', '198.51.100.1'],
  [
    'the nearest that is no proxy',
    ['10.0.0.0/8'],
    '10.1.2.3',
    '1.1.1.1, 9.9.9.9, 10.7.7.7',
    '9.9.9.9',
  ],
  ['what a client wrote before it', ['10.0.0.0/8'], '10.1.2.3', '127.0.0.1, 9.9.9.9', '9.9.9.9'],
  ['no address at all', ['10.0.0.0/8'], '10.1.2.3', "'; drop table", '10.1.2.3'],
  ['nothing', ['10.0.0.0/8'], '10.1.2.3', undefined, '10.1.2.3'],
  ['an IPv4 within IPv6', ['10.0.0.0/8'], '::ffff:10.1.2.3', '2001:db8::7', '2001:db8::7'],
])('%s', (_, networks, connection, forwarded, expected) => {
  expect(new TrustedProxies(networks).clientOf(connection, forwarded)).toBe(expected);
});

test('what is no network is refused, all of it at once', () => {
  expect(() => new TrustedProxies(['10.0.0.0/33', 'proxy.example', '::1/64'])).toThrow(
    'got 10.0.0.0/33, proxy.example',
  );
});
