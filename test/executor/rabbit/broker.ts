import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { rabbitFolder } from './available.ts';
import { Control, expressionOf } from './control.ts';
import { until } from './open-driver.ts';
import { freePorts } from '../../support/free-ports.ts';
import { patienceMs } from '../../support/patience.ts';

/** One row of `rabbitmqctl list_queues`. */
export interface QueueRow {
  name: string;
  messages: number;
  messages_ready: number;
  messages_unacknowledged: number;
  consumers: number;
  durable: boolean;
  auto_delete: boolean;
  arguments: [name: string, type: string, value: unknown][];
}

export interface BrokerOptions {
  /** Adds a TLS listener with these files (PEM). */
  tls?: { ca: string; cert: string; key: string; requireClientCertificate?: boolean };
  /** More lines for rabbitmq.conf. */
  config?: string[];
}

/**
 * A RabbitMQ node of the tests' own: it listens on 127.0.0.1 alone (AMQP, distribution and epmd),
 * keeps everything in a temporary folder, and is gone after {@link Broker.stop}.
 */
export class Broker implements AsyncDisposable {
  readonly port: number;
  readonly tlsPort: number;
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #epmdPort: number;
  #epmd: ChildProcess | undefined;
  #server: ChildProcess | undefined;
  #startup: Promise<string> | undefined;
  #control: Control | undefined;

  private constructor(folder: string, ports: Ports, env: NodeJS.ProcessEnv) {
    this.#folder = folder;
    this.#env = env;
    this.port = ports.amqp;
    this.tlsPort = ports.amqps;
    this.#epmdPort = ports.epmd;
  }

