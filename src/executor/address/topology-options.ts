import type { TransportUrl } from '../driver.ts';
import { InvalidTransportURL } from '../errors.ts';
import { defaultTopology, type TopologyOptions } from './topology.ts';

/** The topology's options, from the defaults, the caller's, and the URL's parameters, which win. */
export function topologyOptions(
  url: TransportUrl,
  given: Partial<TopologyOptions>,
): TopologyOptions {
  const flag = (name: string): boolean | undefined => {
    const text = url.query[name];
    if (text === undefined) return undefined;
    if (/^(true|1|yes|on|t|y)$/i.test(text)) return true;
    if (/^(false|0|no|off|f|n)$/i.test(text)) return false;
    throw new InvalidTransportURL(url.redacted, `${name}: expected true or false, got '${text}'`);
  };
  const options = { ...defaultTopology, ...given };
  return {
    durableQueues: flag('amqp_durable_queues') ?? options.durableQueues,
    autoDelete: flag('amqp_auto_delete') ?? options.autoDelete,
    quorumQueues: flag('rabbit_quorum_queue') ?? options.quorumQueues,
    transientQueuesTtlMs:
      seconds(url, 'rabbit_transient_queues_ttl') ?? options.transientQueuesTtlMs,
  };
}

function seconds(url: TransportUrl, name: string): number | undefined {
  const text = url.query[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new InvalidTransportURL(url.redacted, `${name}: expected seconds >= 1, got '${text}'`);
  }
  return value * 1000;
}
