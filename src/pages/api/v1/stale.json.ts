import { answer } from '../../../site/api/answer.ts';
import { staleJson } from '../../../site/site-stale.ts';

/** What nobody confirmed for long, and what will be that next. */
export async function GET(): Promise<Response> {
  return answer('stale', await staleJson());
}
