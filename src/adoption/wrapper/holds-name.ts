import { pathBytes } from '../../git/path-text.ts';

/**
 * Does a file hold a name that may come from a path? Looked for as text, a byte that is not UTF-8
 * would end the process.
 */
export function holdsName(content: Buffer, name: string): boolean {
  return content.includes(name.isWellFormed() ? name : pathBytes(name));
}
