import { expect, test } from 'vitest';
import { InvalidTransportURL } from '../errors.ts';
import { getRpcTransport } from '../index.ts';
import { readOptions, readTopology } from './read-options.ts';
import { parseTransportUrl } from './transport-url.ts';
import { defaultTopology } from './topology-options.ts';
import { urlOptions } from './url-options.ts';

const read = (url: string, options: Record<string, unknown> = {}) =>
  readOptions(parseTransportUrl(url), options);

test("the URL's query wins over the options, and both over the defaults", () => {
  const { driver } = read('rabbit://host/?heartbeat_timeout_threshold=20', {
    heartbeat_timeout_threshold: 10,
    rabbit_interval_max: 5,
  });
  expect(driver.heartbeat_timeout_threshold).toBe(20);
  expect(driver.rabbit_interval_max).toBe(5);
  expect(driver.rabbit_retry_backoff).toBe(2);
});

test('a boolean is written as oslo.config takes it, everywhere, and in no other way', () => {
  const booleans = Object.entries(urlOptions).filter(
    ([, { kind }]) => kind.expected === 'true or false',
  );
  expect(booleans.length).toBeGreaterThan(10);
  const together = 'rabbit_transient_quorum_queue=true&';
  for (const [name] of booleans) {
    for (const word of ['true', 'True', '1', 'yes', 'ON', 'false', 'False', '0', 'no', 'off']) {
      read(`rabbit://host/?${together}${name}=${word}`);
    }
    for (const word of ['t', 'y', 'f', 'n', '2', 'maybe', '+true', 'true+', '-']) {
      expect(() => read(`rabbit://host/?${together}${name}=${word}`), `${name}=${word}`).toThrow(
        `${name}: expected true or false`,
      );
    }
  }
  expect(read('rabbit://host/?ssl=YES').driver.ssl).toBe(true);
  expect(read('amqps://host/?ssl=off').driver.ssl).toBe(false);
});

test('amqps means TLS without being told', () => {
  expect(read('amqps://host/').driver.ssl).toBe(true);
  expect(read('amqp://host/').driver.ssl).toBe(false);
});

test('every bad value is told at once, with what is allowed, and no password', () => {
  expect(() =>
    read(
      'rabbit://user:secret@host/?ssl=perhaps&heartbeat=-1&kombu_compression=lzma&ssl_cert_file=/c.pem&amqp_auto_delete=t',
    ),
  ).toThrowErrorMatchingInlineSnapshot(
    `[InvalidTransportURL: Invalid transport URL 'rabbit://user:***@host/': ssl: expected true or false, got 'perhaps' (string); heartbeat: expected a number of seconds >= 0 and <= 65535, got '-1' (string); kombu_compression: expected one of 'gzip', 'none', got 'lzma' (string); amqp_auto_delete: expected true or false, got 't' (string); ssl_cert_file and ssl_key_file: expected both or none]`,
  );
});

test('the options of the topology have the names of oslo.messaging, over those given', () => {
  const url = parseTransportUrl(
    'rabbit://h/?amqp_durable_queues=True&rabbit_quorum_queue=1&rabbit_transient_queues_ttl=60' +
      '&rabbit_quorum_delivery_limit=4&rabbit_quroum_max_memory_length=5&rabbit_quorum_max_memory_bytes=6' +
      '&rabbit_transient_quorum_queue=on&rabbit_stream_fanout=yes&use_queue_manager=1&hostname=a&processname=b',
  );
  expect(readOptions(url, {}, { durableQueues: false, autoDelete: true }).topology).toEqual({
    durableQueues: true,
    autoDelete: true,
    quorumQueues: true,
    transientQuorumQueues: true,
    streamFanout: true,
    quorumDeliveryLimit: 4,
    quorumMemoryMessages: 5,
    quorumMemoryBytes: 6,
    transientQueuesTtlMs: 60_000,
    queueManager: true,
    hostname: 'a',
    processname: 'b',
  });
  expect(read('rabbit://h/?rabbit_transient_queues_ttl=0').topology.transientQueuesTtlMs).toBe(0);
  const undecided = { autoDelete: undefined } as unknown as object;
  expect(readOptions(url, {}, undecided).topology.autoDelete).toBe(false);
});

