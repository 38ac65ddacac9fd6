import type { Alignment } from './alignment.ts';
import type { Gap } from './gap.ts';
import {
  nearestMatch,
  sameNumbers,
  searchSteps,
  sharedWords,
  type NearMatch,
} from './near-match.ts';
import { overlap, type TextRange } from './text-range.ts';
import { endAfter } from './text-run.ts';
import { saysSomething, wholeWords } from './whole-words.ts';
import type { Work } from './work.ts';
import { wordsOf } from './words.ts';

/** What was found again on both sides must stand this near to the passage. */
const nearSide = 160;
/** How near what stands there must come; a short quote is near to much. */
const least = { long: 0.45, short: 0.75 };
/** What is less near than this must have half of the quote's longer words. */
const sure = 0.6;
const leastWords = 0.5;
const shortQuote = 32;
/** So many words in a row may be exchanged and still be told apart by their order. */
const mostExchanged = 6;
/** A short quote is known by so many characters on each side of it, which come so near. */
const context = 48;
const leastContext = 0.6;
/** More of another passage's text than this is that passage. */
const mostOthers = 0.3;
/** What is searched at most: the work is their product. */
const longestQuote = 4000;
const longestGap = 12_000;

/** Looks for a passage in the gap that is its place; undefined: nothing there is near enough to it. */
export function inGap(
  alignment: Alignment,
  range: TextRange,
  gap: Gap,
  work: Work,
): NearMatch | undefined {
  const { before, after } = alignment;
  const quote = before.slice(range.start, range.end);
  const [left, right] = [range.start - gap.before.start, gap.before.end - range.end];
  if (gap.after.end <= gap.after.start || left > nearSide || right > nearSide) return undefined;
  if (quote.length > longestQuote || gap.after.end - gap.after.start > longestGap) return undefined;
  if (!work.take(searchSteps(quote.length, gap.after.end - gap.after.start))) return undefined;
  const inItsPlace = exchanged(alignment, range, gap);
  if (inItsPlace !== undefined) return inItsPlace;
  const isShort = quote.length < shortQuote;
  const found = nearestMatch(quote, after, gap.after, isShort ? least.short : least.long);
  if (found === undefined) return undefined;
  if (isShort && !hasItsContext(before, after, range, gap.after, found.range)) return undefined;
  // Where the gap held nothing but the passage, all of what stands there now stands for it.
  const isFilled = isAlone(range, gap) && gap.after.end - gap.after.start <= 2 * quote.length;
  const place = isFilled ? wholeWords(after, gap.after) : found.range;
  const text = after.slice(place.start, place.end);
  const isNear = found.similarity >= sure || sharedWords(quote, text) >= leastWords;
  if (!isNear || !sameNumbers(quote, text) || isOthers(alignment, place)) return undefined;
  return { range: place, similarity: found.similarity };
}

/**
 * A few words for which others stand, all around them having stayed: the new ones are their place.
 * Within a few words more, as many as there were, each new one stands for the old one.
 */
function exchanged(alignment: Alignment, range: TextRange, gap: Gap): NearMatch | undefined {
  const { before, after } = alignment;
  const quote = before.slice(range.start, range.end);
  if (!gap.isHeld || quote.length >= shortQuote) return undefined;
  const place = isAlone(range, gap)
    ? wholeWords(after, gap.after)
    : wordForWord(alignment, range, gap);
  if (place === undefined) return undefined;
  const text = after.slice(place.start, place.end);
  const isOneBlock = text.includes('\n') === quote.includes('\n');
  const isAsShort = text.length <= 2 * quote.length + 16;
  const saysAsMuch = saysSomething(text) || (text !== '' && !saysSomething(quote));
  if (!saysAsMuch || !isAsShort || !isOneBlock || isOthers(alignment, place)) return undefined;
  const match = nearestMatch(quote, after, place, 0);
  return { range: place, similarity: match?.similarity ?? 0 };
}

/** Whether the gap held nothing but the passage. */
function isAlone(range: TextRange, { before, isHeld }: Gap): boolean {
  return isHeld && range.start - before.start <= 2 && before.end - range.end <= 2;
}

function wordForWord(
  { before, after }: Alignment,
  range: TextRange,
  gap: Gap,
): TextRange | undefined {
  const old = wordsOf(before, gap.before).filter(({ isWord }) => isWord);
  const now = wordsOf(after, gap.after).filter(({ isWord }) => isWord);
  if (old.length !== now.length || old.length > mostExchanged) return undefined;
  const first = old.findIndex(({ end }) => end > range.start);
  const last = old.findLastIndex(({ start }) => start < range.end);
  const [from, to] = [now[first], now[last]];
  return from === undefined || to === undefined || first > last
    ? undefined
    : { start: from.start, end: to.end };
}

/** Whether a place holds text that stood elsewhere. */
function isOthers({ moved }: Alignment, place: TextRange): boolean {
  let others = 0;
  for (const run of moved) others += overlap(place, { start: run.after, end: endAfter(run) });
  return others > mostOthers * (place.end - place.start);
}

/** Whether a short quote was found where the text around it is near to what stood around it. */
function hasItsContext(
  before: string,
  after: string,
  range: TextRange,
  gap: TextRange,
  found: TextRange,
): boolean {
  const around = {
    start: Math.max(0, range.start - context),
    end: Math.min(before.length, range.end + context),
  };
  const there = {
    start: Math.max(0, gap.start - context),
    end: Math.min(after.length, gap.end + context),
  };
  const quote = before.slice(around.start, around.end);
  const match = nearestMatch(quote, after, there, leastContext);
  return match !== undefined && overlap(match.range, found) === found.end - found.start;
}
