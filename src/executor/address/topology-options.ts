import { boolean, integer, text, type OptionKind } from '../internal/option-kind.ts';
import { options } from '../internal/option-object.ts';

/** The attributes that an installation may change; all services of a bus must agree on them. */
export interface TopologyOptions {
  /** `amqp_durable_queues`: exchange and topic queues survive a broker restart. Default false. */
  readonly durableQueues: boolean;
  /** `amqp_auto_delete`: they vanish with their last user. Default false. */
  readonly autoDelete: boolean;
  /** `rabbit_quorum_queue`: topic queues are quorum queues (and durable). Default false. */
  readonly quorumQueues: boolean;
  /**
   * `rabbit_transient_quorum_queue`: reply and fanout queues are quorum queues, and the fanout exchange
   * is durable. Default false.
   */
  readonly transientQuorumQueues: boolean;
  /**
   * `rabbit_stream_fanout`: one stream per topic instead of a fanout queue per server; needs
   * `transientQuorumQueues`. Default false.
   */
  readonly streamFanout: boolean;
  /** `rabbit_quorum_delivery_limit`: deliveries of a message in a quorum queue; 0: the broker's limit. */
  readonly quorumDeliveryLimit: number;
  /** `rabbit_quorum_max_memory_length`: messages that a quorum queue keeps in memory; 0: no limit. */
  readonly quorumMemoryMessages: number;
  /** `rabbit_quorum_max_memory_bytes`: bytes that it keeps in memory; 0: no limit. */
  readonly quorumMemoryBytes: number;
  /**
   * `rabbit_transient_queues_ttl`: how long an unused reply or fanout queue stays, or a message in a
   * fanout stream; whole seconds in milliseconds, 0: for ever. Default 30 minutes.
   */
  readonly transientQueuesTtlMs: number;
  /**
   * `use_queue_manager`: reply and fanout queues are named by host, process and a number, so that they
   * are the same after a restart. Linux only. Default false: a random name each time.
   */
  readonly queueManager: boolean;
  /** `hostname`: of these names. Default: the machine's. */
  readonly hostname: string | undefined;
  /** `processname`: of these names; each service of a host needs another. Default: the program's. */
  readonly processname: string | undefined;
}

export const defaultTopology: TopologyOptions = {
  durableQueues: false,
  autoDelete: false,
  quorumQueues: false,
  transientQuorumQueues: false,
  streamFanout: false,
  quorumDeliveryLimit: 0,
  quorumMemoryMessages: 0,
  quorumMemoryBytes: 0,
  transientQueuesTtlMs: 1_800_000,
  queueManager: false,
  hostname: undefined,
  processname: undefined,
};

const count = integer({ least: 0 });

/** The longest `x-expires` and `x-max-age` of a broker, in whole seconds: 49 days. */
export const longestTtlS = 4_294_967;

const wholeSeconds: OptionKind<number> = {
  ...count,
  expected: `whole seconds in milliseconds, >= 0 and <= ${longestTtlS}000`,
  accepts: (value): value is number =>
    count.accepts(value) && value % 1000 === 0 && value <= longestTtlS * 1000,
};

const topologyKinds: Readonly<Record<keyof TopologyOptions, OptionKind<unknown>>> = {
  durableQueues: boolean,
  autoDelete: boolean,
  quorumQueues: boolean,
  transientQuorumQueues: boolean,
  streamFanout: boolean,
  quorumDeliveryLimit: count,
  quorumMemoryMessages: count,
  quorumMemoryBytes: count,
  transientQueuesTtlMs: wholeSeconds,
  queueManager: boolean,
  hostname: text,
  processname: text,
};

export const topologyKind: OptionKind<object> = options('the topology', topologyKinds);
