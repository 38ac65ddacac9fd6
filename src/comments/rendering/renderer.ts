import { fileURLToPath } from 'node:url';
import { moduleDigest } from '../../ground/module-digest.ts';

let known: string | undefined;

/**
 * Names all that makes a comment's HTML: another parser, sanitiser or rule of ours is another name, and
 * what an earlier one made is not shown any more.
 */
export function rendererName(): string {
  known ??= moduleDigest(fileURLToPath(new URL('comment-html.ts', import.meta.url))).slice(0, 32);
  return known;
}
