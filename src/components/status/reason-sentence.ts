/** How the parts of a reason begin (src/status/reason.ts), and how a sentence with them begins. */
const beginnings = [
  ['has ', 'It has '],
  ['no ', 'There are no '],
  ['fewer than ', 'There are fewer than '],
  ['left: ', 'What is left: '],
  ['missing: ', 'What is missing: '],
  ['waits for ', 'It waits for '],
  ['down from ', 'It is down from '],
  ['never affected', 'It was never affected'],
  ['not asked: ', 'Not asked for: '],
] as const;

/** A status's reason in sentences, for where it stands by itself and not beside its project's name. */
export function reasonSentences(reason: string): string {
  return reason
    .split('; ')
    .map((part) => {
      const found = beginnings.find(([beginning]) => part.startsWith(beginning));
      const text =
        found === undefined
          ? part.slice(0, 1).toUpperCase() + part.slice(1)
          : found[1] + part.slice(found[0].length);
      return /[.!?…]$/.test(text) ? text : `${text}.`;
    })
    .join(' ');
}
