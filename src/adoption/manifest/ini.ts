/** One line of a value. */
export interface IniValue {
  section: string;
  /** In lower case. */
  key: string;
  value: string;
  /** From 1. */
  line: number;
  /** Does it stand beside its key, and is it all of the value? */
  alone: boolean;
}

/** What one line of an INI file says. */
export type IniLine = { /** From 1. */ line: number } & (
  | { what: 'section'; name: string }
  /** `key` as written; `isBare` where nothing parts it from a value. */
  | { what: 'option'; key: string; value: string; isBare: boolean }
  /** The value before it goes on. */
  | { what: 'more'; value: string }
);

/**
 * An INI file line by line, by the rules of Python's configparser, which the parsers of the npm registry
 * lack (values over several lines) or read without line numbers.
 */
export function* iniLines(text: string): Generator<IniLine> {
  let goesOn = false;
  let indent = 0;
  for (const [i, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    if (/^\s*(?:[#;]|$)/.test(raw)) continue;
    const line = i + 1;
    const depth = raw.length - raw.trimStart().length;
    if (goesOn && depth > indent) {
      yield { what: 'more', value: raw, line };
      continue;
    }
    const head = /^\s*\[([^\]]+)\]/.exec(raw);
    if (head?.[1] !== undefined) {
      goesOn = false;
      yield { what: 'section', name: head[1].trim(), line };
      continue;
    }
    const sign = raw.search(/[=:]/);
    const isBare = sign < 0;
    const key = (isBare ? raw : raw.slice(0, sign)).trim();
    goesOn = !isBare && key !== '';
    indent = depth;
    const value = isBare ? '' : raw.slice(sign + 1).trimStart();
    yield { what: 'option', key, value, isBare, line };
  }
}

/** The values of an INI file, line by line; an option without one has none. */
export function iniValues(text: string): IniValue[] {
  const values: IniValue[] = [];
  let section = '';
  let key = '';
  for (const one of iniLines(text)) {
    const { line } = one;
    switch (one.what) {
      case 'section':
        section = one.name;
        key = '';
        break;
      case 'option':
        key = one.isBare ? '' : one.key.toLowerCase();
        if (one.value !== '') values.push({ section, key, value: one.value, line, alone: true });
        break;
      case 'more': {
        const before = values.at(-1);
        if (before?.section === section && before.key === key) before.alone = false;
        values.push({ section, key, value: one.value, line, alone: false });
        break;
      }
    }
  }
  return values;
}
