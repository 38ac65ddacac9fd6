import { entryJson } from '../../../proposal/concern-register.ts';
import { answer } from '../../../site/api/answer.ts';
import { siteConcerns } from '../../../site/site-concerns.ts';

/** The registers of all blueprints as one list. */
export async function GET(): Promise<Response> {
  return answer('concerns', (await siteConcerns()).map(entryJson));
}
