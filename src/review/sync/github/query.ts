import type { ReviewQuery } from '../../../proposal/stage.ts';

const quoted = (text: string) => `"${text.replaceAll('"', ' ').trim()}"`;

/**
 * GitHub refuses a search with more than five AND, OR or NOT.
 *
 * Source: GitHub's documentation, "Limitations on query length" of "Troubleshooting search queries".
 */
const mostOperators = 5;

/** Where words are looked for; two of the operators with the brackets' own OR. */
const inText = '(in:title OR in:body)';

/**
 * What GitHub's search is asked for a stage's declared query: one search per word, since it has no
 * dependable OR among words. Empty when the query has nothing that GitHub could find (topics,
 * hashtags and files are Gerrit's).
 *
 * In the advanced search, which alone will be left, qualifiers side by side must all hold, those of
 * one name too: two `repo:` without an OR find nothing. So alternatives are written out, in brackets.
 *
 * Source: GitHub's changelog of 2025-03-06, "GitHub Issues & Projects: REST API support for advanced
 * search"; the search of its own command line writes the same brackets.
 *
 * @param repositories where to look: a search of all of GitHub would find strangers
 */
export function githubSearches(query: ReviewQuery, repositories: readonly string[]): string[] {
  const { topic, hashtag, file, bug, footer, marker, message, label, search, branch } = query;
  if (topic !== undefined || hashtag !== undefined || file !== undefined) return [];
  if (!label && !search && !bug && !footer && !marker && !message) return [];
  const fixed = ['is:pull-request'];
  if (search !== undefined) fixed.push(search);
  if (label) fixed.push(`label:${label.map(quoted).join(',')}`);
  const words = [bug, footer, marker, message].filter((list) => list !== undefined).length;
  const left = Math.max(0, mostOperators - words - operatorsIn(search ?? ''));
  const places: string[] = [];
  for (let at = 0; at < repositories.length; at += left + 1) {
    places.push(anyRepository(repositories.slice(at, at + left + 1)));
  }
  const choices: string[][] = [
    places,
    (bug ?? []).map((number) => `${quoted(`#${number.replace('#', '')}`)} ${inText}`),
    (footer ?? []).map((line) => `${quoted(line)} in:body`),
    (marker ?? []).map((text) => `${quoted(text)} ${inText}`),
    (message ?? []).map((text) => `${quoted(text)} ${inText}`),
    (branch ?? []).map((name) => `base:${/^[\w./-]+$/.test(name) ? name : quoted(name)}`),
  ].filter((list) => list.length > 0);
  return choices
    .reduce<string[][]>(
      (rows, list) => rows.flatMap((row) => list.map((choice) => [...row, choice])),
      [[]],
    )
    .map((row) => [...fixed, ...row].join(' '));
}

function anyRepository(names: readonly string[]): string {
  const terms = names.map((name) => `repo:${name}`);
  return terms.length === 1 ? (terms[0] ?? '') : `(${terms.join(' OR ')})`;
}

function operatorsIn(search: string): number {
  return search.match(/\b(?:AND|OR|NOT)\b/g)?.length ?? 0;
}

/**
 * The same search for each of its repositories alone; only itself where it has one. GitHub refuses a
 * search as a whole when it may not show one of its repositories.
 */
export function perRepository(search: string): string[] {
  const group = /\(repo:\S+(?: OR repo:[^\s)]+)+\)/.exec(search)?.[0];
  if (group === undefined) return [search];
  const names = group.slice(1, -1).split(' OR ');
  return names.map((name) => search.replace(group, () => name));
}

/** How far behind GitHub's index of searches may be, in ms. */
export const indexLagMs = 60 * 60 * 1000;

/** The search, for what changed since a moment of the server's clock, its index's lag included. */
export function updatedSince(search: string, moment: string | undefined): string {
  if (moment === undefined) return search;
  const from = new Date(Date.parse(moment) - indexLagMs).toISOString().slice(0, 19);
  return `${search} updated:>=${from}Z`;
}
