import { apiPath } from '../../../site/api/address.ts';
import { answer } from '../../../site/api/answer.ts';
import { kindNames } from '../../../site/api/schema/kinds.ts';
import { href } from '../../../site/href.ts';

/** Where everything is. */
export function GET(): Response {
  return answer('index', {
    projects: href(apiPath.projects),
    proposals: href(apiPath.proposals),
    concerns: href(apiPath.concerns),
    schemas: Object.fromEntries(kindNames.map((kind) => [kind, href(apiPath.schema(kind))])),
  });
}
