/**
 * The rabbit driver's options, under oslo.messaging's names, as the user gave them or as the
 * transport URL's query says (`?heartbeat_timeout_threshold=20&ssl=true`; the query wins).
 */
import { InvalidTransportURL } from '../errors.ts';
import type { DriverContext } from '../driver.ts';

/** Options of `rabbit://`; times are in seconds, as in oslo.messaging. */
export interface RabbitOptions {
  /** Silence after which a connection counts as dead; 0 for no heartbeats. Default 60. */
  readonly heartbeat_timeout_threshold: number;
  /** Longest time to reach one host, handshake included, before the next is tried. Default 10. */
  readonly connect_timeout: number;
  /** First wait between two rounds over all hosts, each further one's growth, and their limit. */
  readonly rabbit_retry_interval: number;
  readonly rabbit_retry_backoff: number;
  readonly rabbit_interval_max: number;
  /** `round-robin`: the hosts in one random order; `shuffle`: in a new one each round. */
  readonly kombu_failover_strategy: 'round-robin' | 'shuffle';
  /** `gzip` deflates every body that is sent; what comes in is inflated either way. Default none. */
  readonly kombu_compression: 'gzip' | 'none';
  /** SASL mechanism. EXTERNAL takes the user from the client's certificate. Default PLAIN. */
  readonly rabbit_login_method: 'PLAIN' | 'AMQPLAIN' | 'EXTERNAL';
  /** Caps the deliveries in hand per queue, whatever the executor would take; 0 for no cap. */
  readonly rabbit_qos_prefetch_count: number;
  /** TLS. Default false, true for the scheme `amqps`. */
  readonly ssl: boolean;
  /** PEM files; read anew for each connection, so renewed ones are taken up. */
  readonly ssl_ca_file: string | undefined;
  readonly ssl_cert_file: string | undefined;
  readonly ssl_key_file: string | undefined;
  /** Oldest protocol version: `TLSv1_2` or `TLSv1_3`. Default Node's own. */
  readonly ssl_version: 'TLSv1_2' | 'TLSv1_3' | undefined;
  /** Refuse a certificate that the CA did not sign or that names another host. Default true. */
  readonly ssl_verify: boolean;
  /** The name to expect in the certificate, where it is not the URL's host. */
  readonly ssl_server_name: string | undefined;
  /** Begin of the connection's name, which operators see at the broker. Default: the program's. */
  readonly connection_name: string | undefined;
  /** Largest body, in bytes; RabbitMQ's own limit is 128 MiB. A larger one is refused unsent. */
  readonly max_message_bytes: number;
}

type Reader<Value> = (value: unknown) => Value | Fault;

/** What is wrong with a value, as the end of "name: ". */
class Fault {
  readonly expected: string;

  constructor(expected: string) {
    this.expected = expected;
  }
}

const seconds =
  (least: number): Reader<number> =>
  (value) => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && number >= least && Number.isFinite(number)
      ? number
      : new Fault(`a number of seconds >= ${least}`);
  };

const count: Reader<number> = (value) => {
  const number = typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0
    ? number
    : new Fault('an integer >= 0');
};

/** The words that oslo.config takes for a boolean. */
const words = new Map<unknown, boolean>([
  ...[true, 'true', '1', 'yes', 'on'].map((word) => [word, true] as const),
  ...[false, 'false', '0', 'no', 'off'].map((word) => [word, false] as const),
]);

const flag: Reader<boolean> = (value) =>
  words.get(typeof value === 'string' ? value.trim().toLowerCase() : value) ??
  new Fault('true or false');

const text: Reader<string> = (value) =>
  typeof value === 'string' && value !== '' ? value : new Fault('a text that is not empty');

function oneOf<const Value extends string>(...allowed: Value[]): Reader<Value> {
  return (value) =>
    allowed.find(
      (one) => typeof value === 'string' && one.toLowerCase() === value.trim().toLowerCase(),
    ) ?? new Fault(`one of ${allowed.join(', ')}`);
}

