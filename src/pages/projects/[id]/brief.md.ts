import { planned } from '../../../site/api/projects.ts';
import { briefText } from '../../../site/brief-text.ts';
import { byLife, siteData } from '../../../site/site-data.ts';
import { Briefs } from '../../../status/brief.ts';

export async function getStaticPaths() {
  const data = await siteData();
  const { live, over } = byLife(data.reports);
  const all = [...live, ...over].map((report) => ({
    projects: new Set(report.projects),
    briefs: new Briefs(report, data.registry),
  }));
  return planned(data).map((id) => ({
    params: { id },
    props: {
      briefs: () =>
        all
          .filter(({ projects }) => projects.has(id))
          .flatMap(({ briefs }) =>
            briefs.openStages(id).flatMap((stage) => briefs.of(id, stage) ?? []),
          ),
    },
  }));
}

interface Context {
  params: { id: string };
  props: { briefs: () => ReturnType<Briefs['of']>[] };
}

/** What is left for a project to do, for whoever, or whatever program, begins work. */
export async function GET({ params: { id }, props }: Context): Promise<Response> {
  const { registry, faulty } = await siteData();
  const briefs = props.briefs().filter((one) => one !== undefined);
  return new Response(briefText(id, briefs, { registry, faulty }), {
    headers: { 'content-type': 'text/markdown; charset=utf-8' },
  });
}
