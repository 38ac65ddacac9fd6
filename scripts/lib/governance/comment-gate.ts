import { z } from 'zod';
import type { TransitionFacts } from '../../../src/proposal/transition-facts.ts';
import { askComments, commentsAddress } from '../comments/ask-comments.ts';

/** An answer is not larger: a proposal has few open concerns. */
const mostBytes = 1024 * 1024;

export const gateSchema = z.object({ open: z.array(z.string().max(100)).max(10_000) });

/**
 * Asks a server of comments which concerns are open on a proposal.
 *
 * @param server its address: `https://plans.example.org`
 */
export async function askGate(
  server: string,
  proposal: number,
): Promise<TransitionFacts['commented']> {
  const address = commentsAddress(server, `/comments/${proposal}/gate`);
  const read = await askComments(address, gateSchema, mostBytes);
  return 'unread' in read ? read : read.data.open;
}
