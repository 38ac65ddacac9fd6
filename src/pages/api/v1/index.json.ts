import { apiPath } from '../../../site/api/address.ts';
import { answer } from '../../../site/api/answer.ts';
import { kindNames } from '../../../site/api/schema/kinds.ts';
import { href } from '../../../site/href.ts';
import { siteData } from '../../../site/site-data.ts';

/** Where everything is. */
export async function GET(): Promise<Response> {
  const { faulty } = await siteData();
  return answer('index', {
    projects: href(apiPath.projects),
    proposals: href(apiPath.proposals),
    concerns: href(apiPath.concerns),
    changes: href(apiPath.changes),
    stale: href(apiPath.stale),
    faulty: faulty.map(({ name }) => name),
    schemas: Object.fromEntries(kindNames.map((kind) => [kind, href(apiPath.schema(kind))])),
  });
}
