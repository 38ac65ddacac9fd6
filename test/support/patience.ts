/**
 * So long a test waits for what must come, in ms. It ends what hangs and measures nothing: on a machine
 * that others keep busy all of it takes many times as long as alone.
 */
export const patienceMs = 300_000;
