/** A server whose endpoint runs in worker threads. */
import { getRpcServer, moduleEndpoint, type Transport } from '../../../../executor/index.ts';

export function digestServer(transport: Transport) {
  const endpoint = moduleEndpoint(new URL('./digest-endpoint.ts', import.meta.url));
  const target = { topic: 'digest', server: 'one' };
  return getRpcServer(transport, target, [endpoint], { executor: 'threading', poolSize: 2 });
}
