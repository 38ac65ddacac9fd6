import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { print } from './print.ts';

/**
 * Runs a program to its end, or ends it and all that it started after `limitSeconds`, or once `signal`
 * says so. With `show` it writes where this process writes; without, its output is given back.
 */
export function execute(
  [file = '', ...args]: string[],
  limitSeconds: number,
  show: boolean,
  { env = {}, signal }: { env?: NodeJS.ProcessEnv; signal?: AbortSignal } = {},
): Promise<{ code: number; output: string }> {
  return new Promise((done) => {
    // A group of its own, so that what it started ends with it.
    const child = spawn(file, args, {
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', ...env },
      detached: true,
    });
    const end = (how: NodeJS.Signals) => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, how);
      } catch {
        // It has ended already.
      }
    };
    const handedOn = ['SIGINT', 'SIGTERM'] as const;
    const handOn = (how: NodeJS.Signals) => {
      end(how);
      process.exit(128 + constants.signals[how]);
    };
    for (const how of handedOn) process.on(how, handOn);
    const onAbort = () => {
      end('SIGKILL');
    };
    signal?.addEventListener('abort', onAbort);
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const timer = setTimeout(() => {
      const says = `stopped after ${limitSeconds} s: ${file} ${args.join(' ')}`;
      if (show) print(says);
      else output += `\n${says}`;
      end('SIGKILL');
    }, limitSeconds * 1000);
    child.on('error', (error) => {
      output += error.message;
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      for (const how of handedOn) process.off(how, handOn);
      signal?.removeEventListener('abort', onAbort);
      done({ code: code ?? 1, output });
    });
  });
}
