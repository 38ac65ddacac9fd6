import type { ReviewQuery } from '../../../proposal/stage.ts';

/**
 * A value of a query, quoted where Gerrit's grammar needs it: bare within `[A-Za-z0-9@._-]`, else in
 * quotes. Where the value itself holds quotes: in braces, which every Gerrit reads, or, where it
 * holds braces too, in quotes with backslashes, which later ones do (3.10 tried).
 */
export function quote(value: string): string {
  if (/^[A-Za-z0-9@._][A-Za-z0-9@._-]*$/.test(value)) return value;
  if (!/["\\]/.test(value)) return `"${value}"`;
  if (!/[{}\\]/.test(value)) return `{${value}}`;
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

const any = (operator: string, values: readonly string[]): string => {
  const terms = values.map((value) => `${operator}:${quote(value)}`);
  return terms.length === 1 ? (terms[0] ?? '') : `(${terms.join(' OR ')})`;
};

/**
 * What Gerrit is asked for a stage's declared query, or undefined when the query has nothing that
 * Gerrit could find (labels and search words are GitHub's).
 */
export function gerritQuery(query: ReviewQuery): string | undefined {
  const { topic, hashtag, bug, footer, marker, message, file, repository, branch } = query;
  if (query.label !== undefined || query.search !== undefined) return undefined;
  const terms = [
    topic && any('topic', topic),
    hashtag && any('hashtag', hashtag),
    bug &&
      any(
        'bug',
        bug.map((number) => number.replace('#', '')),
      ),
    footer && any('footer', footer),
    marker && any('message', marker),
    message && any('message', message),
    file && any('file', file),
  ].filter((term) => term !== undefined);
  if (terms.length === 0) return undefined;
  if (repository) terms.push(any('project', repository));
  if (branch) terms.push(any('branch', branch));
  return terms.join(' ');
}

/** A moment as `after:` and `before:` want it. */
function gerritTime(moment: string): string {
  return moment.replace('T', ' ').replace('Z', '');
}

/** The query, for what changed at or after a moment of the server's clock. */
export function since(query: string, moment: string | undefined): string {
  return moment === undefined ? query : `${query} after:"${gerritTime(moment)}"`;
}

/** The query, for what last changed at or before a moment. */
export function until(query: string, moment: string): string {
  return `${query} before:"${gerritTime(moment)}"`;
}

/** One operator over many values, in as few queries as `size` values each allow. */
export function anyOf(
  operator: string,
  values: readonly (string | number)[],
  size: number,
): string[] {
  const queries: string[] = [];
  for (let at = 0; at < values.length; at += size) {
    queries.push(any(operator, values.slice(at, at + size).map(String)));
  }
  return queries;
}
