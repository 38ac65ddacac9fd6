import { answer } from '../../../site/api/answer.ts';
import { siteChanges } from '../../../site/changes/site-changes.ts';
import { digestOf } from '../../../status/digest/digest.ts';

/** What changed, as `npm run digest -- --format json` prints it too. */
export async function GET(): Promise<Response> {
  const changes = await siteChanges();
  return answer('changes', digestOf(changes, changes.since));
}
