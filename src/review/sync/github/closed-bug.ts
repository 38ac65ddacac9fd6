import { reviewNumber } from '../../review-identity.ts';
import { addressParts } from '../../../ground/trust/web-address.ts';

/**
 * GitHub's own words for "with this, that issue is done", each before `#12`, `owner/name#12` or an
 * issue's address; a colon may stand between.
 *
 * Source: GitHub's documentation, "Linking a pull request to an issue".
 */
const closing =
  /(?<![\w-])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)(?::\s*|\s+)(?:([\w.-]+\/[\w.-]+)?#(\d{1,9})(?![\w-])|(https?:\/\/\S+))/giu;

/** GitHub would close it all the same, but the author says that it does not. */
const denied =
  /(?:\b(?:no|not|never|hardly|without|no longer|cannot|instead of)|n['’]t)\s+(?:[\p{L}]+\s+){0,2}$/iu;

/**
 * The issues of its own repository that a pull request's text says it closes. Numbers are per
 * repository, so another's issue of the same number is another bug.
 *
 * @param spoken see spoken-text.ts
 * @param repository `owner/name` of the pull request
 * @param host of its GitHub
 */
export function closedBugs(
  spoken: string,
  repository: string,
  host: string,
): { bug: string; text: string }[] {
  const found: { bug: string; text: string }[] = [];
  for (const match of spoken.matchAll(closing)) {
    const [text, elsewhere, number, address] = match;
    const line = spoken.slice(spoken.lastIndexOf('\n', match.index) + 1, match.index);
    if (denied.test(line)) continue;
    const bug =
      address === undefined
        ? isSame(elsewhere ?? repository, repository) && reviewNumber(number ?? '')?.toString()
        : issueOf(address, repository, host);
    if (bug) found.push({ bug, text: text.replace(/[.,;:)\]]+$/, '') });
  }
  return found;
}

function issueOf(address: string, repository: string, host: string): string | undefined {
  const url = addressParts(address);
  if (url === undefined) return undefined;
  const [, owner = '', name = '', kind, number = ''] = url.pathname.split('/');
  if (url.host !== host || kind !== 'issues' || !isSame(`${owner}/${name}`, repository)) {
    return undefined;
  }
  return reviewNumber(/^\d+/.exec(number)?.[0] ?? '')?.toString();
}

const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
