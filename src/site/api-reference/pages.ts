/** The pages of the executor library's reference, and which source files each is about. */
export interface ReferencePage {
  /** The file name without ending, and the last part of the address. */
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  /** Below src/executor; a name that ends in `/` is a folder. In this order on the page. */
  readonly sources: readonly string[];
}

export const pages: readonly ReferencePage[] = [
  {
    slug: 'transport',
    title: 'Transports and targets',
    description: 'A broker by its URL, and what a message is addressed to.',
    sources: [
      'node/transport.ts',
      'transport.ts',
      'operations/transport-state.ts',
      'address/target.ts',
      'address/topology-options.ts',
      'address/topology.ts',
      'context/serializer.ts',
      'context/local-context.ts',
      'json/wire-json.ts',
      'internal/maybe-promise.ts',
      'platform.ts',
    ],
  },
  {
    slug: 'client',
    title: 'RPC client',
    description: 'Calls and casts, checked against the endpoint that they are for.',
    sources: [
      'rpc/rpc-client.ts',
      'rpc/client-options.ts',
      'rpc/endpoint-types.ts',
      'publish-within.ts',
    ],
  },
  {
    slug: 'server',
    title: 'RPC server and endpoints',
    description: 'A server, its endpoints, who may call what, and how it starts and stops.',
    sources: ['rpc/rpc-server.ts', 'server/', 'rpc/'],
  },
  {
    slug: 'executors',
    title: 'Executors',
    description: 'Where and when a message is worked on.',
    sources: ['executors/', 'node/'],
  },
  {
    slug: 'green-threads',
    title: 'Green threads and coroutines',
    description:
      'Generators on the event loop: spawn, wait, lock, queue, and the bridge to promises.',
    sources: ['green/'],
  },
  {
    slug: 'green-tools',
    title: 'Events, queues and locks',
    description: 'What green threads wait for, hand over to each other and take in turn.',
    sources: ['green/event.ts', 'green/queue.ts', 'green/semaphore.ts'],
  },
  {
    slug: 'notifications',
    title: 'Notifications',
    description: 'Notifiers and listeners, batches, pools, filters, requeue.',
    sources: ['notification/'],
  },
  {
    slug: 'errors',
    title: 'Errors',
    description: 'Every error of the library, by its class.',
    sources: ['errors.ts'],
  },
  {
    slug: 'errors-between-services',
    title: 'Errors between services',
    description: 'How an error travels from a server to its caller, to and from Python.',
    sources: [
      'wire/remote-error.ts',
      'wire/failure.ts',
      'wire/failure-object.ts',
      'wire/python-name.ts',
    ],
  },
  {
    slug: 'operations',
    title: 'Counters and hooks',
    description: 'What a transport has done, and where logs, metrics and traces hook in.',
    sources: ['operations/'],
  },
  {
    slug: 'rabbitmq',
    title: 'Options of rabbit://',
    description: 'What the RabbitMQ driver understands in a URL or among its options.',
    sources: ['rabbit/'],
  },
  {
    slug: 'drivers',
    title: 'Drivers',
    description: 'The interface between the library and a broker, for who writes a driver.',
    sources: ['driver.ts', 'wire/envelope.ts', 'memory/'],
  },
];

/** Where a source file's names belong: its page and its place there. */
export function placeOf(file: string): { page: ReferencePage; order: number } | undefined {
  const places = pages.flatMap((page) =>
    page.sources.map((source, order) => ({ page, order, source })),
  );
  // The longest match: `node/transport.ts` before `node/`.
  return places
    .filter(({ source }) => file === source || (source.endsWith('/') && file.startsWith(source)))
    .sort((a, b) => b.source.length - a.source.length)[0];
}
