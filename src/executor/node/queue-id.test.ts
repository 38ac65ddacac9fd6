import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { holdQueueId } from './queue-id.ts';

const names = (processname: string) => ({
  hostname: 'host',
  processname: `${processname}${process.pid}`,
});

test.runIf(process.platform === 'linux')(
  'a number is the lowest that is free, and free again once it is released',
  async () => {
    const held = [];
    for (let count = 0; count < 3; count++) held.push(await holdQueueId(names('a')));
    const ids = held.map(({ id }) => id);
    expect(ids).toEqual([1, 2, 3].map((number) => `host:a${process.pid}:${number}`));
    held[1]?.release();
    await expect
      .poll(async () => {
        const again = await holdQueueId(names('a'));
        again.release();
        return again.id;
      })
      .toBe(`host:a${process.pid}:2`);
    expect((await holdQueueId(names('b'))).id).toBe(`host:b${process.pid}:1`);
  },
);

test.runIf(process.platform === 'linux')('many at once get a number each', async () => {
  const held = await Promise.all(Array.from({ length: 20 }, () => holdQueueId(names('c'))));
  expect(new Set(held.map(({ id }) => id)).size).toBe(20);
});

test.runIf(process.platform === 'linux')(
  'another process gets another number, and the one of a process that was killed',
  async () => {
    const holder = new URL('queue-id.ts', import.meta.url).href;
    const given = JSON.stringify(names('d'));
    const program = `
      const { holdQueueId } = await import('${holder}');
      console.log((await holdQueueId(${given})).id);
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
    const [output] = (await once(child.stdout, 'data')) as [Buffer];
    expect(output.toString().trim()).toBe(`host:d${process.pid}:1`);
    const ours = await holdQueueId(names('d'));
    expect(ours.id).toBe(`host:d${process.pid}:2`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect((await holdQueueId(names('d'))).id).toBe(`host:d${process.pid}:1`);
  },
);
