/**
 * The one id of a code review, whatever its system:
 *
 * - `gerrit:<host>/<repository>~<number>`
 * - `gerrit:<host>/<repository>~<branch>~<Change-Id>`, known from git history alone, number unknown
 * - `github:<owner>/<repo>#<n>`, in lower case as GitHub compares them; with a host before the
 *   owner where it is not github.com
 */
export type ReviewId = `gerrit:${string}` | `github:${string}`;

/** The parts of a {@link ReviewId}. */
export type ReviewName =
  | { system: 'gerrit'; host: string; repository: string; number: number }
  | { system: 'gerrit'; host: string; repository: string; branch: string; changeId: string }
  | { system: 'github'; host: string; repository: string; number: number };

/**
 * A change of which only the number is cited: `gerrit:<host>/?~<number>`. It names no repository until
 * a server has said which (`?` cannot stand in a repository's name).
 */
export type UnresolvedId = `gerrit:${string}/?~${number}`;

/** What an address of a review system points at. */
export type ReviewAddress =
  /** One review, its repository named. */
  | { kind: 'review'; id: ReviewId }
  /** One review by its number alone; the server knows the repository. */
  | { kind: 'unresolved'; id: UnresolvedId; host: string; number: number }
  /** A look-up of a Change-Id: it may stand on several branches, so it may be several reviews. */
  | { kind: 'change-id'; host: string; changeId: string }
  /** A search; never a review, however few it finds. */
  | { kind: 'query'; host: string; query: string };

/** A whole Change-Id: `I` and 40 hexadecimal digits. */
export const changeIdPattern = /^I[0-9a-f]{40}$/;

/** GitHub's own rules for names, a little wider; a dot-only repository name is none. */
const githubRepository = /^[a-z0-9_-]+\/(?!\.{1,2}$)[a-z0-9._-]+$/;

/** Numbers of both systems stay far below this; longer digits are something else. */
export function reviewNumber(text: string): number | undefined {
  return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : undefined;
}

export function reviewId(name: ReviewName): ReviewId {
  if (name.system === 'github') {
    const host = name.host === 'github.com' ? '' : `${name.host}/`;
    return `github:${host}${name.repository.toLowerCase()}#${name.number}`;
  }
  const tail = 'number' in name ? String(name.number) : `${name.branch}~${name.changeId}`;
  return `gerrit:${name.host}/${name.repository}~${tail}`;
}

/** The parts of an id, or undefined when the text is none. Never throws. */
export function parseReviewId(text: string): ReviewName | undefined {
  const github = /^github:(?:([^/#\s]+)\/)?([^/#\s]+\/[^/#\s]+)#(\d+)$/.exec(text);
  if (github !== null) {
    const number = reviewNumber(github[3] ?? '');
    const repository = github[2] ?? '';
    if (number === undefined || !githubRepository.test(repository)) return undefined;
    return { system: 'github', host: github[1] ?? 'github.com', repository, number };
  }
  const gerrit = /^gerrit:([^/\s]+)\/(.+)$/.exec(text);
  const host = gerrit?.[1];
  const rest = gerrit?.[2];
  if (host === undefined || rest === undefined) return undefined;
  const triplet = /^(.+)~([^~]+)~(I[0-9a-f]{40})$/.exec(rest);
  if (triplet !== null) {
    const [, repository = '', branch = '', changeId = ''] = triplet;
    return isGerritRepository(repository)
      ? { system: 'gerrit', host, repository, branch, changeId }
      : undefined;
  }
  const at = rest.lastIndexOf('~');
  const repository = rest.slice(0, Math.max(0, at));
  const number = reviewNumber(rest.slice(at + 1));
  if (number === undefined || !isGerritRepository(repository)) return undefined;
  return { system: 'gerrit', host, repository, number };
}

/** A name that Gerrit can have for a repository: no `?`, no `\`, no empty part. */
export function isGerritRepository(name: string): boolean {
  return name.length <= 300 && !name.split('/').includes('') && !hasForbidden.test(name);
}
// eslint-disable-next-line no-control-regex -- control characters are what is refused
const hasForbidden = /[?\\\u0000-\u001f\u007f]/;

export function unresolvedId(host: string, number: number): UnresolvedId {
  return `gerrit:${host}/?~${number}`;
}

/** The parts of an {@link UnresolvedId}, or undefined when the text is none. */
export function parseUnresolvedId(text: string): { host: string; number: number } | undefined {
  const match = /^gerrit:([^/\s]+)\/\?~(\d+)$/.exec(text);
  const number = reviewNumber(match?.[2] ?? '');
  const host = match?.[1];
  return host === undefined || number === undefined ? undefined : { host, number };
}

/** A name that GitHub can have for a repository: `owner/repo`, in lower case. */
export function isGithubRepository(name: string): boolean {
  return githubRepository.test(name);
}

/** `gerrit:<host>` or `github:<host>` of a review. */
export function systemOf(id: string): string {
  const name = parseReviewId(id) ?? unresolvedName(id);
  return name === undefined ? '' : `${name.system}:${name.host}`;
}

function unresolvedName(id: string): { system: 'gerrit'; host: string } | undefined {
  const unresolved = parseUnresolvedId(id);
  return unresolved === undefined ? undefined : { system: 'gerrit', host: unresolved.host };
}
