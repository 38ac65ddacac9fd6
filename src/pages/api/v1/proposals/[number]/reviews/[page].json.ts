import { answer } from '../../../../../../site/api/answer.ts';
import { reviewPages } from '../../../../../../site/api/reviews.ts';
import { siteData } from '../../../../../../site/site-data.ts';

export async function getStaticPaths() {
  const { reports } = await siteData();
  return reports.flatMap((report) =>
    reviewPages(report).map((data) => ({
      params: { number: String(data.proposal), page: String(data.page) },
      props: { data },
    })),
  );
}

/** Some of a proposal's code reviews, with their links to stages. */
export function GET({ props }: { props: { data: unknown } }): Response {
  return answer('reviews', props.data);
}
