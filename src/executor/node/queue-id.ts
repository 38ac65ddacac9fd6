/**
 * Names of a queue manager: `host:process:number`, the lowest number that no running process of this
 * host holds. After a restart they are the same ones, so the broker need not make queues anew.
 *
 * A number is held by a socket of that name in Linux's abstract namespace: the kernel gives a name to
 * one process alone, and takes it back when that process ends, however it ends. oslo.messaging counts
 * in a file of /dev/shm, so a Python and a Node service of one host need different process names; so
 * do any two services.
 */
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { hostname as machineName } from 'node:os';
import { basename } from 'node:path';
import { MessagingException } from '../errors.ts';
import type { QueueId, QueueIdNames } from '../platform.ts';

/** More queues of one program than that are a fault of it. */
const mostNumbers = 10_000;

/** @throws {MessagingException} no number is free, or the kernel gives none */
export async function holdQueueId(names: QueueIdNames): Promise<QueueId> {
  const hostname = names.hostname ?? machineName();
  const processname = names.processname ?? basename(process.argv[1] ?? 'node');
  const digest = createHash('sha256').update(`${hostname}\n${processname}`).digest('hex');
  for (let number = 1; number <= mostNumbers; number++) {
    const server = await take(`\0crossplan-queue-${digest.slice(0, 40)}-${number}`);
    if (!server) continue;
    return {
      id: `${hostname}:${processname}:${number}`,
      release: () => server.close(),
    };
  }
  throw new MessagingException(
    `More than ${mostNumbers} queues are held for '${hostname}:${processname}'.`,
  );
}

/** The name's holder; undefined if another one has it. */
function take(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else
        reject(
          new MessagingException(`Cannot hold a queue's name: ${error.message}`, { cause: error }),
        );
    });
    server.listen({ path }, () => {
      server.unref();
      resolve(server);
    });
  });
}
