/**
 * Every option that a transport URL may carry, in oslo.messaging's names and this library's few own
 * ones: the one place that says which are used, which mean nothing here, and which values are refused
 * and why. The documentation's list is made from it.
 */
import {
  boolean,
  choice,
  integer,
  number,
  text,
  type OptionKind,
} from '../internal/option-kind.ts';
import type { RabbitOptions } from '../rabbit/rabbit-options.ts';

/** One option. */
export interface UrlOption {
  /** `none`: it tunes what this library has no part for; it is accepted in silence. */
  readonly effect: 'topology' | 'transport' | 'driver' | 'none';
  readonly kind: OptionKind<unknown>;
  /** What it means where nobody sets it; undefined: nothing. In the option's own unit. */
  readonly standard: unknown;
  /** For the documentation. */
  readonly says: string;
  /** Values of oslo.messaging's that are refused, in lower case, with the reason. */
  readonly refuses?: Readonly<Record<string, string>>;
  /** True for an option that oslo.messaging does not know: its URLs must not carry it. */
  readonly isOwn?: boolean;
}

const seconds = (least: number) => number({ least }, 'a number of seconds');
const count = integer({ least: 0 });
const anything: OptionKind<unknown> = {
  expected: 'anything',
  accepts: (value): value is unknown => value !== undefined,
  fromText: (given) => given,
};

function topology(kind: OptionKind<unknown>, standard: unknown, says: string): UrlOption {
  return { effect: 'topology', kind, standard, says };
}

function driver(
  kind: OptionKind<unknown>,
  standard: unknown,
  says: string,
  refuses: Readonly<Record<string, string>> = {},
): UrlOption {
  return { effect: 'driver', kind, standard, says, refuses };
}

function own(kind: OptionKind<unknown>, standard: unknown, says: string): UrlOption {
  return { effect: 'driver', kind, standard, says, isOwn: true };
}

function none(says: string, refuses: Readonly<Record<string, string>> = {}): UrlOption {
  return { effect: 'none', kind: anything, standard: undefined, says, refuses };
}

const tooOld =
  'OpenSSL 3 does not speak it; set TLSv1_2, or leave it out for the best that both know';
const fips = 'FIPS mode is the whole process’s affair: start it with node --enable-fips';

const ofTopology = {
  amqp_durable_queues: topology(
    boolean,
    false,
    'The control exchange and the queues of topics, servers and notifications survive a restart of the broker.',
  ),
  amqp_auto_delete: topology(boolean, false, 'They vanish with their last user.'),
  rabbit_quorum_queue: topology(
    boolean,
    false,
    'Queues of topics, servers and notifications are quorum queues, and durable.',
  ),
  rabbit_transient_quorum_queue: topology(
    boolean,
    false,
    'Reply and fanout queues are quorum queues, the fanout exchange is durable. From 14.8 on.',
  ),
  rabbit_stream_fanout: topology(
    boolean,
    false,
    'One stream per topic in the place of the fanout queues; needs rabbit_transient_quorum_queue. From 14.8 on.',
  ),
  rabbit_quorum_delivery_limit: topology(
    count,
    0,
    'How often a quorum queue delivers a message again before it drops it; 0 for the broker’s own limit.',
  ),
  rabbit_quorum_max_memory_length: topology(
    count,
    0,
    'Messages that a quorum queue keeps in memory; 0 for no limit.',
  ),
  rabbit_quorum_max_memory_bytes: topology(
    count,
    0,
    'Bytes that a quorum queue keeps in memory; 0 for no limit.',
  ),
  rabbit_transient_queues_ttl: topology(
    integer({ least: 0 }, 'whole seconds'),
    1800,
    'Seconds after which the broker deletes a reply or fanout queue that nobody uses, or after which a fanout stream forgets; 0 for never.',
  ),
  use_queue_manager: topology(
    boolean,
    false,
    'Reply and fanout queues are named by host, process and number, the same ones after a restart. Linux only. From 14.8 on.',
  ),
  hostname: topology(text, undefined, 'The host in these names. Default: the machine’s.'),
  processname: topology(
    text,
    undefined,
    'The process in these names; each service of a host needs another. Default: the program’s file name.',
  ),
} satisfies Record<string, UrlOption>;

const ofTransport = {
  kombu_missing_consumer_retry_timeout: {
    effect: 'transport',
    kind: seconds(0),
    standard: 60,
    says: 'Seconds for which a reply is tried whose queue does not exist.',
  },
} satisfies Record<string, UrlOption>;

