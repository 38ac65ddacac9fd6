import { finders, type ReviewQuery, type Stage } from './stage.ts';

/** How a review is recognised as one of its stage, as far as whoever makes it can see to that. */
export interface Recognised {
  topic?: string;
  hashtag?: string;
  /** A line of its own in the message. */
  marker?: string;
  /** Last lines of the message. */
  footers: string[];
}

/** What whoever makes a review cannot promise: that a server, or a person, says so of it. */
const beyond = new Set<(typeof finders)[number]>(['label', 'file', 'message', 'search']);

/**
 * What a commit and its push must say for a stage's queries to find the review without a doubt; undefined
 * where none of them can be held so.
 *
 * @param system `gerrit:<host>` or `github:<host>`
 * @param repository its name there
 */
export function recognisedBy(
  { reviews }: Pick<Stage, 'reviews'>,
  system: string,
  repository: string,
  branch: string,
): Recognised | undefined {
  for (const query of reviews) {
    const { on = system, repository: only = [repository], branch: onto = [branch] } = query;
    const isFor = only.some((one) => one.toLowerCase() === repository.toLowerCase());
    if (on !== system || !isFor || !onto.includes(branch)) continue;
    if (finders.some((field) => beyond.has(field) && query[field] !== undefined)) continue;
    const isGerrit = system.startsWith('gerrit:');
    if (!isGerrit && (query.topic ?? query.hashtag) !== undefined) continue;
    return fromQuery(query);
  }
  return undefined;
}

function fromQuery({ topic, hashtag, marker, footer, bug }: ReviewQuery): Recognised {
  const [first] = bug ?? [];
  return {
    ...(topic?.[0] === undefined ? {} : { topic: topic[0] }),
    ...(hashtag?.[0] === undefined ? {} : { hashtag: hashtag[0].replace(/^#/, '') }),
    ...(marker?.[0] === undefined ? {} : { marker: marker[0] }),
    footers: [
      ...(footer?.[0] === undefined ? [] : [footer[0]]),
      ...(first === undefined ? [] : [`Related-Bug: #${first.replace('#', '')}`]),
    ],
  };
}

/** What a commit says: what was done, what it rests on, by which plan, and the lines that tie it to it. */
export function fixMessage(
  { title, note }: { title: string; note?: string | undefined },
  /** `Remove x, stage "Imports gone"`. */
  plan: string,
  { marker, topic, footers }: Recognised,
  changeId: string | undefined,
): string {
  const wrapped = (text: string) => text.replace(/\s+/g, ' ').replace(/(.{1,72})(?: |$)/g, '$1\n');
  const last = [
    ...footers,
    ...(topic === undefined ? [] : [`Topic: ${topic}`]),
    ...(changeId === undefined ? [] : [`Change-Id: ${changeId}`]),
  ];
  return [
    title,
    ...(note === undefined ? [] : [wrapped(note).trimEnd()]),
    wrapped(`Made by a rule of ${plan}, on the lines that its probes found alone.`).trimEnd(),
    ...(marker === undefined ? [] : [marker]),
    ...(last.length === 0 ? [] : [last.join('\n')]),
  ].join('\n\n');
}
