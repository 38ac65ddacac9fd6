import { json } from '../../site/api/answer.ts';
import { apiPath } from '../../site/api/address.ts';
import { planned } from '../../site/api/projects.ts';
import { href } from '../../site/href.ts';
import { siteData } from '../../site/site-data.ts';

/** Before there were versions the data stood at other addresses: each says where it went. */
export async function getStaticPaths() {
  const data = await siteData();
  const moved: [before: string, now: string][] = [
    ['proposals', apiPath.proposals],
    ['status', apiPath.proposals],
    ['reviews', apiPath.proposals],
    ...data.reports.map(({ proposal: { number } }): [string, string] => [
      `proposals/${number}`,
      apiPath.proposal(number),
    ]),
    ...planned(data).map((id): [string, string] => [`projects/${id}`, apiPath.project(id)]),
  ];
  return moved.map(([before, now]) => ({ params: { before }, props: { now } }));
}

export function GET({ props }: { props: { now: string } }): Response {
  return json({ moved: href(props.now) });
}
