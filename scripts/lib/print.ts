import { styleText } from 'node:util';
import { terminalJson, terminalLine } from '../../src/ground/trust/terminal-line.ts';
import { workflowCommand, type Annotation } from '../../src/ground/trust/workflow-command.ts';

/**
 * Where every command writes: what strangers wrote into a line can do nothing to the reader's
 * terminal or to a CI system. Nothing else in scripts/ writes to the console (a lint rule).
 */

// Who reads may stop: `| head`. What is not wanted any more is no fault, and ends the run.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

/** A part of a line, in a colour where the terminal shows colours. */
export type Piece = string | { text: string; style: Parameters<typeof styleText>[0] };

/** A line of text, or its parts. */
export type Line = string | readonly Piece[];

/** Lines of a result, on the standard output. */
export function print(...lines: readonly Line[]): void {
  for (const line of lines) process.stdout.write(`${shown(line)}\n`);
}

/** Lines about the run, on the standard error. */
export function printError(...lines: readonly Line[]): void {
  for (const line of lines) process.stderr.write(`${shown(line)}\n`);
}

/** A result for a program. */
export function printJson(value: unknown): void {
  process.stdout.write(`${terminalJson(value)}\n`);
}

/** What GitHub's runner shows beside lines of files: the only commands to it that anything prints. */
export function printAnnotations(...all: readonly Annotation[]): void {
  for (const one of all) process.stdout.write(`${workflowCommand(one)}\n`);
}

function shown(line: Line): string {
  if (typeof line === 'string') return terminalLine(line);
  return line
    .map((piece) => {
      if (typeof piece === 'string') return terminalLine(piece);
      return styleText(piece.style, terminalLine(piece.text));
    })
    .join('');
}
