import { afterEach, beforeEach, vi } from 'vitest';
import { getRpcTransport, MemoryBroker } from '../../src/executor/browser.ts';
import { conformance } from './conformance.ts';

const broker = new MemoryBroker();

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

conformance('The memory transport', {
  transport: (options) => getRpcTransport('memory://', { ...options, driverOptions: { broker } }),
  sleep: async (ms) => {
    await vi.advanceTimersByTimeAsync(ms);
  },
});
