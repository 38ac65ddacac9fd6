import { expect, test } from 'vitest';
import { defaultTopology, type TopologyOptions } from './topology-options.ts';
import { replyQueue, serverDeclaration } from './topology.ts';

/** Which of what a server and a client declare outlives the broker. */
function durable(options: Partial<TopologyOptions>): Record<string, boolean> {
  const topology = { ...defaultTopology, ...options };
  const { exchanges, queues } = serverDeclaration('control', 't', 's', 'id', topology);
  const all = [...exchanges, ...queues, replyQueue('id', topology)];
  return Object.fromEntries(all.map((each) => [each.name, each.durable]));
}

const nothing = {
  control: false,
  t: false,
  't.s': false,
  t_fanout: false,
  t_fanout_id: false,
  reply_id: false,
};

test.each([
  ['nothing, by default', {}, nothing],
  [
    'control exchange and shared queues, never fanout or replies: amqp_durable_queues',
    { durableQueues: true },
    { ...nothing, control: true, t: true, 't.s': true },
  ],
  [
    'fanout and replies as well: rabbit_transient_quorum_queue',
    { durableQueues: true, transientQuorumQueues: true },
    { control: true, t: true, 't.s': true, t_fanout: true, t_fanout_id: true, reply_id: true },
  ],
] as const)('what outlives the broker: %s', (_what, options, expected) => {
  expect(durable(options)).toEqual(expected);
});

test('a fanout exchange goes with its last queue, whatever the other queues do', () => {
  for (const autoDelete of [false, true]) {
    const { exchanges } = serverDeclaration('c', 't', 's', 'id', {
      ...defaultTopology,
      autoDelete,
    });
    expect(exchanges.map((exchange) => exchange.autoDelete)).toEqual([autoDelete, true]);
  }
});
