/**
 * The rabbit driver's options, under oslo.messaging's names: the transport URL's, over the program's
 * own. `address/url-options.ts` says what each takes and what it is where nobody sets it.
 */

/** Options of `rabbit://`; times are in seconds, as in oslo.messaging. */
export interface RabbitOptions {
  /** The interval of heartbeats; 0 for none. Default 60. */
  readonly heartbeat_timeout_threshold: number;
  /** Longest time to reach one host, handshake included, before the next is tried. Default 10. */
  readonly connect_timeout: number;
  /** First wait between two rounds over all hosts, each further one's growth, and their limit. */
  readonly rabbit_retry_interval: number;
  readonly rabbit_retry_backoff: number;
  readonly rabbit_interval_max: number;
  /** `round-robin`: the hosts in one random order; `shuffle`: in a new one each round. */
  readonly kombu_failover_strategy: 'round-robin' | 'shuffle';
  /** `gzip` deflates every body that is sent; what comes in is inflated either way. Default none. */
  readonly kombu_compression: 'gzip' | 'none';
  /** SASL mechanism. EXTERNAL takes the user from the client's certificate. Default PLAIN. */
  readonly rabbit_login_method: 'PLAIN' | 'AMQPLAIN' | 'EXTERNAL';
  /** Caps the deliveries in hand per queue, whatever the executor would take; 0 for no cap. */
  readonly rabbit_qos_prefetch_count: number;
  /** Consume anew when a mirrored queue fails over. Default false. */
  readonly enable_cancel_on_failover: boolean;
  /**
   * Fail at once, instead of trying again, what waits for a first connection that every host refuses:
   * a wrong login (403), an unknown virtual host (530). Default false: an account may be made later.
   */
  readonly fail_when_refused: boolean;
  /** TLS. Default false, true for the scheme `amqps`. */
  readonly ssl: boolean;
  /** PEM files; read anew for each connection, so renewed ones are taken up. */
  readonly ssl_ca_file: string | undefined;
  readonly ssl_cert_file: string | undefined;
  readonly ssl_key_file: string | undefined;
  /** `TLSv1_3` is the least; otherwise the best that both know, at least TLS 1.2. */
  readonly ssl_version: 'TLSv1_3' | 'TLSv1_2' | 'TLSv1_1' | 'TLSv1' | 'SSLv23' | undefined;
  /** Refuse a certificate that names another host. Default true. */
  readonly ssl_enforce_hostname_verification: boolean;
  /** Refuse a certificate that the CA did not sign or that names another host. Default true. */
  readonly ssl_verify: boolean;
  /** The name to expect in the certificate, where it is not the URL's host. */
  readonly ssl_server_name: string | undefined;
  /** Begin of the connection's name, which operators see at the broker. Default: the program's. */
  readonly connection_name: string | undefined;
  /** Largest body, in bytes; RabbitMQ's own limit is 128 MiB. A larger one is refused unsent. */
  readonly max_message_bytes: number;
}
