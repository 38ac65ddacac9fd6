/**
 * Every option that a transport URL may carry, in oslo.messaging's names and this library's few own
 * ones: the one place that says which are used, which mean nothing here, and which values are refused
 * and why. `url-option-notes.ts` has a sentence on each for the documentation's list.
 */
import {
  boolean,
  choice,
  integer,
  longestMs,
  number,
  text,
  type OptionKind,
} from '../internal/option-kind.ts';
import { longestTtlS } from './topology-options.ts';
import type { RabbitOptions } from '../rabbit/rabbit-options.ts';

/** One option. */
export interface UrlOption {
  /** `none`: it tunes what this library has no part for; it is accepted in silence. */
  readonly effect: 'topology' | 'transport' | 'driver' | 'none';
  readonly kind: OptionKind<unknown>;
  /** What it is where nobody sets it, in its own unit; undefined: nothing. */
  readonly standard: unknown;
  /** Values of oslo.messaging's that are refused, in lower case, with the reason. */
  readonly refuses?: Readonly<Record<string, string>>;
  /** True for an option that oslo.messaging does not know: its URLs must not carry it. */
  readonly isOwn?: boolean;
}

/** No timer waits longer: 24 days. */
const longestS = Math.floor(longestMs / 1000);
const seconds = (least: number, most = longestS) => number({ least, most }, 'a number of seconds');
/** AMQP has 16 bits for it. */
const mostHeartbeatS = 65_535;
const count = integer({ least: 0 });
const anything: OptionKind<unknown> = {
  expected: 'anything',
  accepts: (value): value is unknown => value !== undefined,
  fromText: (given) => given,
};

function topology(kind: OptionKind<unknown>, standard?: unknown): UrlOption {
  return { effect: 'topology', kind, standard };
}

function driver(
  kind: OptionKind<unknown>,
  standard?: unknown,
  refuses: Readonly<Record<string, string>> = {},
): UrlOption {
  return { effect: 'driver', kind, standard, refuses };
}

function own(kind: OptionKind<unknown>, standard?: unknown): UrlOption {
  return { effect: 'driver', kind, standard, isOwn: true };
}

const none: UrlOption = { effect: 'none', kind: anything, standard: undefined };

const tooOld =
  'OpenSSL 3 does not speak it; set TLSv1_2, or leave it out for the best that both know';
const fips = 'FIPS mode is the whole process’s affair: start it with node --enable-fips';

const ofTopology = {
  amqp_durable_queues: topology(boolean, false),
  amqp_auto_delete: topology(boolean, false),
  rabbit_quorum_queue: topology(boolean, false),
  rabbit_transient_quorum_queue: topology(boolean, false),
  rabbit_stream_fanout: topology(boolean, false),
  rabbit_quorum_delivery_limit: topology(count, 0),
  rabbit_quorum_max_memory_length: topology(count, 0),
  rabbit_quorum_max_memory_bytes: topology(count, 0),
  rabbit_transient_queues_ttl: topology(
    integer({ least: 0, most: longestTtlS }, 'whole seconds'),
    1800,
  ),
  use_queue_manager: topology(boolean, false),
  hostname: topology(text),
  processname: topology(text),
} satisfies Record<string, UrlOption>;

const ofTransport = {
  kombu_missing_consumer_retry_timeout: { effect: 'transport', kind: seconds(0), standard: 60 },
} satisfies Record<string, UrlOption>;

const ofDriver = {
  heartbeat_timeout_threshold: driver(seconds(0, mostHeartbeatS), 60),
  rabbit_retry_interval: driver(seconds(0.01), 1),
  rabbit_retry_backoff: driver(seconds(0), 2),
  rabbit_interval_max: driver(seconds(0.01), 30),
  kombu_failover_strategy: driver(choice(['round-robin', 'shuffle']), 'round-robin'),
  kombu_compression: driver(choice(['gzip', 'none']), 'none', {
    bz2: 'Node has no bzip2, so what the others send could not be read; set gzip on all of them',
  }),
  rabbit_login_method: driver(choice(['PLAIN', 'AMQPLAIN', 'EXTERNAL']), 'PLAIN', {
    'rabbit-cr-demo': 'it is a demonstration of RabbitMQ’s, not for use',
  }),
  rabbit_qos_prefetch_count: driver(integer({ least: 0, most: 65_535 }), 0),
  enable_cancel_on_failover: driver(boolean, false),
  ssl: driver(boolean, false),
  ssl_ca_file: driver(text),
  ssl_cert_file: driver(text),
  ssl_key_file: driver(text),
  ssl_version: driver(choice(['TLSv1_3', 'TLSv1_2', 'TLSv1_1', 'TLSv1', 'SSLv23']), undefined, {
    sslv2: tooOld,
    sslv3: tooOld,
  }),
  ssl_enforce_hostname_verification: driver(boolean, true),
  connect_timeout: own(seconds(0.1), 10),
  fail_when_refused: own(boolean, false),
  ssl_verify: own(boolean, true),
  ssl_server_name: own(text),
  connection_name: own(text),
  max_message_bytes: own(count, 128 * 1024 * 1024),
} satisfies Record<keyof RabbitOptions, UrlOption>;

const withoutMeaning = {
  rabbit_ha_queues: { ...none, kind: boolean },
  rpc_conn_pool_size: none,
  conn_pool_min_size: none,
  conn_pool_ttl: none,
  kombu_reconnect_delay: none,
  kombu_reconnect_splay: none,
  heartbeat_rate: none,
  heartbeat_in_pthread: none,
  direct_mandatory_flag: none,
  ssl_enforce_fips_mode: { ...none, refuses: { true: fips, '1': fips, yes: fips, on: fips } },
} satisfies Record<string, UrlOption>;

const all = { ...ofTopology, ...ofTransport, ...ofDriver, ...withoutMeaning };

export type UrlOptionName = keyof typeof all;

/** By name, in the order of the documentation. */
export const urlOptions: Readonly<Record<string, UrlOption>> = all;

/** Other names for the same: spellings of old, one with a slip of oslo.messaging 14's own. */
export const urlOptionAliases: Readonly<Record<string, string>> = {
  rabbit_quroum_max_memory_length: 'rabbit_quorum_max_memory_length',
  rabbit_quroum_max_memory_bytes: 'rabbit_quorum_max_memory_bytes',
  heartbeat: 'heartbeat_timeout_threshold',
  login_method: 'rabbit_login_method',
  prefetch: 'rabbit_qos_prefetch_count',
};
