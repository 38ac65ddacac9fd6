import { answer } from '../../../../site/api/answer.ts';
import { planned, wholeProject } from '../../../../site/api/projects.ts';
import { siteData } from '../../../../site/site-data.ts';

export async function getStaticPaths() {
  return planned(await siteData()).map((id) => ({ params: { id } }));
}

export async function GET({ params: { id } }: { params: { id: string } }): Promise<Response> {
  return answer('project', wholeProject(await siteData(), id));
}
