import { kind } from './kind.ts';

/** The kind of each character of a TOML file. A key is code, in quotes as well; what has no end is no string. */
export function tomlKinds(text: string): Uint8Array {
  const kinds = new Uint8Array(text.length);
  const sign = /"""|'''|["'#=\n[\]{}]/g;
  /** Strings over lines that were found to have no end. */
  const endless = new Set<string>();
  /** Arrays and tables that are open in a value. */
  let depth = 0;
  let isValue = false;
  for (let match = sign.exec(text); match !== null; match = sign.exec(text)) {
    const { index: at, 0: opened } = match;
    switch (opened) {
      case '#':
        sign.lastIndex = lineEnd(text, at);
        kinds.fill(kind.comment, at, sign.lastIndex);
        break;
      case '=':
        isValue = true;
        break;
      case '\n':
        if (depth === 0) isValue = false;
        break;
      case '[':
      case '{':
        if (isValue) depth++;
        break;
      case ']':
      case '}':
        if (depth > 0) depth--;
        break;
      default: {
        if (endless.has(opened)) break;
        const end = stringEnd(text, at + opened.length, opened);
        if (end === undefined) {
          if (opened.length === 1) sign.lastIndex = lineEnd(text, at);
          else endless.add(opened);
          break;
        }
        sign.lastIndex = end;
        if (isValue && !isKey(text, end)) kinds.fill(kind.string, at, end);
      }
    }
  }
  return kinds;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** In a table within a value a key may stand in quotes. */
function isKey(text: string, end: number): boolean {
  let at = end;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at++;
  return text.charAt(at) === '=' || text.charAt(at) === '.';
}

/** Behind the sign that closes it; of a longer run of quotes the last three close. */
function stringEnd(text: string, from: number, sign: string): number | undefined {
  const isLong = sign.length > 1;
  const quote = sign.charAt(0);
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\' && quote === '"') at++;
    else if (char === '\n' && !isLong) return undefined;
    else if (char === quote && text.startsWith(sign, at)) {
      let end = at + sign.length;
      for (let more = 0; isLong && more < 2 && text.charAt(end) === quote; more++) end++;
      return end;
    }
  }
  return undefined;
}
