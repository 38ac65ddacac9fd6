import { connect, createServer, type Server, type Socket } from 'node:net';

/** How methods begin on the wire: class 60 and their number. */
export const basicConsume = '\0\x3c\0\x14';
export const basicCancel = '\0\x3c\0\x1e';

/** How a {@link Gate} treats who comes, and who is there already. */
export type GateMode =
  /** Carries bytes to the broker and back. */
  | 'open'
  /** Hangs up on everybody, at once. */
  | 'refusing'
  /** Takes connections and bytes and gives none: a broker that hangs, a network that swallows. */
  | 'silent';

/** A TCP proxy before a broker, whose ways can be changed while connections are up. */
export class Gate implements AsyncDisposable {
  readonly #server: Server;
  readonly #target: () => number;
  readonly #sockets = new Set<Socket>();
  #mode: GateMode;
  #toBroker: Buffer[] = [];
  #isCapturing = false;
  #hold: { after: string; until: string } | undefined;
  /** What the broker said and no client has yet; undefined: nothing is held back. */
  #held: Buffer[] | undefined;

  private constructor(target: () => number, mode: GateMode) {
    this.#target = target;
    this.#mode = mode;
    this.#server = createServer((client) => {
      this.#accept(client);
    });
  }

  /** @param target the broker's port on 127.0.0.1, asked for at each connection */
  static async to(target: () => number, mode: GateMode = 'open'): Promise<Gate> {
    const gate = new Gate(target, mode);
    await new Promise<void>((resolve) => gate.#server.listen(0, '127.0.0.1', resolve));
    return gate;
  }

  /** `host:port` as a transport URL wants it. */
  get address(): string {
    const address = this.#server.address();
    if (typeof address !== 'object' || address === null) throw new Error('the gate is closed');
    return `127.0.0.1:${address.port}`;
  }

  /** Connections that clients have open now. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** For who comes from now on and, silent or refusing, for who is there. */
  set(mode: GateMode): void {
    this.#mode = mode;
    if (mode === 'refusing') this.cut();
  }

  /** Cuts every connection; who comes again is treated by the mode. */
  cut(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** From now on keeps what clients write. */
  capture(): void {
    this.#isCapturing = true;
    this.#toBroker = [];
  }

  /** What clients wrote since {@link capture}, as text. */
  get captured(): string {
    return Buffer.concat(this.#toBroker).toString('latin1');
  }

  /**
   * Once: from these bytes of a client on, keeps what the broker says until those are in it, and gives all
   * of it at once. So it is for a client whose machine is too busy to read meanwhile.
   */
  holdBack(after: string, until: string): void {
    this.#hold = { after, until };
  }

  /** Holds nothing back any more; what was is dropped, as by a connection that is cut. */
  letThrough(): void {
    this.#hold = this.#held = undefined;
  }

  #toClient(client: Socket, bytes: Buffer): void {
    this.#held?.push(bytes);
    const all = Buffer.concat(this.#held ?? [bytes]);
    if (this.#held !== undefined && this.#hold !== undefined && !all.includes(this.#hold.until))
      return;
    if (this.#held !== undefined) this.#hold = this.#held = undefined;
    client.write(all);
  }

  #accept(client: Socket): void {
    if (this.#mode === 'refusing') {
      client.resetAndDestroy();
      return;
    }
    this.#sockets.add(client);
    const broker = this.#mode === 'silent' ? undefined : connect(this.#target(), '127.0.0.1');
    const end = (): void => {
      this.#sockets.delete(client);
      client.destroy();
      broker?.destroy();
    };
    client.on('error', end).on('close', end);
    client.on('data', (bytes) => {
      if (this.#isCapturing) this.#toBroker.push(bytes);
      if (this.#hold !== undefined && bytes.includes(this.#hold.after)) this.#held ??= [];
      if (this.#mode === 'open') broker?.write(bytes);
    });
    broker?.on('error', end).on('close', end);
    broker?.on('data', (bytes) => {
      if (this.#mode === 'open') this.#toClient(client, bytes);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
