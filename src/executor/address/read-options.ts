/** The options of a transport, from its URL and from the program; the URL's win, as in oslo.messaging. */
import type { TransportUrl } from '../driver.ts';
import { InvalidTransportURL } from '../errors.ts';
import { shown } from '../internal/check-options.ts';
import { MemoryBroker } from '../memory/broker.ts';
import type { RabbitOptions } from '../rabbit/rabbit-options.ts';
import { defaultTopology, type TopologyOptions } from './topology-options.ts';
import { urlOptionAliases, urlOptions, type UrlOption } from './url-options.ts';

/** What was read. */
export interface ReadOptions {
  readonly topology: TopologyOptions;
  readonly driver: RabbitOptions;
  /** How long a reply is tried whose queue does not exist. */
  readonly missingReplyQueueRetryMs: number;
}

/** oslo.messaging's names for the members of the topology. */
const topologyNames: Readonly<Record<string, keyof TopologyOptions>> = {
  amqp_durable_queues: 'durableQueues',
  amqp_auto_delete: 'autoDelete',
  rabbit_quorum_queue: 'quorumQueues',
  rabbit_transient_quorum_queue: 'transientQuorumQueues',
  rabbit_stream_fanout: 'streamFanout',
  rabbit_quorum_delivery_limit: 'quorumDeliveryLimit',
  rabbit_quorum_max_memory_length: 'quorumMemoryMessages',
  rabbit_quorum_max_memory_bytes: 'quorumMemoryBytes',
  rabbit_transient_queues_ttl: 'transientQueuesTtlMs',
  use_queue_manager: 'queueManager',
  hostname: 'hostname',
  processname: 'processname',
};

/**
 * Reads all of them.
 * @param given the driver's options as the program gave them; texts are read as those of a URL
 * @param topology checked before
 * @throws {InvalidTransportURL} naming every option that cannot be used, and why
 */
export function readOptions(
  url: TransportUrl,
  given: Readonly<Record<string, unknown>> = {},
  topology: Partial<TopologyOptions> = {},
): ReadOptions {
  const faults: string[] = [];
  const found = new Map<string, unknown>();
  for (const [written, value] of Object.entries({ ...given, ...url.query })) {
    if (value === undefined) continue;
    if (written !== 'broker' || !/^(memory|fake)$/.test(url.scheme)) {
      readOne(written, value, found, faults);
    } else if (!(value instanceof MemoryBroker)) {
      faults.push(`broker: expected a MemoryBroker, got ${shown(value)}`);
    }
  }
  const read = { ...defaultTopology, ...defined(topology), ...topologyOf(found) };
  faults.push(...conflicts(read, found));
  if (faults.length > 0) throw new InvalidTransportURL(url.redacted, faults.join('; '));
  const missing = found.get('kombu_missing_consumer_retry_timeout') as number | undefined;
  return {
    topology: read,
    driver: {
      ...driverDefaults,
      ...(url.scheme === 'amqps' ? { ssl: true } : {}),
      ...driverOf(found),
    },
    missingReplyQueueRetryMs: (missing ?? 60) * 1000,
  };
}

/**
 * The same for a driver of somebody else's, whose other options are its own affair.
 * @throws {InvalidTransportURL}
 */
export function readTopology(url: TransportUrl, topology: Partial<TopologyOptions>): ReadOptions {
  const query = Object.fromEntries(
    Object.entries(url.query).filter(([written]) =>
      Object.hasOwn(topologyNames, urlOptionAliases[written] ?? written),
    ),
  );
  return readOptions({ ...url, query }, {}, topology);
}

function readOne(
  written: string,
  value: unknown,
  found: Map<string, unknown>,
  faults: string[],
): void {
  const name = Object.hasOwn(urlOptionAliases, written) ? urlOptionAliases[written] : written;
  const option =
    name !== undefined && Object.hasOwn(urlOptions, name) ? urlOptions[name] : undefined;
  if (name === undefined || option === undefined) {
    faults.push(unknownOption(written));
    return;
  }
  const refused = new Map(Object.entries(option.refuses ?? {})).get(
    String(value).trim().toLowerCase(),
  );
  if (refused !== undefined) {
    faults.push(`${written}: ${shown(value)} is refused: ${refused}`);
    return;
  }
  const read = typeof value === 'string' ? option.kind.fromText(value) : value;
  if (!option.kind.accepts(read)) {
    faults.push(`${written}: expected ${option.kind.expected}, got ${shown(value)}`);
    return;
  }
  found.set(name, read);
}

/** Python refuses what it does not know too; what a bus is told must not be ignored by one of it. */
function unknownOption(written: string): string {
  // What is no name may be a piece of a password.
  const name = /^[a-z][a-z0-9_]*$/.test(written) ? `'${written}'` : 'a parameter';
  return `${name} is an option neither of oslo.messaging's nor of this library's`;
}

function topologyOf(found: ReadonlyMap<string, unknown>): Partial<TopologyOptions> {
  const members: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(topologyNames)) {
    const value = found.get(name);
    if (value === undefined) continue;
    members[member] = name === 'rabbit_transient_queues_ttl' ? (value as number) * 1000 : value;
  }
  return members;
}

/** Options that each may be set, but not together. */
function conflicts(topology: TopologyOptions, found: ReadonlyMap<string, unknown>): string[] {
  const faults: string[] = [];
  if (topology.streamFanout && !topology.transientQuorumQueues) {
    faults.push(
      'rabbit_stream_fanout: needs rabbit_transient_quorum_queue=true, as in oslo.messaging',
    );
  }
  if (found.get('rabbit_ha_queues') === true && topology.quorumQueues) {
    faults.push('rabbit_ha_queues and rabbit_quorum_queue: expected one of them at most');
  }
  if (found.has('ssl_cert_file') !== found.has('ssl_key_file')) {
    faults.push('ssl_cert_file and ssl_key_file: expected both or none');
  }
  return faults;
}

const driverNames = Object.entries(urlOptions).filter(([, option]) => option.effect === 'driver');
const driverDefaults = Object.fromEntries(
  driverNames.map(([name, { standard }]: [string, UrlOption]) => [name, standard]),
) as unknown as RabbitOptions;

function driverOf(found: ReadonlyMap<string, unknown>): Partial<RabbitOptions> {
  return Object.fromEntries(
    driverNames.flatMap(([name]) => (found.has(name) ? [[name, found.get(name)]] : [])),
  );
}

function defined<Options extends object>(options: Options): Options {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as Options;
}
