import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

/** What a command printed, and how it ended; -1: by a signal. */
export interface Ended {
  code: number;
  out: string;
  err: string;
}

/** Runs a script of `scripts/` with its arguments, in this checkout. */
export function runCommand(script: string, args: readonly string[]): Promise<Ended> {
  return new Promise((done) => {
    const all = [resolve('scripts', script), ...args];
    const child = execFile(process.execPath, all, (_, out, err) => {
      done({ code: child.exitCode ?? -1, out, err });
    });
  });
}
