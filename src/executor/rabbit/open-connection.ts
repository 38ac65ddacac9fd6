/** One AMQP connection to one host. */
import { connect, credentials, type ChannelModel } from 'amqplib';
import { hostName, type BrokerHost, type Broker } from './broker.ts';
import { tlsOptions } from './tls.ts';

/** There is no connection; `cause` is amqplib's or the socket's word. */
export class ConnectionFailure extends Error {
  /** The broker is there and will not have this client: its login (403), or its virtual host (530). */
  readonly isRefusal: boolean;

  constructor(message: string, isRefusal: boolean, cause: unknown) {
    super(message, { cause });
    this.isRefusal = isRefusal;
  }
}

/**
 * Opens a connection, handshake included; rejects within the connect timeout.
 * @throws {ConnectionFailure}
 */
export async function openConnection(
  broker: Broker,
  host: BrokerHost,
  purpose: string,
  signal: AbortSignal,
): Promise<ChannelModel> {
  const { options } = broker;
  const secure = await tlsOptions(options, host.hostname);
  signal.throwIfAborted();
  const socket = {
    ...secure,
    // Without it acks and confirms wait for each other (Nagle and delayed acknowledgements).
    noDelay: true,
    keepAlive: true,
    keepAliveDelay: 30_000,
    timeout: options.connect_timeout * 1000,
    signal,
    credentials: login(options.rabbit_login_method, host),
    clientProperties: { connection_name: broker.connectionName(), purpose },
  };
  try {
    return await connect(
      {
        protocol: options.ssl ? 'amqps' : 'amqp',
        hostname: host.hostname,
        port: host.port,
        // amqplib percent-decodes it once more.
        vhost: encodeURIComponent(broker.virtualHost),
        // Whole seconds; rounding up keeps a fraction from switching them off.
        heartbeat: Math.ceil(options.heartbeat_timeout_threshold),
        frameMax: 131_072,
      },
      socket,
    );
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const isOfVhost = message.includes('ConnectionOpenOk; got <ConnectionClose');
    const isOfLogin = /\b403\b|ACCESS_REFUSED/.test(message);
    const reason = isOfVhost ? vhostRefused(broker) : message;
    throw new ConnectionFailure(`${hostName(host)}: ${reason}`, isOfVhost || isOfLogin, cause);
  }
}

/** amqplib names frames where the broker closes the connection instead of opening the vhost. */
function vhostRefused({ virtualHost }: Broker): string {
  return `the broker refused virtual host '${virtualHost}': it does not exist, or the user may not use it`;
}

function login(method: 'PLAIN' | 'AMQPLAIN' | 'EXTERNAL', host: BrokerHost) {
  if (method === 'EXTERNAL') return credentials.external();
  return method === 'AMQPLAIN'
    ? credentials.amqplain(host.username, host.password)
    : credentials.plain(host.username, host.password);
}
