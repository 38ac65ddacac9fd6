import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/** What a command returns to its shell. */
export const exitCode = { fine: 0, findings: 1, wrongUse: 2, partial: 3 } as const;

/** One option, as `--help` shows it. */
export interface OptionHelp {
  type: 'string' | 'boolean';
  multiple?: boolean;
  short?: string;
  /** `<dir>` for a string. */
  value?: string;
  help: string;
}

export interface Command<Options extends Record<string, OptionHelp>> {
  /** As it is typed: `npm run track --`. */
  usage: string;
  /** What it does and for whom, in a line or three. */
  about: string;
  /** Names of positional arguments: `['<file>']`; `…` at the end of the last takes many. */
  positionals?: string[];
  options: Options;
  examples?: string[];
}

type Values<Options extends Record<string, OptionHelp>> = {
  [Name in keyof Options]?: Options[Name]['type'] extends 'boolean'
    ? boolean
    : Options[Name]['multiple'] extends true
      ? string[]
      : string;
} & { help?: boolean };

/** Wrong use of a command: printed with a pointer to `--help`, exit code 2. */
export class WrongUse extends Error {
  override name = 'WrongUse';
}

function helpText<Options extends Record<string, OptionHelp>>(command: Command<Options>): string {
  const rows: [string, string][] = Object.entries(command.options).map(([name, option]) => [
    `${option.short ? `-${option.short}, ` : ''}--${name}${option.type === 'string' ? ` ${option.value ?? '<text>'}` : ''}`,
    option.help,
  ]);
  rows.push(['-h, --help', 'this text']);
  const wide = Math.max(...rows.map(([left]) => left.length)) + 2;
  const positionals = (command.positionals ?? []).map((name) => ` ${name}`).join('');
  const lines = [
    `Usage: ${command.usage} [options]${positionals}`,
    '',
    command.about,
    '',
    'Options:',
  ];
  for (const [left, right] of rows) lines.push(`  ${left.padEnd(wide)}${right}`);
  if (command.examples) lines.push('', 'Examples:', ...command.examples.map((line) => `  ${line}`));
  lines.push(
    '',
    'Exit codes: 0 fine, 1 findings, 2 wrong use, 3 partial (something could not be read).',
  );
  return `${lines.join('\n')}\n`;
}

/**
 * Runs a command: parses its arguments, answers `--help`, sets the process's exit code from what
 * `main` returns, and turns {@link WrongUse} into exit code 2 with one clear line.
 */
export async function run<Options extends Record<string, OptionHelp>>(
  command: Command<Options>,
  main: (values: Values<Options>, positionals: string[]) => Promise<number>,
): Promise<void> {
  const options: ParseArgsOptionsConfig = { help: { type: 'boolean', short: 'h' } };
  for (const [name, { type, multiple, short }] of Object.entries(command.options)) {
    options[name] = { type, ...(multiple ? { multiple } : {}), ...(short ? { short } : {}) };
  }
  try {
    const { values, positionals } = parse(options, (command.positionals ?? []).length > 0);
    if (values['help'] === true) {
      process.stdout.write(helpText(command));
      return;
    }
    process.exitCode = await main(values as Values<Options>, positionals);
  } catch (error) {
    if (!(error instanceof WrongUse)) throw error;
    process.stderr.write(`${error.message}\nSee ${command.usage} --help\n`);
    process.exitCode = exitCode.wrongUse;
  }
}

function parse(options: ParseArgsOptionsConfig, allowPositionals: boolean) {
  try {
    return parseArgs({ options, allowPositionals, strict: true });
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error));
  }
}
