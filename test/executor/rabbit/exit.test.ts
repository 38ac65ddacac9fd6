import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rabbitmq } from './available.ts';
import { Broker } from './broker.ts';
import { Gate, type GateMode } from './gate.ts';

/**
 * Runs a process to its own end; its output, or what became of it after too long a time.
 * @param up called when it says that everything is up; then it is told to go on
 */
function run(url: string, what: string, up = (): void => undefined): Promise<string> {
  const program = `${import.meta.dirname}/peers/ending.ts`;
  const child = spawn(process.execPath, [program, url, what], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (!output.startsWith('up\n')) return;
    output = output.slice('up\n'.length);
    up();
    child.stdin.write('go on\n');
  });
  return new Promise((resolve) => {
    const late = setTimeout(() => child.kill('SIGKILL'), 2 * 300_000);
    child.once('exit', (code, signal) => {
      clearTimeout(late);
      resolve(`${output.trim()}, exit ${code ?? signal ?? ''}`);
    });
  });
}

const ends = [
  'limits of everything, then close',
  'a signal, then close',
  'stop with a grace, then close',
  'close in the middle of everything',
];

describe.skipIf(!rabbitmq.available)(
  'a process that has ended its transport exits',
  () => {
    let broker: Broker;
    let gate: Gate;

    beforeAll(async () => {
      broker = await Broker.start();
      gate = await Gate.to(() => broker.port);
    });
    afterAll(async () => {
      await gate[Symbol.asyncDispose]();
      await broker.stop();
    });

    const modes: [name: string, GateMode, password?: string][] = [
      ['over a broker that is well', 'open'],
      ['over a broker that is never reached', 'refusing'],
      ['over a broker that hangs in the handshake', 'silent'],
      ['over a broker that refuses the login', 'open', 'wrong'],
    ];

    describe.each(modes)('%s', (_name, mode, password = 'guest') => {
      test.concurrent.each(ends)('%s', async (what) => {
        gate.set(mode);
        const url = `rabbit://guest:${password}@${gate.address}/`;
        expect(await run(url, what)).toBe('closed, exit 0');
      });
    });

    describe('over a broker that is blocked', () => {
      beforeAll(async () => {
        gate.set('open');
        await broker.block(true);
      });
      afterAll(() => broker.block(false));

      test.concurrent.each(ends)('%s', async (what) => {
        const url = `rabbit://guest:guest@${gate.address}/`;
        expect(await run(url, what)).toBe('closed, exit 0');
      });
    });

    test.each([
      ['falls silent', 'silent'],
      ['hangs up, and on everybody who comes again', 'refusing'],
    ] as const)('over a broker that %s when everything is up', async (_what, mode) => {
      gate.set('open');
      const url = `rabbit://guest:guest@${gate.address}/`;
      const ended = run(url, 'everything up, close when told', () => {
        expect(gate.connections).toBeGreaterThan(0);
        gate.set(mode);
      });
      expect(await ended).toBe('closed, exit 0');
    });
  },
  600_000,
);
