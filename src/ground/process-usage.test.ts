import { expect, test } from 'vitest';
import { usageOf } from './process-usage.ts';

test.runIf(process.platform === 'linux')(
  'tells the memory and the computing time of a process as that process itself knows them',
  async () => {
    const kept = Buffer.alloc(64 * 1024 * 1024, 1);
    const usage = await usageOf(process.pid);
    const { user, system } = process.cpuUsage();
    expect(usage?.mebibytes).toBeGreaterThan(kept.length / 1024 / 1024);
    expect(usage?.mebibytes).toBeLessThan(2 * (process.memoryUsage.rss() / 1024 / 1024));
    expect(usage?.computingMs).toBeGreaterThan(0);
    expect(usage?.computingMs).toBeLessThanOrEqual((user + system) / 1000 + 100);
  },
);

test('tells nothing of a process that is not there', async () => {
  expect(await usageOf(undefined)).toBeUndefined();
  expect(await usageOf(2 ** 30)).toBeUndefined();
});