const ofDriver = {
  heartbeat_timeout_threshold: driver(
    seconds(0),
    60,
    'The interval of heartbeats in seconds; silence is noticed after two to three of them. 0 for none.',
  ),
  rabbit_retry_interval: driver(
    seconds(0.01),
    1,
    'Seconds before the second round over all hosts; before the first there is no wait.',
  ),
  rabbit_retry_backoff: driver(seconds(0), 2, 'By how many seconds that wait grows each round.'),
  rabbit_interval_max: driver(seconds(0.01), 30, 'Its limit in seconds.'),
  kombu_failover_strategy: driver(
    choice(['round-robin', 'shuffle']),
    'round-robin',
    'Keep the one random order of the hosts, or make a new one each round.',
  ),
  kombu_compression: driver(
    choice(['gzip', 'none']),
    'none',
    'How bodies are packed that are sent; what comes in is unpacked either way.',
    {
      bz2: 'Node has no bzip2, so what the others send could not be read; set gzip on all of them',
    },
  ),
  rabbit_login_method: driver(
    choice(['PLAIN', 'AMQPLAIN', 'EXTERNAL']),
    'PLAIN',
    'The SASL mechanism; EXTERNAL takes the user from the client’s certificate.',
    { 'rabbit-cr-demo': 'it is a demonstration of RabbitMQ’s, not for use' },
  ),
  rabbit_qos_prefetch_count: driver(
    integer({ least: 0, most: 65_535 }),
    0,
    'Most deliveries in hand per queue, whatever the executor would take; 0 for no cap.',
  ),
  enable_cancel_on_failover: driver(
    boolean,
    false,
    'The broker tells consumers when a mirrored queue fails over; they then consume anew.',
  ),
  ssl: driver(boolean, false, 'TLS. The scheme amqps means it too.'),
  ssl_ca_file: driver(text, undefined, 'PEM file of the authorities that are trusted.'),
  ssl_cert_file: driver(text, undefined, 'PEM file of the client’s certificate.'),
  ssl_key_file: driver(text, undefined, 'PEM file of its key.'),
  ssl_version: driver(
    choice(['TLSv1_3', 'TLSv1_2', 'TLSv1_1', 'TLSv1', 'SSLv23']),
    undefined,
    'TLSv1_3 is the least then; with all others the best that both sides know, at least TLS 1.2.',
    { sslv2: tooOld, sslv3: tooOld },
  ),
  ssl_enforce_hostname_verification: driver(
    boolean,
    true,
    'False: the certificate’s authority is checked, the name in it is not.',
  ),

  connect_timeout: own(
    seconds(0.1),
    10,
    'Longest time in seconds to reach one host, handshake included, before the next is tried.',
  ),
  ssl_verify: own(boolean, true, 'False: any certificate is taken. For tests.'),
  ssl_server_name: own(
    text,
    undefined,
    'The name to expect in it, where it is not the URL’s host.',
  ),
  connection_name: own(
    text,
    undefined,
    'Begin of the connection’s name, which operators see at the broker. Default: the program’s.',
  ),
  max_message_bytes: own(
    integer({ least: 0 }),
    128 * 1024 * 1024,
    'Largest body; a larger one is refused unsent. RabbitMQ’s own limit is 128 MiB.',
  ),
} satisfies Record<keyof RabbitOptions, UrlOption>;

const withoutMeaning = {
  rabbit_ha_queues: {
    ...none(
      'RabbitMQ takes no notice of it since 3.0: mirroring is a policy there. Refused beside rabbit_quorum_queue, as oslo.messaging does.',
    ),
    kind: boolean,
  },
  rpc_conn_pool_size: none('One connection carries all that a transport sends.'),
  conn_pool_min_size: none('The same.'),
  conn_pool_ttl: none('The same.'),
  kombu_reconnect_delay: none('rabbit_retry_interval rules here.'),
  kombu_reconnect_splay: none('Waits are spread by a fifth as it is.'),
  heartbeat_rate: none('The connection is watched all the time.'),
  heartbeat_in_pthread: none('There is no second thread that could starve. 14.0.3 and earlier.'),
  direct_mandatory_flag: none('Replies are always mandatory, as in today’s oslo.messaging.'),
  ssl_enforce_fips_mode: none('False means nothing, as in today’s oslo.messaging.', {
    true: fips,
    '1': fips,
    yes: fips,
    on: fips,
  }),
} satisfies Record<string, UrlOption>;

/** By name, in the order of the documentation. */
export const urlOptions: Readonly<Record<string, UrlOption>> = {
  ...ofTopology,
  ...ofTransport,
  ...ofDriver,
  ...withoutMeaning,
};

/** Other names for the same: spellings of old, one with a slip of oslo.messaging 14's own. */
export const urlOptionAliases: Readonly<Record<string, string>> = {
  rabbit_quroum_max_memory_length: 'rabbit_quorum_max_memory_length',
  rabbit_quroum_max_memory_bytes: 'rabbit_quorum_max_memory_bytes',
  heartbeat: 'heartbeat_timeout_threshold',
  login_method: 'rabbit_login_method',
  prefetch: 'rabbit_qos_prefetch_count',
};
