import { entryJson } from '../../proposal/concern-register.ts';
import { json } from '../../site/api/json.ts';
import { siteConcerns } from '../../site/site-concerns.ts';

/** The registers of all blueprints as one list. */
export async function GET() {
  return json((await siteConcerns()).map(entryJson));
}
