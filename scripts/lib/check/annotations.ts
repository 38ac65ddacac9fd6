import type { Annotation } from '../../../src/ground/trust/workflow-command.ts';
import type { CheckedFault } from '../../../src/proposal/check-answer.ts';

/** Faults as GitHub shows them beside the lines; it shows few of a step: the first come first. */
export function annotations(faults: readonly CheckedFault[]): Annotation[] {
  return faults.map(({ path, file, line, column, code, message, hint }) => ({
    level: 'error',
    file: path ?? file,
    line,
    column,
    title: `npm run check: ${code}`,
    message: hint === '' ? message : `${message} (${hint})`,
  }));
}
