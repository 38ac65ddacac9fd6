import { iniLines } from '../manifest/ini.ts';
import type { Config, Entry, Setting } from './setting.ts';

/**
 * An INI file as Python's configparser, oslo.config and tox read it: sections, options, values that go on
 * in deeper lines. What stands before the first section stands at the top; an option may have no value, and
 * stand more than once. Nothing is put in for `%(name)s` or `{[section]name}`.
 */
export function iniConfig(text: string): Config {
  const top: Entry[] = [];
  let options = top;
  let lines: { text: string; line: number }[] = [];
  for (const one of iniLines(text)) {
    switch (one.what) {
      case 'section': {
        options = [];
        const { line } = one;
        top.push({ keys: [one.name], line, of: { line, texts: [], table: options } });
        break;
      }
      case 'option': {
        lines = [{ text: one.value.trim(), line: one.line }];
        options.push({ keys: [one.key], ignoreCase: true, line: one.line, of: valueOf(lines) });
        break;
      }
      case 'more':
        lines.push({ text: one.value.trim(), line: one.line });
        break;
    }
  }
  return { documents: [{ line: 1, texts: [], table: top }] };
}

/** Of a value that may go on: it is put together when it is asked for. */
function valueOf(lines: readonly { text: string; line: number }[]): Setting {
  return {
    line: lines[0]?.line ?? 1,
    lines,
    get texts() {
      return [
        lines
          .map(({ text }) => text)
          .join('\n')
          .trim(),
      ];
    },
  };
}
