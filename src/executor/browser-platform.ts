import { aiogreenExecutor } from './executors/aiogreen.ts';
import { asyncExecutor, blockingExecutor } from './executors/slot-executor.ts';
import { memoryDriver } from './memory/driver.ts';
import type { Platform } from './platform.ts';

/** What runs everywhere: the memory transport, and the executors of the event loop. */
export const browserPlatform: Platform = {
  drivers: { memory: memoryDriver, fake: memoryDriver },
  executors: { blocking: blockingExecutor, async: asyncExecutor, aiogreen: aiogreenExecutor },
};
