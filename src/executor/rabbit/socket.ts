/** The socket below an AMQP connection, for the two things that amqplib does not do with it. */
import type { ChannelModel } from 'amqplib';
import type { Duplex } from 'node:stream';
import { within } from './within.ts';

function socketOf(model: ChannelModel): Duplex | undefined {
  return (model.connection as { stream?: Duplex }).stream;
}

/** True once nothing more can be said to the broker. */
export function hasEnded(model: ChannelModel): boolean {
  const socket = socketOf(model);
  return socket === undefined || socket.destroyed || socket.writableEnded;
}

/**
 * Closes in order; after `graceMs` without an answer (a broker that hangs, a connection that is cut)
 * the socket is destroyed. Never rejects.
 */
export async function endConnection(model: ChannelModel, graceMs: number): Promise<void> {
  // amqplib throws for a connection that is closed already: the state that is wanted.
  const closing = Promise.resolve()
    .then(() => model.close())
    .catch(() => undefined);
  await within(graceMs, closing);
  // With an error, or amqplib learns nothing of it and its heartbeats hold the process.
  socketOf(model)?.destroy(new Error('The broker did not answer the close.'));
}

/**
 * Lets what is written in one turn of the event loop leave in one system call: amqplib writes each
 * frame by itself, and each such call wakes the broker. An acknowledgement and the reply, or the
 * next request, then travel together.
 */
export class Corker {
  readonly #socket: Duplex | undefined;
  readonly #acknowledgers = new Set<{ flush: () => void }>();
  #corked = false;

  constructor(model: ChannelModel) {
    this.#socket = socketOf(model);
  }

  /**
   * Call it after a write. amqplib hands frames to the socket in an immediate that it asks for in the
   * tick after the write; ours is asked for behind that one, so it runs when they are all there.
   */
  written(): void {
    if (this.#corked || this.#socket === undefined) return;
    this.#corked = true;
    this.#socket.cork();
    process.nextTick(this.#behind);
  }

  /** Acknowledgements that are due are written before the next publication: see {@link beforeWrite}. */
  due(acknowledger: { flush: () => void }): void {
    this.#acknowledgers.add(acknowledger);
  }

  /**
   * Call it before a publication is written. A reply must not reach the broker before the
   * acknowledgement of its request, or a server that is killed in between is answered for twice.
   */
  beforeWrite(): void {
    if (this.#acknowledgers.size === 0) return;
    for (const acknowledger of this.#acknowledgers) acknowledger.flush();
    this.#acknowledgers.clear();
  }

  readonly #behind = (): void => {
    setImmediate(this.#uncork);
  };

  readonly #uncork = (): void => {
    this.#corked = false;
    this.#socket?.uncork();
  };
}

const corkers = new WeakMap<ChannelModel, Corker>();

/** The one corker of a connection. */
export function corkerOf(model: ChannelModel): Corker {
  let corker = corkers.get(model);
  if (corker === undefined) {
    corker = new Corker(model);
    corkers.set(model, corker);
  }
  return corker;
}
