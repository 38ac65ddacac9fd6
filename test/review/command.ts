import { spawn } from 'node:child_process';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '..', '..');

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Starts a command of scripts/ as a process of its own. */
export function start(script: string, args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join('scripts', script), ...args], {
    cwd: repository,
    env: { ...process.env, NODE_NO_WARNINGS: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => {
      resolve({ code, out, err });
    });
  });
  return { child, ended };
}

export async function command(
  script: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<Ended> {
  return start(script, args, env).ended;
}
