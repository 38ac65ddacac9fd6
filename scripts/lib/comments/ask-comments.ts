import type { z } from 'zod';
import { boundedBytes } from '../../../src/ground/trust/bounded-bytes.ts';
import { issuesText } from '../../../src/proposal/validate.ts';

/** A server that has not answered by then does not, in ms. */
const answerWaitMs = 30_000;

/** What a server said, or why it is not known. */
export type Read<T> = { data: T } | { unread: string };

/** An address of a server of comments: `https://plans.example.org`, perhaps with a path below it. */
export function commentsAddress(server: string, path: string): string {
  return `${server.replace(/\/+$/, '')}${path}`;
}

/**
 * Asks a server of comments for JSON; nothing secret goes with it, and no redirect is followed.
 *
 * @param mostBytes of its answer
 */
export async function askComments<T>(
  address: string,
  schema: z.ZodType<T>,
  mostBytes: number,
): Promise<Read<T>> {
  try {
    const answer = await fetch(address, {
      redirect: 'error',
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(answerWaitMs),
    });
    if (!answer.ok) return { unread: `${address} answers ${answer.status}` };
    const tooLarge = () => new Error(`the answer is larger than ${mostBytes} bytes`);
    const text = (await boundedBytes(answer.body, mostBytes, tooLarge)).toString('utf8');
    const given = schema.safeParse(JSON.parse(text));
    if (!given.success) return { unread: `${address}: ${issuesText(given.error)}` };
    return { data: given.data };
  } catch (error) {
    return { unread: `${address}: ${reasonOf(error)}` };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${answerWaitMs / 1000} s`;
  const { cause } = error;
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message;
}
