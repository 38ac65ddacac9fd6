import { z } from 'zod';
import { boundedBytes } from '../../../src/ground/trust/bounded-bytes.ts';
import { issuesText } from '../../../src/proposal/validate.ts';
import type { TransitionFacts } from '../../../src/proposal/transition-facts.ts';

/** A server that has not answered by then does not, in ms. */
const answerWaitMs = 10_000;
/** An answer is not larger: a proposal has few open concerns. */
const mostBytes = 1024 * 1024;

const gateSchema = z.object({ open: z.array(z.string().max(100)).max(10_000) });

/**
 * Asks a server of comments which concerns are open on a proposal.
 *
 * @param server its address: `https://plans.example.org`
 */
export async function askGate(
  server: string,
  proposal: number,
): Promise<TransitionFacts['commented']> {
  const address = `${server.replace(/\/+$/, '')}/comments/${proposal}/gate`;
  try {
    const answer = await fetch(address, {
      redirect: 'error',
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(answerWaitMs),
    });
    if (!answer.ok) return { unread: `${address} answers ${answer.status}` };
    const given = gateSchema.safeParse(JSON.parse(await textOf(answer)));
    if (!given.success) return { unread: `${address}: ${issuesText(given.error)}` };
    return given.data.open;
  } catch (error) {
    return { unread: `${address}: ${reasonOf(error)}` };
  }
}

async function textOf({ body }: Response): Promise<string> {
  const tooLarge = () => new Error(`the answer is larger than ${mostBytes} bytes`);
  return (await boundedBytes(body, mostBytes, tooLarge)).toString('utf8');
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${answerWaitMs / 1000} s`;
  const { cause } = error;
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message;
}
