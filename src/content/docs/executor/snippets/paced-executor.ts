/** An executor of one's own: as `async`, but at most so many messages begin in a second. */
import { asyncExecutor, type Executor } from '../../../../executor/index.ts';

export function pacedExecutor(options: { poolSize: number; perSecond: number }): Executor {
  const inner = asyncExecutor({ poolSize: options.poolSize });
  const gapMs = 1000 / options.perSecond;
  let next = 0;
  const turn = async (): Promise<void> => {
    const now = Date.now();
    next = Math.max(next + gapMs, now);
    if (next > now) await new Promise((resolve) => setTimeout(resolve, next - now));
  };
  return {
    capacity: inner.capacity, // the server takes no more than this from the broker
    submit: (task, signal) =>
      inner.submit(async () => {
        await turn();
        return await task();
      }, signal),
    close: () => inner.close(),
  };
}
