import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { test } from 'vitest';

const own = pathToFileURL('src/ground/end-with-parent.ts').href;
const child = `
import { endWithParent } from ${JSON.stringify(own)};
endWithParent();
process.stdout.write(process.pid + '\\n', () => { for (;;); });`;
const parent = `
import { spawn } from 'node:child_process';
spawn(process.execPath, ['--input-type=module', '--eval', ${JSON.stringify(child)}], { stdio: 'inherit' });`;

test('what computes without end ends once its parent was killed', async ({ signal }) => {
  const started = spawn(process.execPath, ['--input-type=module', '--eval', parent], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let pid: number | undefined;
  try {
    const [said] = (await once(started.stdout, 'data', { signal })) as [Buffer];
    pid = Number(said.toString());
    // It ends when nobody holds it any more, neither the parent nor what that started.
    const isOver = once(started.stdout, 'end', { signal });
    started.kill('SIGKILL');
    await isOver;
    pid = undefined;
  } finally {
    started.kill('SIGKILL');
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  }
});