  /** Starts a node and resolves once it accepts connections; at most three minutes. */
  static async start(options: BrokerOptions = {}): Promise<Broker> {
    const folder = await mkdtemp(join(tmpdir(), 'crossplan-rabbit-'));
    const [amqp, amqps, epmd, dist] = await freePorts(4);
    if (!amqp || !amqps || !epmd || !dist) throw new Error('no free port on 127.0.0.1');
    await mkdir(join(folder, 'home'));
    await writeFile(join(folder, 'rabbitmq.conf'), configuration({ amqp, amqps }, options));
    await writeFile(join(folder, 'plugins'), '[].\n');
    const loopback = '-kernel inet_dist_use_interface {127,0,0,1}';
    const broker = new Broker(
      folder,
      { amqp, amqps, epmd },
      {
        PATH: process.env['PATH'],
        LANG: 'C.UTF-8',
        HOME: join(folder, 'home'),
        RABBITMQ_NODENAME: `crossplan-${amqp}@localhost`,
        RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
        RABBITMQ_LOG_BASE: join(folder, 'log'),
        RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
        RABBITMQ_CONF_ENV_FILE: '/dev/null',
        RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'plugins'),
        RABBITMQ_PID_FILE: join(folder, 'pid'),
        RABBITMQ_DIST_PORT: String(dist),
        ERL_EPMD_ADDRESS: '127.0.0.1',
        ERL_EPMD_PORT: String(epmd),
        // Idle schedulers must not spin: the tests share the machine's few cores with the broker.
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: `${loopback} +sbwt none +sbwtdcpu none +sbwtdio none`,
        RABBITMQ_CTL_ERL_ARGS: loopback,
        // A command that dies on a busy machine writes its dump into the project's folder otherwise.
        ERL_CRASH_DUMP_SECONDS: '0',
      },
    );
    try {
      await broker.up();
    } catch (error) {
      await broker.stop();
      throw error;
    }
    return broker;
  }

  /** `host:port` as a transport URL wants it. */
  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** A transport URL for a user who may do everything (guest by default). */
  url(vhost = '', query = '', credentials = 'guest:guest'): string {
    return `rabbit://${credentials}@${this.address}/${vhost}${query === '' ? '' : `?${query}`}`;
  }

  /** Starts the node on its old data: the first time, and after {@link down} or {@link crash}. */
  async up(): Promise<void> {
    if (rabbitFolder === undefined) throw new Error('no RabbitMQ on this machine');
    this.#epmd ??= guarded(this.#env, 'epmd', [
      ...['-address', '127.0.0.1'],
      ...['-port', String(this.#epmdPort)],
    ]);
    await listening(this.#epmdPort, patienceMs, undefined);
    const server = guarded(this.#env, join(rabbitFolder, 'rabbitmq-server'), []);
    let output = '';
    for (const stream of [server.stdout, server.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output = (output + text).slice(-4000);
      });
    }
    this.#server = server;
    this.#startup = undefined;
    try {
      await listening(this.port, 180_000, server);
    } catch (error) {
      throw new Error(`RabbitMQ did not start:\n${output}`, { cause: error });
    }
  }

  /** Stops the node in order (durable things stay on disk); {@link up} starts it again. */
  async down(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Kills the node outright; {@link up} starts it again. */
  async crash(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Stops (true) or continues the node's process: connections stay, but nothing is answered. */
  async freeze(on: boolean): Promise<void> {
    const machine = Number(await readFile(join(this.#folder, 'pid'), 'utf8'));
    process.kill(machine, on ? 'SIGSTOP' : 'SIGCONT');
  }

  /** Ends everything and removes its folder. */
  async stop(): Promise<void> {
    this.#control?.end();
    await this.#end('SIGKILL');
    const epmd = this.#epmd;
    if (epmd !== undefined) {
      this.#epmd = undefined;
      const gone = ended(epmd);
      if (epmd.pid !== undefined) killGroup(epmd.pid, 'SIGKILL');
      await gone;
    }
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /**
   * Has a command of `rabbitmqctl` done and returns what it writes; at most two minutes. What the node
   * can be asked itself is not worth an Erlang machine of its own, which takes seconds to start.
   */
  async ctl(...args: string[]): Promise<string> {
    // The node listens a moment before it takes commands.
    this.#startup ??= this.#do(['await_startup']);
    await this.#startup;
    return this.#do(args);
  }

  async #do(args: readonly string[]): Promise<string> {
    const expression = expressionOf(args);
    if (expression === undefined) return this.#run(args);
    const node = `crossplan-${this.port}@localhost`;
    this.#control ??= new Control(node, `control-${this.port}@localhost`, this.#env);
    // Another release of the broker may not know that expression.
    return this.#control.ask(expression).catch(() => this.#run(args));
  }

  #run(args: readonly string[]): Promise<string> {
    const folder = rabbitFolder ?? '';
    return new Promise((resolve, reject) => {
      execFile(
        join(folder, 'rabbitmqctl'),
        ['--quiet', ...args],
        { env: this.#env, timeout: patienceMs },
        (error, stdout, stderr) => {
          if (error)
            reject(new Error(`rabbitmqctl ${args.join(' ')}: ${stderr}`, { cause: error }));
          else resolve(stdout);
        },
      );
    });
  }

  async addVhost(name: string, user = 'guest'): Promise<void> {
    await this.ctl('add_vhost', name);
    await this.allow(user, name);
  }

  async addUser(name: string, password: string, vhost = '/'): Promise<void> {
    await this.ctl('add_user', name, password);
    await this.allow(name, vhost);
  }

  async allow(user: string, vhost: string): Promise<void> {
    await this.ctl('set_permissions', '--vhost', vhost, user, '.*', '.*', '.*');
  }

  /** Closes every client connection by force, as an operator would. */
  async closeConnections(vhost = '/', reason = 'closed by the test'): Promise<void> {
    await this.ctl('close_all_connections', '--vhost', vhost, reason);
  }

  /** Raises (true) or lowers the memory alarm: with it, the broker takes no message in. */
  async block(on: boolean): Promise<void> {
    await this.ctl('set_vm_memory_high_watermark', on ? '0.000001' : '0.6');
  }

  async queues(vhost = '/'): Promise<QueueRow[]> {
    const columns = [
      'name',
      'messages',
      'messages_ready',
      'messages_unacknowledged',
      'consumers',
      'durable',
      'auto_delete',
      'arguments',
    ];
    return this.#table<QueueRow>('list_queues', '--vhost', vhost, ...columns);
  }

  async queue(name: string, vhost = '/'): Promise<QueueRow | undefined> {
    return (await this.queues(vhost)).find((row) => row.name === name);
  }

  async connections(): Promise<{ client_properties: unknown; user: string; ssl: boolean }[]> {
    return this.#table('list_connections', 'client_properties', 'user', 'ssl');
  }

  async exchanges(
    vhost = '/',
  ): Promise<{ name: string; type: string; durable: boolean; auto_delete: boolean }[]> {
    return this.#table(
      'list_exchanges',
      '--vhost',
      vhost,
      'name',
      'type',
      'durable',
      'auto_delete',
    );
  }

  async bindings(
    vhost = '/',
  ): Promise<{ source_name: string; destination_name: string; routing_key: string }[]> {
    const columns = ['source_name', 'destination_name', 'routing_key'];
    return this.#table('list_bindings', '--vhost', vhost, ...columns);
  }

  async #table<Row>(...args: string[]): Promise<Row[]> {
    const text = await this.ctl('--formatter', 'json', ...args);
    return JSON.parse(text) as Row[];
  }

  /** Signals the node's own process group, the script and the Erlang machine, and waits for both. */
  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server?.pid === undefined || server.exitCode !== null) return;
    const gone = ended(server);
    const machine = Number(await readFile(join(this.#folder, 'pid'), 'utf8').catch(() => '0'));
    if (signal === 'SIGTERM' && machine > 0) process.kill(machine, signal);
    else killGroup(server.pid, signal);
    const late = setTimeout(() => {
      if (server.pid !== undefined) killGroup(server.pid, 'SIGKILL');
    }, patienceMs);
    await gone;
    clearTimeout(late);
    killGroup(server.pid, 'SIGKILL'); // its guard
    // A machine that was killed takes connections until the system has cleared it away.
    await until('the closed port', async () => !(await accepts(this.port)), patienceMs);
    await rm(join(this.#folder, 'pid'), { force: true });
  }
}

interface Ports {
  amqp: number;
  amqps: number;
  epmd: number;
}

function configuration(ports: { amqp: number; amqps: number }, options: BrokerOptions): string {
  const lines = [
    `listeners.tcp.1 = 127.0.0.1:${ports.amqp}`,
    'loopback_users = none',
    'disk_free_limit.absolute = 1MB',
    'log.file.level = warning',
    'log.console = false',
    ...(options.config ?? []),
  ];
  if (options.tls) {
    const strict = options.tls.requireClientCertificate === true;
    lines.push(
      `listeners.ssl.1 = 127.0.0.1:${ports.amqps}`,
      `ssl_options.cacertfile = ${options.tls.ca}`,
      `ssl_options.certfile = ${options.tls.cert}`,
      `ssl_options.keyfile = ${options.tls.key}`,
      `ssl_options.verify = ${strict ? 'verify_peer' : 'verify_none'}`,
      `ssl_options.fail_if_no_peer_cert = ${String(strict)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/**
 * Ends its process group when standard input ends, which it does when the test process ends, however
 * that ended: a broker must not be left behind by a run that was killed.
 */
const GUARD = 'exec 3<&0; (read -r _ <&3; kill -KILL 0) & "$@" </dev/null & wait $!';

/** Starts a program in a process group of its own, with a guard in it. */
function guarded(env: NodeJS.ProcessEnv, program: string, args: string[]) {
  return spawn('/bin/sh', ['-c', GUARD, 'guard', program, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env,
    detached: true,
  });
}

function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
}

async function listening(
  port: number,
  withinMs: number,
  process: ChildProcess | undefined,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    if (process && (process.exitCode !== null || process.signalCode !== null)) {
      throw new Error(`its process ended with ${process.exitCode ?? process.signalCode ?? '?'}`);
    }
    if (await accepts(port)) return;
    await sleep(100);
  }
  throw new Error(`nothing listens on 127.0.0.1:${port} after ${withinMs} ms`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      // Where nobody listens, a socket that got this very port by chance has reached itself.
      const isItself = socket.localPort === port;
      socket.destroy();
      resolve(!isItself);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
