import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { print } from './print.ts';

/**
 * Runs a program to its end, or ends it and all that it started after `limitSeconds`. With `show` it
 * writes where this process writes; without, its output is given back.
 */
export function execute(
  [file = '', ...args]: string[],
  limitSeconds: number,
  show: boolean,
): Promise<{ code: number; output: string }> {
  return new Promise((done) => {
    // A group of its own, so that what it started ends with it.
    const child = spawn(file, args, {
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
      detached: true,
    });
    const end = (signal: NodeJS.Signals) => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, signal);
      } catch {
        // It has ended already.
      }
    };
    const handedOn = ['SIGINT', 'SIGTERM'] as const;
    const handOn = (signal: NodeJS.Signals) => {
      end(signal);
      process.exit(128 + constants.signals[signal]);
    };
    for (const signal of handedOn) process.on(signal, handOn);
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
      for (const signal of handedOn) process.off(signal, handOn);
      done({ code: code ?? 1, output });
    });
  });
}
