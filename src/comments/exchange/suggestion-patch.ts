import { createTwoFilesPatch } from 'diff';
import type { ReadThread } from '../store/read-thread.ts';

/**
 * The change that a suggestion asks for, as a patch of the proposal's source for `git apply`. What is
 * suggested stands in its newest comment that has a block of code named `suggestion`.
 *
 * @param path of the source within its repository
 * @returns why there is none, where the passage cannot be found in the source for sure
 */
export function suggestionPatch(
  { kind, quote, comments }: Pick<ReadThread, 'kind' | 'quote' | 'comments'>,
  path: string,
  source: string,
): { text: string } | { refused: string } {
  if (kind !== 'suggestion') return { refused: 'the thread is no suggestion' };
  const suggested = comments
    .toReversed()
    .map(({ body }) => suggestionOf(body ?? ''))
    .find((text) => text !== undefined);
  if (suggested === undefined) {
    return { refused: 'no comment of it has a block of code named `suggestion`' };
  }
  const places = placesOf(quote, source);
  const [place] = places;
  if (place === undefined) {
    return {
      refused: 'the passage does not stand so in the source, which has marks of Markdown within it',
    };
  }
  if (places.length > 1) return { refused: 'the passage stands in the source more than once' };
  const changed = source.slice(0, place.start) + suggested + source.slice(place.end);
  const text = createTwoFilesPatch(`a/${path}`, `b/${path}`, source, changed);
  return { text: text.replace(/^=+\n/, '') };
}

/** What stands between ```suggestion and its end. */
function suggestionOf(body: string): string | undefined {
  const lines = body.split(/\r?\n/);
  const begins = lines.findIndex((line) => /^ {0,3}`{3,}suggestion\s*$/.test(line));
  if (begins < 0) return undefined;
  const mark = /`+/.exec(lines[begins] ?? '')?.[0] ?? '```';
  const ends = lines.findIndex((line, i) => i > begins && line.trim() === mark);
  return ends < 0 ? undefined : lines.slice(begins + 1, ends).join('\n');
}

/** Where words stand in a source, however its white space is; in time linear in the source. */
function placesOf(quote: string, source: string): { start: number; end: number }[] {
  // The source without its white space, and where each of its characters stands.
  const at: number[] = [];
  let dense = '';
  for (let i = 0; i < source.length; i++) {
    const character = source.charAt(i);
    if (/\s/.test(character)) continue;
    dense += character;
    at.push(i);
  }
  const wanted = quote.replace(/\s+/g, '');
  const places: { start: number; end: number }[] = [];
  for (let from = 0; ;) {
    const found = wanted === '' ? -1 : dense.indexOf(wanted, from);
    if (found < 0 || places.length > 1) return places;
    places.push({ start: at[found] ?? 0, end: (at[found + wanted.length - 1] ?? 0) + 1 });
    from = found + 1;
  }
}
