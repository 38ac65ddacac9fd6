import { canonicalVersion } from './canonical-text.ts';

/**
 * The name of the revision that has a canonical text: 64 hexadecimal digits, SHA-256 over the version
 * of the canonical text, a newline and the text. In a browser it needs a secure origin.
 */
export async function revisionName(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(`${canonicalVersion}\n${text}`);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
