/** Signs after which a joiner shapes letters or pictures, and is no trick. */
const joined =
  '[\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}\\p{Script=Devanagari}' +
  '\\p{Script=Bengali}\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}' +
  '\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}' +
  '\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f\\p{M}]';

/** First and last code points of what a reader does not see and a screen or a program acts on. */
const hiddenRanges: readonly (readonly [number, number])[] = [
  // Control characters, the line separators.
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0x2028, 0x2029],
  // What turns the direction of text (Trojan Source, CVE-2021-42574).
  [0x61c, 0x61c],
  [0x200e, 0x200f],
  [0x202a, 0x202e],
  [0x2066, 0x206f],
  // What has no width: soft hyphen, fillers, spaces and joiners, marks, tags.
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180e, 0x180e],
  [0x200b, 0x200b],
  [0x2060, 0x2065],
  [0x3164, 0x3164],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff9, 0xfffb],
  [0xe0000, 0xe0fff],
];

const ranges = hiddenRanges
  .map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`)
  .join('');

/** A joiner is hidden only where it joins nothing. */
const hidden = new RegExp(`[${ranges}]|(?<!${joined})[\\u200c\\u200d]`, 'gu');

/** The first hidden character of a text that is one line, as `U+202E`, with where it stands. */
export function hiddenCharacter(text: string): { index: number; name: string } | undefined {
  const [found] = text.matchAll(hidden);
  return found && { index: found.index, name: nameOf(found[0]) };
}

/** The text with every hidden character replaced. */
export function withoutHidden(text: string, replacement: (character: string) => string): string {
  return text.replace(hidden, (character) => replacement(character));
}

function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
