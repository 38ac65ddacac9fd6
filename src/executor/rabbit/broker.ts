/** What all links of one transport share. */
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { DriverContext, DriverEvent, TransportHost } from '../driver.ts';
import type { RabbitOptions } from './rabbit-options.ts';
import { shuffled } from './back-off.ts';

/** A host with all that is needed to reach it. */
export interface BrokerHost {
  readonly hostname: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
}

export interface Broker {
  /** In the order in which they are tried. */
  hosts: readonly BrokerHost[];
  /** The index of the host that answered last: where a new connection begins. */
  preferred: number;
  /** There was a connection to one of them. */
  wasReached: boolean;
  readonly virtualHost: string;
  /** Exchanges that are there with another durability than this side's options say. */
  readonly asFound: Set<string>;
  readonly options: RabbitOptions;
  /** How much may wait to be sent. */
  readonly outgoing: { readonly messages: number; readonly bytes: number };
  readonly observe: (event: DriverEvent) => void;
  /** A fresh name for a connection: `<program>:<pid>:<uuid4>`. */
  readonly connectionName: () => string;
}

export function makeBroker(context: DriverContext, options: RabbitOptions): Broker {
  const { url } = context;
  const program = options.connection_name ?? basename(process.argv[1] ?? 'node');
  return {
    hosts: shuffled(complete(url.hosts, options.ssl ? 5671 : 5672)),
    preferred: 0,
    wasReached: false,
    virtualHost: url.virtualHost,
    asFound: new Set(),
    options,
    outgoing: context.outgoing ?? { messages: Infinity, bytes: Infinity },
    observe: context.observe,
    connectionName: () => `${program}:${process.pid}:${randomUUID()}`,
  };
}

/** Fills in ports and credentials: a host without credentials uses those of the one before it. */
function complete(hosts: readonly TransportHost[], defaultPort: number): BrokerHost[] {
  const given =
    hosts.length > 0
      ? hosts
      : [{ hostname: 'localhost', port: undefined, username: undefined, password: undefined }];
  let username = 'guest';
  let password = 'guest';
  return given.map((host) => {
    if (host.username !== undefined) {
      username = host.username;
      password = host.password ?? '';
    }
    return { hostname: host.hostname, port: host.port ?? defaultPort, username, password };
  });
}

/** `host:port` for events and errors; never credentials. */
export function hostName(host: BrokerHost): string {
  const { hostname, port } = host;
  return hostname.includes(':') ? `[${hostname}]:${port}` : `${hostname}:${port}`;
}
