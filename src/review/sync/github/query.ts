import type { ReviewQuery } from '../../../proposal/stage.ts';

const quoted = (text: string) => `"${text.replaceAll('"', ' ').trim()}"`;

/** Repositories named in one search; more would make its address too long. */
const repositoriesAtOnce = 20;

/**
 * What GitHub's search is asked for a stage's declared query: one search per word, since it has no
 * dependable OR among words; labels and repositories it joins by itself. Empty when the query has
 * nothing that GitHub could find (topics, hashtags and files are Gerrit's).
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
  const places: string[] = [];
  for (let at = 0; at < repositories.length; at += repositoriesAtOnce) {
    const some = repositories.slice(at, at + repositoriesAtOnce);
    places.push(some.map((name) => `repo:${name}`).join(' '));
  }
  const choices: string[][] = [
    places,
    (bug ?? []).map((number) => `${quoted(`#${number.replace('#', '')}`)} in:title,body`),
    (footer ?? []).map((line) => `${quoted(line)} in:body`),
    (marker ?? []).map((text) => `${quoted(text)} in:title,body`),
    (message ?? []).map((text) => `${quoted(text)} in:title,body`),
    (branch ?? []).map((name) => `base:${/^[\w./-]+$/.test(name) ? name : quoted(name)}`),
  ].filter((list) => list.length > 0);
  return choices
    .reduce<string[][]>(
      (rows, list) => rows.flatMap((row) => list.map((choice) => [...row, choice])),
      [[]],
    )
    .map((row) => [...fixed, ...row].join(' '));
}

/** How far behind GitHub's index of searches may be, in ms. */
export const indexLag = 60 * 60 * 1000;

/** The search, for what changed since a moment of the server's clock, its index's lag included. */
export function updatedSince(search: string, moment: string | undefined): string {
  if (moment === undefined) return search;
  const from = new Date(Date.parse(moment) - indexLag).toISOString().slice(0, 19);
  return `${search} updated:>=${from}Z`;
}
