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

/**
 * The values of an INI file, line by line, by the rules of Python's configparser, which the parsers
 * of the npm registry lack (values over several lines) or read without line numbers.
 */
export function iniValues(text: string): IniValue[] {
  const values: IniValue[] = [];
  let section = '';
  let key = '';
  let indent = 0;
  for (const [i, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    if (/^\s*(?:[#;]|$)/.test(raw)) continue;
    const depth = raw.length - raw.trimStart().length;
    if (key !== '' && depth > indent) {
      const before = values.at(-1);
      if (before?.section === section && before.key === key) before.alone = false;
      values.push({ section, key, value: raw, line: i + 1, alone: false });
      continue;
    }
    const head = /^\s*\[([^\]]+)\]/.exec(raw);
    if (head?.[1] !== undefined) {
      section = head[1].trim();
      key = '';
      continue;
    }
    const pair = /^\s*([^=:]*?)\s*[=:]\s*(.*)$/.exec(raw);
    key = pair?.[1]?.toLowerCase() ?? '';
    indent = depth;
    const value = pair?.[2] ?? '';
    if (value !== '') values.push({ section, key, value, line: i + 1, alone: true });
  }
  return values;
}
