import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { environment } from './site.ts';

/** Runs `npm start` until it serves, gives what the start page says, and ends it. */
export async function startPage(folder: string): Promise<string> {
  const started = spawn('npm', ['start'], { cwd: folder, env: environment(), detached: true });
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
    return await (await fetch(address)).text();
  } finally {
    if (started.pid !== undefined && started.exitCode === null) {
      process.kill(-started.pid, 'SIGTERM');
      await once(started, 'close');
    }
  }
}
