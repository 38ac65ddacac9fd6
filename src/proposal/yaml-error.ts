import type { YAMLParseError } from 'yaml';

/** What to do about a fault of the YAML itself, by its kind. */
const hints: Partial<Record<YAMLParseError['code'], string>> = {
  TAB_AS_INDENT: 'indent with spaces',
  BLOCK_AS_IMPLICIT_KEY:
    'put a text that holds a colon and a space in quotes, or indent the line like those beside it',
  MULTILINE_IMPLICIT_KEY:
    'put a text that holds a colon and a space in quotes, or indent the line like those beside it',
  BLOCK_IN_FLOW: 'put a text that holds a colon and a space in quotes',
  BAD_SCALAR_START: 'put the text in quotes',
};

/** A fault of the YAML with what to do about it. */
export interface YamlError {
  offset: number;
  message: string;
  hint: string;
}

/**
 * The faults that a person can mend: while a line is indented with a tab, the parser's further faults
 * only follow from it, and of one line the first says what the others repeat.
 *
 * @param lineAt the line of an offset
 */
export function yamlErrors(
  errors: readonly Pick<YAMLParseError, 'code' | 'message' | 'pos'>[],
  lineAt: (offset: number) => number,
): YamlError[] {
  const tabs = errors.filter(({ code }) => code === 'TAB_AS_INDENT');
  const seen = new Set<number>();
  return (tabs.length > 0 ? tabs : errors).flatMap(({ code, message, pos: [offset] }) => {
    const line = lineAt(offset);
    if (seen.has(line)) return [];
    seen.add(line);
    return [{ offset, message, hint: hints[code] ?? 'mend the YAML first' }];
  });
}
