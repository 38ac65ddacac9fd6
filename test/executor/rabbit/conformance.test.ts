import { afterAll, beforeAll, describe } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import { getRpcTransport } from '../../../src/executor/index.ts';
import { conformance } from '../conformance.ts';
import { rabbitmq } from './available.ts';
import { Broker } from './broker.ts';

describe.skipIf(!rabbitmq.available)('over a real broker', () => {
  let broker: Broker;

  beforeAll(async () => {
    broker = await Broker.start();
  });
  afterAll(async () => {
    await broker.stop();
  });

  conformance('RabbitMQ', {
    transport: (options) => getRpcTransport(broker.url(), options),
    sleep: async (ms) => {
      await sleep(ms);
    },
  });
});
