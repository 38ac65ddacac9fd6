/** An e-mail address, or what looks like one; none is ever stored. */
export const emailPattern = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/u;

// eslint-disable-next-line no-control-regex -- control characters are what is taken out
const control = /[\u0000-\u001f\u007f-\u009f]+/g;
const emails = new RegExp(emailPattern.source, 'gu');
const leftOut = '(address left out)';

/**
 * A server's text as it is kept: without e-mail addresses and control characters, at most 2,000
 * UTF-16 units. Everything else stays as it came: who shows it, escapes it.
 */
export function foreignText(text: string): string {
  // Bounded before the pattern runs, and again after: a replacement may be longer.
  return text
    .slice(0, 4000)
    .replace(control, ' ')
    .replace(emails, leftOut)
    .trim()
    .slice(0, 2000)
    .toWellFormed();
}

/** The longest text of several lines that is kept of a server, in UTF-16 units. */
const longestLines = 16 * 1024;

/**
 * A server's text of several lines as it is kept: line by line as {@link foreignText} has one, with what
 * sets it in; at most 16,384 UTF-16 units.
 */
export function foreignLines(text: string): string {
  return text
    .slice(0, longestLines)
    .split(/\r\n|\r|\n/)
    .map((line) =>
      line
        .split(/([^\S\t]+|\t)/)
        .map(foreignWord)
        .join('')
        .trimEnd(),
    )
    .join('\n')
    .replace(/^\n+|\s+$/g, '')
    .slice(0, longestLines)
    .toWellFormed();
}

/** A word without an address in it; a longer one is looked at no closer, for that takes the square of it. */
function foreignWord(word: string): string {
  if (word === '\t') return word;
  const clean = word.replace(control, ' ');
  if (!clean.includes('@')) return clean;
  return clean.length > 1000 ? leftOut : clean.replace(emails, leftOut);
}

/** A person's public name, or null where a server shows none, or only an e-mail address. */
export function publicName(...candidates: readonly (string | null | undefined)[]): string | null {
  for (const candidate of candidates) {
    const name = candidate?.replace(/<[^>]*>/g, '') ?? '';
    if (name.trim() !== '' && !emailPattern.test(name)) return foreignText(name);
  }
  return null;
}

/**
 * A text for a terminal: escape sequences and direction overrides of a stranger's title must not
 * act on the reader's screen.
 */
export function forTerminal(text: string): string {
  return text.replace(control, ' ').replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
}
