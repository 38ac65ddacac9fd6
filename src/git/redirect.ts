import { addressParts } from '../ground/trust/web-address.ts';

/** Addresses that lead on from one to another, at most. */
const mostRedirects = 5;

/** A server that does not answer within this is not followed, in ms. */
const answerWaitMs = 30_000;

/**
 * Where a repository's address leads on to, within its own origin; undefined if it leads elsewhere,
 * or nowhere. Git itself follows no redirect here: one to another host could reach what only this
 * machine can.
 */
export async function redirectedWithin(
  repository: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const suffix = '/info/refs?service=git-upload-pack';
  let address = repository.replace(/\/+$/, '');
  for (let step = 0; step < mostRedirects; step++) {
    const timeout = AbortSignal.timeout(answerWaitMs);
    const answer = await fetch(address + suffix, {
      redirect: 'manual',
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
    await answer.body?.cancel();
    const location = answer.headers.get('location');
    if (answer.status < 300 || answer.status >= 400 || location === null) {
      return answer.ok && step > 0 ? address : undefined;
    }
    const next = addressParts(location, address + suffix);
    if (next?.origin !== addressParts(repository)?.origin || next?.username !== '')
      return undefined;
    if (!`${next.pathname}${next.search}`.endsWith(suffix)) return undefined;
    address = next.origin + next.pathname.slice(0, -'/info/refs'.length);
  }
  return undefined;
}
