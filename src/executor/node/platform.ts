import type { Driver, DriverContext } from '../driver.ts';
import { browserPlatform } from '../browser-platform.ts';
import { holdQueueId } from './queue-id.ts';
import { threadingExecutor } from './threading.ts';
import type { Platform } from '../platform.ts';

/** The RabbitMQ driver, whose client library is only loaded by who uses it. */
async function rabbit(context: DriverContext): Promise<Driver> {
  const { rabbitDriver } = await import('../rabbit/driver.ts');
  return rabbitDriver(context);
}

/** What Node adds to what runs everywhere. */
export const nodePlatform: Platform = {
  drivers: {
    ...browserPlatform.drivers,
    rabbit,
    kombu: rabbit,
    amqp: rabbit,
    amqps: rabbit,
  },
  executors: { ...browserPlatform.executors, threading: threadingExecutor },
  ...(process.platform === 'linux' ? { holdQueueId } : {}),
};