test('what a bus needs together is asked together', () => {
  expect(() => read('rabbit://h/?rabbit_stream_fanout=true')).toThrow(
    'rabbit_stream_fanout: needs rabbit_transient_quorum_queue=true',
  );
  expect(() => read('rabbit://h/?rabbit_ha_queues=true&rabbit_quorum_queue=true')).toThrow(
    'rabbit_ha_queues and rabbit_quorum_queue: expected one of them at most',
  );
  read('rabbit://h/?rabbit_ha_queues=false&rabbit_quorum_queue=true');
});

test('what only tunes the Python driver is accepted in silence', () => {
  const tuning =
    'rabbit_ha_queues=true&rpc_conn_pool_size=30&heartbeat_rate=3&ssl_enforce_fips_mode=false';
  expect(read(`rabbit://h/?${tuning}`).topology).toEqual(defaultTopology);
});

test.each([
  ['kombu_compression=bz2', 'Node has no bzip2'],
  ['kombu_compression=BZ2', 'Node has no bzip2'],
  ['ssl_version=SSLv3', 'OpenSSL 3 does not speak it'],
  ['ssl_enforce_fips_mode=true', 'node --enable-fips'],
  ['rabbit_login_method=RABBIT-CR-DEMO', 'a demonstration'],
  ['rabbit_qos_prefetch_count=65536', 'expected an integer >= 0 and <= 65535'],
  ['rabbit_transient_queues_ttl=1.5', 'expected whole seconds >= 0'],
  ['rabbit_transient_queues_ttl=-1', 'expected whole seconds >= 0'],
  ['durable_queues=true', "'durable_queues' is an option neither of oslo.messaging's"],
  ['constructor=1', "'constructor' is an option neither"],
])('%s is refused where the transport is made, with the reason', (query, reason) => {
  expect(() => getRpcTransport(`rabbit://h/?${query}`)).toThrow(InvalidTransportURL);
  expect(() => getRpcTransport(`rabbit://h/?${query}`)).toThrow(reason);
  // A service that is tried out in memory keeps its options.
  expect(() => getRpcTransport(`memory://h/?${query}`)).toThrow(reason);
});

test.each(['TLSv1', 'tlsv1_1', 'TLSv1_2', 'TLSv1_3', 'SSLv23'])(
  'ssl_version=%s is taken, for the best that both sides know',
  (version) => {
    expect(read(`rabbit://h/?ssl_version=${version}`).driver.ssl_version?.toLowerCase()).toBe(
      version.toLowerCase(),
    );
  },
);

test('an option of the program is checked as one of the URL', () => {
  expect(() => getRpcTransport('rabbit://h/', { driverOptions: { ssl: 'maybe' } })).toThrow(
    "ssl: expected true or false, got 'maybe' (string)",
  );
  expect(() => getRpcTransport('rabbit://h/', { driverOptions: { heartbeats: 1 } })).toThrow(
    "'heartbeats' is an option neither",
  );
  const topology = { durableQueues: 'yes', transientQueuesTtlMs: -1 } as unknown as object;
  expect(() => getRpcTransport('rabbit://h/', { topology })).toThrowErrorMatchingInlineSnapshot(`
    [TypeError: Expected \`topology.durableQueues\` to be true or false, got 'yes' (string).
    Expected \`topology.transientQueuesTtlMs\` to be whole seconds in milliseconds, >= 0 and <= 4294967000, got -1 (number).]
  `);
});

test("a driver of somebody else's has its own options beside the topology's", () => {
  const url = parseTransportUrl('pigeon://loft/?colour=grey&amqp_durable_queues=true&prefetch=x');
  expect(readTopology(url, {}).topology.durableQueues).toBe(true);
  const faulty = parseTransportUrl('pigeon://loft/?amqp_durable_queues=grey');
  expect(() => readTopology(faulty, {})).toThrow('amqp_durable_queues: expected true or false');
});