const readers: {
  [Name in keyof RabbitOptions]: Reader<Exclude<RabbitOptions[Name], undefined>>;
} = {
  heartbeat_timeout_threshold: seconds(0),
  connect_timeout: seconds(0.1),
  rabbit_retry_interval: seconds(0.01),
  rabbit_retry_backoff: seconds(0),
  rabbit_interval_max: seconds(0.01),
  kombu_failover_strategy: oneOf('round-robin', 'shuffle'),
  kombu_compression: oneOf('gzip', 'none'),
  rabbit_login_method: oneOf('PLAIN', 'AMQPLAIN', 'EXTERNAL'),
  rabbit_qos_prefetch_count: count,
  ssl: flag,
  ssl_ca_file: text,
  ssl_cert_file: text,
  ssl_key_file: text,
  ssl_version: oneOf('TLSv1_2', 'TLSv1_3'),
  ssl_verify: flag,
  ssl_server_name: text,
  connection_name: text,
  max_message_bytes: count,
};

const defaults: RabbitOptions = {
  heartbeat_timeout_threshold: 60,
  connect_timeout: 10,
  rabbit_retry_interval: 1,
  rabbit_retry_backoff: 2,
  rabbit_interval_max: 30,
  kombu_failover_strategy: 'round-robin',
  kombu_compression: 'none',
  rabbit_login_method: 'PLAIN',
  rabbit_qos_prefetch_count: 0,
  ssl: false,
  ssl_ca_file: undefined,
  ssl_cert_file: undefined,
  ssl_key_file: undefined,
  ssl_version: undefined,
  ssl_verify: true,
  ssl_server_name: undefined,
  connection_name: undefined,
  max_message_bytes: 128 * 1024 * 1024,
};

/** Other spellings that transport URLs use. */
const aliases: Readonly<Record<string, keyof RabbitOptions>> = {
  heartbeat: 'heartbeat_timeout_threshold',
  login_method: 'rabbit_login_method',
  prefetch: 'rabbit_qos_prefetch_count',
};

/** Options that are read above the driver (they shape what is declared). */
const readAbove = new Set([
  'amqp_durable_queues',
  'amqp_auto_delete',
  'rabbit_quorum_queue',
  'rabbit_transient_queues_ttl',
  'rpc_conn_pool_size',
  'rpc_reply_retry_attempts',
  'direct_mandatory_flag',
  'kombu_missing_consumer_retry_timeout',
]);

/**
 * Reads the options of a transport.
 * @throws {InvalidTransportURL} naming every bad value at once
 */
export function readOptions(context: DriverContext): RabbitOptions {
  const found: Record<string, unknown> = { ...defaults };
  if (context.url.scheme === 'amqps') found['ssl'] = true;
  const faults: string[] = [];
  for (const [given, value] of Object.entries({ ...context.options, ...context.url.query })) {
    if (value === undefined) continue;
    const name = Object.hasOwn(aliases, given) ? aliases[given] : given;
    if (name === undefined || !isOption(name)) {
      // A Python service's URL may carry options that mean nothing here: no reason not to start.
      if (!readAbove.has(given)) {
        context.observe({
          type: 'warning',
          message: `Option '${given}' is not known to the rabbit driver and has no effect.`,
        });
      }
      continue;
    }
    const read = readers[name](value);
    if (read instanceof Fault) faults.push(`${given}: expected ${read.expected}`);
    else found[name] = read;
  }
  if ((found['ssl_cert_file'] === undefined) !== (found['ssl_key_file'] === undefined)) {
    faults.push('ssl_cert_file and ssl_key_file: expected both or none');
  }
  if (faults.length > 0) throw new InvalidTransportURL(context.url.redacted, faults.join('; '));
  return found as unknown as RabbitOptions;
}

function isOption(name: string): name is keyof RabbitOptions {
  return Object.hasOwn(readers, name);
}
