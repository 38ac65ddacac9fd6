/** Runs in the worker threads of the `threading` executor. */
import { NoSuchMethod } from '../errors.ts';
import { describeFailure } from '../wire/failure.ts';
import { copyForSending } from '../json/wire-json.ts';
import { withLocalContext } from '../context/local-context.ts';
import { findMethod, isExpected, methodNames, type Endpoint } from '../rpc/endpoint.ts';
import { Target } from '../address/target.ts';
import type { EndpointDescription, WorkerOutcome, WorkerTask } from './worker-task.ts';

const neverAborts = new AbortController().signal;
const workerOwner = {};

/** The endpoint of a module: its default export, an object or a class of one. */
async function load(module: string): Promise<Endpoint> {
  const { default: exported } = (await import(module)) as { default?: unknown };
  if (typeof exported === 'object' && exported !== null) return exported;
  if (typeof exported === 'function') return new (exported as new () => Endpoint)();
  throw new TypeError(`Expected ${module} to export an endpoint (or its class) as default.`);
}

const endpoints = new Map<string, Promise<Endpoint>>();

function endpointOf(module: string): Promise<Endpoint> {
  const endpoint = endpoints.get(module) ?? load(module);
  endpoints.set(module, endpoint);
  return endpoint;
}

function describe(endpoint: Endpoint): EndpointDescription {
  const target = endpoint.target && new Target(endpoint.target).toJSON();
  return { methods: methodNames(endpoint), target, exposed: endpoint.exposed };
}

export default async function work(task: WorkerTask): Promise<EndpointDescription | WorkerOutcome> {
  const endpoint = await endpointOf(task.module);
  if (task.kind === 'describe') return describe(endpoint);
  try {
    const method = findMethod(endpoint, task.method);
    if (!method) throw new NoSuchMethod(task.method);
    const info = { ...task.info, signal: neverAborts };
    const result: unknown = await withLocalContext(
      { context: task.context, owner: workerOwner },
      () => method.call(endpoint, task.context, task.args, info),
    );
    // As it will be sent anyway: what JSON cannot carry is told by its path, whatever can be cloned.
    return { ok: true, result: copyForSending(result, 'result') };
  } catch (error) {
    return { ok: false, failure: describeFailure(error), isExpected: isExpected(error) };
  }
}
