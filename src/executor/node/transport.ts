import { Transport, type TransportOptions } from '../transport.ts';
import { nodePlatform } from './platform.ts';

/**
 * A transport for RPC: `rabbit://user:password@host:port/vhost` or `memory://`. It connects when first
 * needed; several hosts are a failover list.
 * @throws {InvalidTransportURL}
 * @throws {DriverLoadFailure} no driver for the URL's scheme
 */
export function getRpcTransport(url: string, options: TransportOptions = {}): Transport {
  return new Transport(nodePlatform, url, options);
}

/** A transport for notifications; an installation may keep these on a broker of their own. */
export const getNotificationTransport = getRpcTransport;
