import { terminalLine } from './terminal-line.ts';

/** What GitHub's runner shows beside a line of a file. */
export interface Annotation {
  level: 'error' | 'warning' | 'notice';
  /** From the repository's top, parts joined by `/`; undefined: beside no file. */
  file: string | undefined;
  /** One-based. */
  line: number;
  /** One-based. */
  column: number;
  title: string;
  message: string;
}

/**
 * One line that GitHub's runner takes for one command, whatever strangers wrote into its parts: what is
 * hidden is taken out, what would end a part is escaped. Escapes as GitHub's own toolkit makes them:
 * `%`, CR and LF everywhere, `:` and `,` in properties.
 * Source: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function workflowCommand(of: Annotation): string {
  const place = of.file === undefined ? {} : { file: of.file, line: of.line, col: of.column };
  const properties = Object.entries({ ...place, title: of.title })
    .map(([name, value]) => `${name}=${property(String(value))}`)
    .join(',');
  return `::${of.level} ${properties}::${data(of.message)}`;
}

function data(text: string): string {
  return terminalLine(text).replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
