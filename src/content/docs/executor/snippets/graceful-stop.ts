/** Serves until it is told to stop, and leaves nothing unanswered. */
import { getRpcServer, type Transport } from '../../../../executor/index.ts';

export async function serve(transport: Transport, endpoint: object) {
  const server = getRpcServer(transport, { topic: 'jobs', server: 'one' }, [endpoint]);
  await server.start();
  return async function stop(): Promise<void> {
    // Takes no more; running endpoints have ten seconds before their signals abort.
    await server.stop({ graceMs: 10_000 });
    await server.wait();
    await transport.close();
  };
}

// In a program: process.once('SIGTERM', await serve(transport, endpoint));
