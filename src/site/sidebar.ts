import { numberText } from '../proposal/proposal-number.ts';
import type { Proposal, Proposals } from '../proposal/load-proposals.ts';
import { isOver } from '../proposal/lifecycle.ts';

/** The site's navigation: every blueprint with its views, then what is across blueprints. */
export function sidebar({ proposals, faulty }: Pick<Proposals, 'proposals' | 'faulty'>) {
  const over = (of: Proposal) => isOver(of.frontMatter.status);
  const blueprints = proposals
    .toSorted((a, b) => Number(over(a)) - Number(over(b)) || b.number - a.number)
    .map((proposal) => ({
      label: `${numberText(proposal.number)} ${proposal.frontMatter.title}`,
      collapsed: over(proposal),
      items: [
        { label: 'Blueprint', link: `/proposals/${proposal.name}/` },
        { label: 'Projects × stages', link: `/proposals/${proposal.name}/matrix/` },
        { label: 'Reviews by stage', link: `/proposals/${proposal.name}/reviews/` },
      ],
    }));
  return [
    { label: 'Under way', link: '/' },
    ...blueprints,
    ...faulty.map(({ name }) => ({
      label: name,
      link: `/proposals/${name}/`,
      badge: { text: 'faults', variant: 'danger' as const },
    })),
    { label: 'All projects', link: '/projects/' },
    { label: 'Teams', link: '/teams/' },
    { label: 'Concerns', link: '/concerns/' },
    { label: 'What changed', link: '/changes/' },
    { label: 'Not confirmed', link: '/stale/' },
    { label: 'Guide', items: [{ autogenerate: { directory: 'guide' } }] },
    {
      label: 'Executor library',
      collapsed: true,
      items: [
        { label: 'First server', link: '/executor/' },
        { label: 'Install', link: '/executor/install/' },
        { label: 'Executors', link: '/executor/executors/' },
        { label: 'From green threads to coroutines', link: '/executor/migrating/' },
        { label: 'Together with Python', link: '/executor/python/' },
        { label: 'Options of a transport', link: '/executor/options/' },
        { label: 'Operating it', link: '/executor/operating/' },
        { label: 'What survives what', link: '/executor/what-survives/' },
        { label: 'Troubleshooting', link: '/executor/troubleshooting/' },
        { label: 'Measured', link: '/executor/figures/' },
        { label: 'Playground', link: '/executor/playground/' },
        {
          label: 'API reference',
          collapsed: true,
          items: [{ autogenerate: { directory: 'executor/api' } }],
        },
      ],
    },
    { label: 'Data', link: '/api/' },
  ];
}
