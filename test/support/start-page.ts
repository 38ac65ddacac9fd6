import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { environment } from './site.ts';

/** Runs `npm start` until it serves, gives what the start page says, and ends it. */
export function startPage(folder: string): Promise<string> {
  return whileStarted(folder, async (address) => (await fetch(address)).text());
}

/**
 * Runs `npm start` until something is done with it, and ends it.
 *
 * @param act is given its address, with a slash at its end
 */
export async function whileStarted<T>(
  folder: string,
  act: (address: string) => Promise<T>,
): Promise<T> {
  // In production Astro asks no integration for what its server has beside the pages.
  const env = environment();
  delete env['NODE_ENV'];
  const started = spawn('npm', ['start'], { cwd: folder, env, detached: true });
  try {
    const address = await new Promise<string>((found, fail) => {
      let output = '';
      const read = (chunk: Buffer) => {
        output += chunk.toString();
        const at = /http:\/\/(?:127\.0\.0\.1|localhost):\d+\//.exec(output);
        if (at !== null) found(at[0]);
      };
      started.stdout.on('data', read);
      started.stderr.on('data', read);
      started.on('close', () => {
        fail(new Error(`npm start ended:\n${output}`));
      });
    });
    return await act(address);
  } finally {
    if (started.pid !== undefined && started.exitCode === null) {
      process.kill(-started.pid, 'SIGTERM');
      await once(started, 'close');
    }
  }
}
