import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { allowedHint } from '../../src/ground/suggest.ts';
import { localFault } from '../../src/ground/local-fault.ts';
import { Locked } from '../../src/ground/lock.ts';
import { print, printError } from './print.ts';

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

function helpLines<Options extends Record<string, OptionHelp>>(
  command: Command<Options>,
): string[] {
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
    ...command.about.split('\n'),
    '',
    'Options:',
  ];
  for (const [left, right] of rows) lines.push(`  ${left.padEnd(wide)}${right}`);
  if (command.examples) lines.push('', 'Examples:', ...command.examples.map((line) => `  ${line}`));
  lines.push(
    '',
    'Exit codes: 0 fine, 1 findings, 2 wrong use, 3 partial (something could not be read).',
  );
  return lines;
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
    const { values, positionals } = parse(command, options);
    if (values['help'] === true) {
      print(...helpLines(command));
      return;
    }
    process.exitCode = await main(values as Values<Options>, positionals);
  } catch (error) {
    if (error instanceof WrongUse) {
      printError(...error.message.split('\n'), `See ${command.usage} --help`);
      process.exitCode = exitCode.wrongUse;
      return;
    }
    const fault = error instanceof Locked ? error : localFault(error);
    if (fault !== undefined) {
      printError(fault.message);
      process.exitCode = exitCode.partial;
      return;
    }
    // A fault of the command itself; what it names may be a stranger's text.
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    printError(...text.split('\n'));
    process.exitCode = exitCode.findings;
  }
}

/** Reads the arguments; everything that is wrong with them is told at once. */
function parse<Options extends Record<string, OptionHelp>>(
  { options: helps, positionals: names = [] }: Command<Options>,
  options: ParseArgsOptionsConfig,
) {
  const parsed = parseArgs({ options, allowPositionals: true, strict: false, tokens: true });
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const token of parsed.tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (option === undefined) {
      const near = allowedHint(
        rawName,
        Object.keys(options).map((one) => `--${one}`),
      );
      faults.push(`no option \`${rawName}\`; ${near}`);
    } else if (option.type === 'boolean') {
      if (value !== undefined) faults.push(`${rawName} takes no value, got \`${value}\``);
    } else if (value === undefined || value === '') {
      faults.push(`${rawName} needs a value: ${rawName} ${helps[name]?.value ?? '<text>'}`);
    } else if (!token.inlineValue && value.startsWith('-')) {
      faults.push(
        `${rawName} needs a value, got \`${value}\`; one that begins so is written ${rawName}=${value}`,
      );
    }
    if (option?.multiple !== true && seen.has(name)) faults.push(`${rawName} is given twice`);
    seen.add(name);
  }
  const most = names.at(-1)?.endsWith('…') ? Infinity : names.length;
  const extra = parsed.positionals.slice(most);
  if (extra.length > 0) {
    const taken = names.length === 0 ? 'no argument' : names.join(' ');
    faults.push(`unexpected: ${extra.map((one) => `\`${one}\``).join(', ')}; it takes ${taken}`);
  }
  if (faults.length > 0 && parsed.values['help'] !== true) throw new WrongUse(faults.join('\n'));
  return parsed;
}
