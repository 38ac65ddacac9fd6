/**
 * Runs something in a later turn of the event loop, after I/O and timers had their chance. Taken when
 * the module loads, so that a test's fake clock does not stop the library's own scheduling.
 */
interface Platform {
  setImmediate?: (callback: () => void) => unknown;
  MessageChannel?: new () => {
    port1: { onmessage: (() => void) | null };
    port2: { postMessage: (message: unknown) => void };
  };
  setTimeout: (callback: () => void, ms: number) => unknown;
}

function choose(): (callback: () => void) => void {
  const { setImmediate, MessageChannel, setTimeout } = globalThis as unknown as Platform;
  if (setImmediate) {
    return (callback) => {
      setImmediate(callback);
    };
  }
  if (!MessageChannel) {
    return (callback) => {
      setTimeout(callback, 0);
    };
  }
  // A browser delays nested timeouts to 4 ms; messages to oneself it does not.
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return (callback) => {
    waiting.push(callback);
    port2.postMessage(0);
  };
}

export const nextTurn = choose();
