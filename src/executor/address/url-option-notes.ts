import type { UrlOptionName } from './url-options.ts';

/** What each option means, for the documentation; apart from the table, which browsers load. */
export const urlOptionNotes: Readonly<Record<UrlOptionName, string>> = {
  amqp_durable_queues:
    'The control exchange and the queues of topics, servers and notifications survive a restart of the broker.',
  amqp_auto_delete: 'They vanish with their last user.',
  rabbit_quorum_queue:
    'Queues of topics, servers and notifications are quorum queues, and durable.',
  rabbit_transient_quorum_queue:
    'Reply and fanout queues are quorum queues, the fanout exchange is durable. From 14.8 on.',
  rabbit_stream_fanout:
    'One stream per topic in the place of the fanout queues; needs rabbit_transient_quorum_queue. From 14.8 on.',
  rabbit_quorum_delivery_limit:
    'How often a quorum queue delivers a message again before it drops it; 0 for the broker’s own limit.',
  rabbit_quorum_max_memory_length: 'Messages that a quorum queue keeps in memory; 0 for no limit.',
  rabbit_quorum_max_memory_bytes: 'Bytes that a quorum queue keeps in memory; 0 for no limit.',
  rabbit_transient_queues_ttl:
    'Seconds after which the broker deletes a reply or fanout queue that nobody uses, or after which a fanout stream forgets; 0 for never.',
  use_queue_manager:
    'Reply and fanout queues are named by host, process and number, the same ones after a restart. Linux only. From 14.8 on.',
  hostname: 'The host in these names. Default: the machine’s.',
  processname:
    'The process in these names; each service of a host needs another. Default: the program’s file name.',
  kombu_missing_consumer_retry_timeout:
    'Seconds for which a reply is tried whose queue does not exist.',
  heartbeat_timeout_threshold:
    'The interval of heartbeats in seconds; silence is noticed after two to three of them. 0 for none.',
  rabbit_retry_interval:
    'Seconds before the second round over all hosts; before the first there is no wait.',
  rabbit_retry_backoff: 'By how many seconds that wait grows each round.',
  rabbit_interval_max: 'Its limit in seconds.',
  kombu_failover_strategy: 'Keep the one random order of the hosts, or make a new one each round.',
  kombu_compression: 'How bodies are packed that are sent; what comes in is unpacked either way.',
  rabbit_login_method: 'The SASL mechanism; EXTERNAL takes the user from the client’s certificate.',
  rabbit_qos_prefetch_count:
    'Most deliveries in hand per queue, whatever the executor would take; 0 for no cap.',
  enable_cancel_on_failover:
    'The broker tells consumers when a mirrored queue fails over; they then consume anew.',
  ssl: 'TLS. The scheme amqps means it too.',
  ssl_ca_file: 'PEM file of the authorities that are trusted.',
  ssl_cert_file: 'PEM file of the client’s certificate.',
  ssl_key_file: 'PEM file of its key.',
  ssl_version:
    'TLSv1_3 is the least then; with all others the best that both sides know, at least TLS 1.2.',
  ssl_enforce_hostname_verification:
    'False: the certificate’s authority is checked, the name in it is not.',
  connect_timeout:
    'Longest time in seconds to reach one host, handshake included, before the next is tried.',
  fail_when_refused:
    'What waits for a first connection fails at once where every host refuses the login or the virtual host, instead of waiting for its own limit. A connection that was there before is tried again all the same.',
  ssl_verify: 'False: any certificate is taken. For tests.',
  ssl_server_name: 'The name to expect in it, where it is not the URL’s host.',
  connection_name:
    'Begin of the connection’s name, which operators see at the broker. Default: the program’s.',
  max_message_bytes:
    'Largest body; a larger one is refused unsent. RabbitMQ’s own limit is 128 MiB.',
  rabbit_ha_queues:
    'RabbitMQ takes no notice of it since 3.0: mirroring is a policy there. Refused beside rabbit_quorum_queue, as oslo.messaging does.',
  rpc_conn_pool_size: 'One connection carries all that a transport sends.',
  conn_pool_min_size: 'The same.',
  conn_pool_ttl: 'The same.',
  kombu_reconnect_delay: 'rabbit_retry_interval rules here.',
  kombu_reconnect_splay: 'Waits are spread by a fifth as it is.',
  heartbeat_rate: 'The connection is watched all the time.',
  heartbeat_in_pthread: 'There is no second thread that could starve. 14.0.3 and earlier.',
  direct_mandatory_flag: 'Replies are always mandatory, as in today’s oslo.messaging.',
  ssl_enforce_fips_mode: 'False means nothing, as in today’s oslo.messaging.',
};
