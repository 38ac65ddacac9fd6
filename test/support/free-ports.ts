import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below what the system gives to outgoing connections and to `listen(0)` (Linux: from 32768 on;
 * IANA: from 49152), so that nobody gets such a port by chance while its server is starting, or down.
 */
const first = 16_384;
const slots = 1024;
const slotSize = 16;

let next = 0;

/**
 * Ports on 127.0.0.1 where nobody listens, for a server that is told its port. No two are the same in
 * one process, and processes that run at once begin at different ones.
 */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    if (next === slots * slotSize) throw new Error('no free port on 127.0.0.1');
    const port = first + (((process.pid % slots) * slotSize + next++) % (slots * slotSize));
    if (await isFree(port)) ports.push(port);
  }
  return ports;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  }
  server.close();
  await once(server, 'close');
  return true;
}
