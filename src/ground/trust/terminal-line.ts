import { withoutHidden } from './hidden-characters.ts';

/**
 * One line for a terminal or a log, whatever strangers wrote into it: no escape sequence, no line
 * of its own, no turned direction, nothing without width, and nothing that a CI system takes for
 * a command (`::error::` of GitHub at the start of a line, `##[…]`, `##vso[…]` and
 * `##teamcity[…]` anywhere in it).
 */
export function terminalLine(text: string): string {
  const visible = withoutHidden(text.toWellFormed(), (character) =>
    /\s|\u0085/u.test(character) && character !== '\ufeff' ? ' ' : '',
  );
  return visible.replace(/##(?=\w*\[)/g, '# #').replace(/^(\s*):(?=:)/u, '$1: ');
}

/** JSON as a program reads it, in which a terminal and a CI system find nothing to act on. */
export function terminalJson(value: unknown): string {
  const escape = (character: string) =>
    [...character.split('')]
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join('');
  const text = JSON.stringify(value, null, 2);
  return text
    .split('\n')
    .map((line) => withoutHidden(line, escape).replace(/##(?=\w*\[)/g, '#\\u0023'))
    .join('\n');
}
