import { spawn } from 'node:child_process';

/**
 * Runs a program to its end, or ends it after `limitSeconds`. With `show` it writes where this
 * process writes; without, its output is given back.
 */
export function execute(
  [file = '', ...args]: string[],
  limitSeconds: number,
  show: boolean,
): Promise<{ code: number; output: string }> {
  return new Promise((done) => {
    const child = spawn(file, args, {
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
    });
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const timer = setTimeout(() => {
      output += `\nstopped after ${limitSeconds} s`;
      child.kill('SIGKILL');
    }, limitSeconds * 1000);
    child.on('error', (error) => {
      output += error.message;
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      done({ code: code ?? 1, output });
    });
  });
}
