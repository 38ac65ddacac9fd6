import { kind } from '../../../src/adoption/syntax/kind.ts';

const signs = { [kind.code]: '.', [kind.comment]: '/', [kind.string]: 's', [kind.docstring]: 'd' };

/** What a text's characters are: `.` code, `/` comment, `s` string; line breaks stay. */
export function drawn(text: string, kinds: Uint8Array): string {
  if (kinds.length !== text.length) throw new Error(`${kinds.length} kinds of ${text.length}`);
  return text
    .split('')
    .map((char, i) => (char === '\n' ? '\n' : signs[kinds[i] as keyof typeof signs]))
    .join('');
}
