import { makeBadge } from 'badge-maker';
import type { Proposal } from '../../proposal/load-proposals.ts';
import { numberText } from '../../proposal/proposal-number.ts';
import type { ProposalReport } from '../../status/report.ts';
import { isThrough, type Status } from '../../status/status.ts';

/** Colours on which badge-maker's white text can be read. */
const colours: Readonly<Record<Status, string>> = {
  done: '#15803d',
  'in progress': '#b45309',
  'not started': '#56616a',
  regressed: '#c42b2b',
  unknown: '#7c3aed',
  'not affected': '#56616a',
};

/** Where a project's badge for a proposal stands, below the site's base. */
export const badgePath = (proposal: number, project: string) => `/badge/${proposal}/${project}.svg`;

/** How far a project is with a plan, in a few words, and the status that colours them. */
export function badgeWords(
  { rows }: Pick<ProposalReport, 'rows'>,
  project: string,
): { message: string; status: Status } {
  const statuses = [...(rows.get(project)?.values() ?? [])].map(({ status }) => status);
  const concerning = statuses.filter((status) => status !== 'not affected');
  const through = concerning.filter(isThrough).length;
  if (statuses.length === 0 || concerning.every((status) => status === 'unknown')) {
    const isApart = statuses.length > 0 && concerning.length === 0;
    return isApart
      ? { message: 'not affected', status: 'not affected' }
      : { message: 'unknown', status: 'unknown' };
  }
  const unknown = concerning.filter((status) => status === 'unknown').length;
  const known = `${through} of ${concerning.length} stages`;
  const message = unknown === 0 ? known : `${known}, ${unknown} unknown`;
  if (through === concerning.length) return { message: 'done', status: 'done' };
  if (concerning.includes('regressed')) return { message, status: 'regressed' };
  return { message, status: through > 0 ? 'in progress' : 'not started' };
}

/**
 * A badge as SVG, for READMEs: which plan, and how far the project is. badge-maker draws it, as for
 * shields.io: it knows the widths of letters, and gives the drawing its title.
 */
export function badge(
  { number, frontMatter }: Pick<Proposal, 'number' | 'frontMatter'>,
  words: ReturnType<typeof badgeWords>,
): string {
  return makeBadge({
    label: `${numberText(number)} ${shortened(frontMatter.title)}`,
    message: words.message,
    color: colours[words.status],
    labelColor: '#344047',
    style: 'flat',
  });
}

/** A long title by its first words. */
function shortened(title: string): string {
  if (title.length <= 40) return title;
  return `${title.slice(0, 40).replace(/\s+\S*$/, '')} …`;
}
