import { drive } from '../green/coroutine.ts';
import { GreenThread } from '../green/thread.ts';
import { isGenerator } from '../green/wait.ts';
import { checkOptions } from '../internal/check-options.ts';
import {
  defaultPoolSize,
  executorOptionKinds,
  type Executor,
  type ExecutorOptions,
} from './executor.ts';
import { SlotExecutor } from './slot-executor.ts';

/** Drives what an endpoint returned, if it is a coroutine; gives everything else back as it is. */
function driveResult(result: unknown, signal: AbortSignal): unknown {
  if (isGenerator(result)) return drive(result, signal);
  return result instanceof GreenThread ? result.wait() : result;
}

/**
 * `aiogreen`: as `async`, and endpoints may be coroutines too (change 136653): plain functions, async
 * functions and generators that wait with `yield From(…)` serve side by side, so a project migrates
 * one endpoint after the other. The message's signal is thrown in where a coroutine waits.
 */
export function aiogreenExecutor(options: ExecutorOptions = {}): Executor {
  checkOptions('the executor', options, executorOptionKinds);
  const slots = new SlotExecutor(options.poolSize ?? defaultPoolSize);
  return {
    capacity: slots.capacity,
    ignoresSignal: true,
    submit: (task, signal) => slots.submit(task, signal),
    places: slots,
    close: () => slots.close(),
    callback: (method, context, args, info) =>
      driveResult(method(context, args, info), info.signal),
    drive: driveResult,
  };
}
