import { withinTime } from '../../adoption/search/time-limit.ts';

/**
 * Whether a query's `file` finds one of the paths that a review changes, as Gerrit's own operator
 * does: a whole path, or one part of it, or, after a `^`, a regular expression for the whole path.
 *
 * Source: Gerrit's documentation of searching changes, `file:` and `path:`.
 */
export function findsFile(value: string, paths: readonly string[]): boolean {
  if (!value.startsWith('^')) {
    return paths.some((path) => path === value || path.split('/').includes(value));
  }
  let found = false;
  try {
    const whole = new RegExp(`^(?:${value.slice(1)})$`, 'u');
    withinTime(() => {
      found = paths.some((path) => whole.test(path));
    });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return found;
}
