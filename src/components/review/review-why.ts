import { dayText } from '../../ground/day.ts';
import type { ReviewRow } from './review-row.ts';

/** A piece of the line below a review's title, as pages and the page's script put it together. */
export interface WhyPart {
  text: string;
  /** Where it leads. */
  href?: string | undefined;
  /** More, for who points at it. */
  title?: string | undefined;
  /** Words of strangers: they are isolated, so that they turn nothing round. */
  isForeign?: boolean;
  /** `tag`: a mark of its own; `turn`: whose turn it is. */
  kind?: 'tag' | 'turn';
  /** The moment that the text says. */
  moment?: string | undefined;
}

const turnNames: Record<string, string> = {
  author: 'author’s turn',
  reviewers: 'reviewers’ turn',
  submitter: 'ready to land',
  'another review': 'waits behind',
  unknown: 'turn unknown',
};

/** Whose turn it is, why, and since when; nothing where a review is not open. */
export function turnParts({ turn, behind }: Pick<ReviewRow, 'turn' | 'behind'>): WhyPart[] {
  if (turn === undefined) return [];
  const people = turn.who === 'reviewers' ? turn.people.slice(0, 3) : [];
  const name = turn.isRefused ? 'refused' : (turnNames[turn.who] ?? turn.who);
  const parts: WhyPart[] = [{ text: name, title: turn.because, kind: 'turn' }];
  if (behind) parts.push({ text: ' ' }, { text: behind.label, href: behind.url });
  if (people.length > 0) {
    parts.push({ text: ': ' }, { text: people.join(', '), isForeign: true });
  }
  if (turn.since !== undefined) {
    parts.push({ text: ' since ' }, { text: dayText(turn.since), moment: turn.since });
  }
  return parts;
}

/**
 * Why a review stands at its stage, and what else is to be said of it.
 *
 * @param blueprint address of its stage in the blueprint: citations lead there
 */
export function whyParts(row: ReviewRow, blueprint: string): WhyPart[] {
  const { link, review, revertedBy, threatenedBy } = row;
  const parts: WhyPart[] = [];
  if (link.decision === 'suggested') parts.push({ text: 'suggested', kind: 'tag' }, { text: ' ' });
  for (const [i, { kind, text, line, touches }] of link.provenance.slice(0, 3).entries()) {
    parts.push({ text: `${i > 0 ? ' · ' : ''}${kind} ` });
    if (kind === 'cited' && line !== undefined) {
      parts.push({ text: `index.md:${line}`, href: blueprint });
    } else parts.push({ text, isForeign: true });
    if (touches) parts.push({ text: ` (${touchedText(touches)})` });
  }
  const rest = link.provenance.slice(3).map(({ kind, text }) => `${kind}: ${text}`);
  if (rest.length > 0) parts.push({ text: ` and ${rest.length} more`, title: rest.join('\n') });
  if (link.person) {
    const { by, date, note } = link.person;
    const words = [
      link.provenance.length > 0 ? ' · ' : '',
      'confirmed',
      by === undefined ? '' : ` by ${by}`,
      date === undefined ? '' : ` on ${dayText(date)}`,
      note === undefined ? '' : `: ${note}`,
    ];
    parts.push({ text: words.join('') });
  }
  const turn = turnParts(row);
  if (turn.length > 0) parts.push({ text: ' · ' }, ...turn);
  if (revertedBy) {
    parts.push({ text: ' · taken back by ' }, { text: revertedBy.label, href: revertedBy.url });
  }
  if (review?.serverStatus !== undefined) {
    parts.push({ text: ' · its server says ' }, { text: review.serverStatus, isForeign: true });
  }
  if (threatenedBy) {
    const { label, url } = threatenedBy;
    parts.push({ text: ' · would be taken back by ' }, { text: label, href: url });
  }
  if (review?.was !== undefined) {
    parts.push({ text: ` · no longer visible on its server; it was ${review.was}` });
  }
  if (review?.fromGit) parts.push({ text: ' · from git' });
  return parts;
}

/** What the diff says for a word or a file. */
function touchedText(probes: readonly string[]): string {
  if (probes.length === 0) return 'changes no line that a probe counts';
  return `changes lines that ${probes.slice(0, 2).join(' and ')} counts`;
}
