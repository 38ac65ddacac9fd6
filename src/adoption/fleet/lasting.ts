import { setTimeout as pause } from 'node:timers/promises';

/** Between two tries, in ms. */
const waitMs = 500;
/** So long a database may be away, in ms. */
const patienceMs = 10 * 60_000;

/** What the operating system says of a server that is not there, or not any more. */
const goneCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
]);

/**
 * Does something that can be done twice, again and again until the database is there.
 *
 * @throws the last error where it stays away, or where it is of another kind
 */
export async function lasting<Result>(
  work: () => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isAway(error) || performance.now() >= until || signal?.aborted === true) throw error;
      await pause(waitMs);
    }
  }
}

/** Is it that the database is away, ends, or begins? */
export function isAway(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string') {
    // PostgreSQL's classes: connection exceptions, and an operator's intervention.
    return goneCodes.has(code) || code.startsWith('08') || code.startsWith('57P');
  }
  return (
    typeof message === 'string' &&
    /connection (?:terminated|timeout)|timeout exceeded when trying to connect|Client has encountered a connection error/i.test(
      message,
    )
  );
}
