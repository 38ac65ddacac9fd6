import { availableParallelism } from 'node:os';
import type { Piscina } from 'piscina';
import { ExecutorLoadFailure } from '../errors.ts';
import type { EndpointFunction, Executor, ExecutorOptions } from '../executors/executor.ts';
import { SlotExecutor } from '../executors/slot-executor.ts';
import { RemoteError } from '../wire/remote-error.ts';
import { checkOptions } from '../internal/check-options.ts';
import { integer } from '../internal/option-kind.ts';
import { markExpected } from '../rpc/endpoint.ts';
import type { CallInfo } from '../executors/call-info.ts';
import { ModuleEndpoint } from './module-endpoint.ts';
import type { EndpointDescription, WorkerOutcome, WorkerTask } from './worker-task.ts';

/** This file's own ending: `.ts` in the repository, `.js` in the package. */
const workerUrl = new URL(import.meta.url.replace(/threading(\.[jt]s)$/, 'worker$1')).href;
const idleMs = 30_000;

/**
 * `threading`: each call runs in a worker thread, beside the event loop. For work that computes;
 * waiting needs no thread. Endpoints are given by module ({@link moduleEndpoint}), arguments and
 * results are copied between the threads, and a call whose signal aborts ends its thread.
 */
export function threadingExecutor(options: ExecutorOptions = {}): Executor {
  checkOptions('the executor', options, { poolSize: integer({ least: 1 }) });
  const threads = options.poolSize ?? availableParallelism();
  const slots = new SlotExecutor(threads);
  let pool: Piscina | undefined;

  async function run<T>(task: WorkerTask, signal?: AbortSignal): Promise<T> {
    try {
      return (await pool?.run(task, signal ? { signal } : {})) as T;
    } catch (error) {
      throw signal?.aborted === true ? signal.reason : error;
    }
  }

  async function proxy(endpoint: object, at: number): Promise<object> {
    if (!(endpoint instanceof ModuleEndpoint)) {
      const reason = `endpoint ${at + 1} is no module: functions do not cross threads; use moduleEndpoint(url)`;
      throw new ExecutorLoadFailure('threading', reason);
    }
    const module = endpoint.module;
    const found = await run<EndpointDescription>({ kind: 'describe', module });
    const methods = found.methods.map((name): [string, EndpointFunction] => [
      name,
      (context, args, info) => call(module, name, context, args, info),
    ]);
    return { ...Object.fromEntries(methods), target: found.target, exposed: found.exposed };
  }

  async function call(
    module: string,
    method: string,
    context: Readonly<Record<string, unknown>>,
    args: Readonly<Record<string, unknown>>,
    info: CallInfo,
  ): Promise<unknown> {
    const { namespace, version, isCall, redelivered, uniqueId } = info;
    const plain = { method: info.method, namespace, version, isCall, redelivered, uniqueId };
    const task: WorkerTask = { kind: 'call', module, method, context, args, info: plain };
    const outcome = await run<WorkerOutcome>(task, info.signal);
    if (outcome.ok) return outcome.result;
    const error = new RemoteError(outcome.failure);
    if (outcome.isExpected) markExpected(error);
    throw error;
  }

  return {
    capacity: threads,
    ignoresSignal: true,
    submit: (task, signal) => slots.submit(task, signal),
    places: slots,
    prepare: async (endpoints) => {
      const { Piscina } = await import('piscina');
      pool = new Piscina({
        filename: workerUrl,
        minThreads: 1,
        maxThreads: threads,
        idleTimeout: idleMs,
      });
      return await Promise.all(endpoints.map(proxy));
    },
    close: async () => {
      await slots.close();
      await pool?.destroy();
    },
  };
}
