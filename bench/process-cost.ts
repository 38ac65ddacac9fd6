import { spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { usageOf } from '../src/ground/process-usage.ts';

/** Between two looks at the process, in ms. */
const lookMs = 100;

/** What a whole process took. */
export interface ProcessCost {
  seconds: number;
  computingSeconds: number;
  /** Most resident memory, MiB. */
  mebibytes: number;
}

/**
 * Runs a program of Node to its end; what it writes to standard output is dropped.
 *
 * @param what for the error
 */
export async function costOf(
  what: string,
  args: readonly string[],
  options: Pick<SpawnOptions, 'cwd' | 'env'> = {},
): Promise<ProcessCost> {
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    ...options,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const most = { mebibytes: 0, computingMs: 0 };
  const look = setInterval(() => {
    void usageOf(child.pid).then((now) => {
      most.mebibytes = Math.max(most.mebibytes, now?.mebibytes ?? 0);
      most.computingMs = Math.max(most.computingMs, now?.computingMs ?? 0);
    });
  }, lookMs);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearInterval(look);
  if (code !== 0) throw new Error(`${what} ended with ${code ?? 'a signal'}`);
  return {
    seconds: Math.round((performance.now() - began) / 100) / 10,
    computingSeconds: Math.round(most.computingMs / 100) / 10,
    mebibytes: Math.round(most.mebibytes),
  };
}
