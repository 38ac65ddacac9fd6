import { describe, expect, it } from 'vitest';
import * as browser from './browser.ts';
import * as library from './index.ts';

describe('the public names', () => {
  it('are these, and a new one is a decision', () => {
    expect(Object.keys(library).toSorted()).toMatchInlineSnapshot(`
      [
        "DriverLoadFailure",
        "Event",
        "ExecutorLoadFailure",
        "From",
        "GreenPool",
        "GreenThread",
        "GreenThreadExit",
        "GreenTimeout",
        "InvalidRequest",
        "InvalidTarget",
        "InvalidTransportURL",
        "MalformedMessage",
        "MemoryBroker",
        "MessageDeliveryFailure",
        "MessageUndeliverable",
        "MessagingException",
        "MessagingServerError",
        "MessagingTimeout",
        "ModuleEndpoint",
        "NoSuchMethod",
        "NotificationListener",
        "NotificationResult",
        "Notifier",
        "OutgoingBufferFull",
        "PythonError",
        "Queue",
        "RPCVersionCapError",
        "RedeliveryLimitExceeded",
        "RemoteError",
        "Return",
        "RpcClient",
        "RpcServer",
        "Semaphore",
        "SerializationError",
        "ServerListenError",
        "Target",
        "TaskTimeout",
        "Transport",
        "TransportClosed",
        "UnsupportedVersion",
        "Wait",
        "aiogreenExecutor",
        "asyncExecutor",
        "blockingExecutor",
        "defaultAccessPolicy",
        "drive",
        "expectedExceptions",
        "explicitAccessPolicy",
        "expose",
        "getBatchNotificationListener",
        "getLocalContext",
        "getNotificationListener",
        "getNotificationTransport",
        "getRpcClient",
        "getRpcServer",
        "getRpcTransport",
        "joinHooks",
        "legacyAccessPolicy",
        "linkPromise",
        "moduleEndpoint",
        "observeTransport",
        "openTelemetryHooks",
        "openTelemetryMetrics",
        "parseJson",
        "sleep",
        "spawn",
        "spawnAfter",
        "stringifyJson",
        "threadingExecutor",
        "withTimeout",
        "wrapGreenThread",
      ]
    `);
  });

  it('of the browser part are all in the whole, and the same but for the transports', () => {
    const { getRpcTransport, getNotificationTransport, ...shared } = browser;
    expect(library).toMatchObject(shared);
    expect(library.getRpcTransport).not.toBe(getRpcTransport);
    expect(library.getNotificationTransport).not.toBe(getNotificationTransport);
  });
});
