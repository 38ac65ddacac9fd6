import type { ReviewSystem } from '../../../proposal/registry.ts';
import { apiRoot } from '../../review-system.ts';
import type { Secrets } from '../secrets.ts';

/** Below /a/ a Gerrit answers what the caller may see, elsewhere what everybody may. */
export function askedRoot(system: ReviewSystem, secrets: Secrets): string {
  const api = apiRoot(system);
  return secrets.isFor(api) ? `${api}/a` : api;
}
