import { createInterface } from 'node:readline/promises';
import { today } from '../../src/ground/day.ts';
import { WrongUse } from './cli.ts';
import { pastDay } from './options.ts';
import { printError } from './print.ts';

/** Why a day is asked for; said wherever it is. */
export const whySince = [
  'From this day on the histories of the repositories count. Choose one before anybody began: a project',
  'that had finished by then looks as if it never had anything to do, and nothing before it is drawn.',
];

/** `--since`, for the table of options. */
export const sinceOption = {
  type: 'string',
  value: '<day>',
  help: 'the day from which the histories of repositories count, YYYY-MM-DD; asked for where it is absent',
} as const;

/**
 * The day that was given, or that a person at the terminal gives; undefined where nobody is there.
 *
 * @throws {WrongUse} where what was given is no day up to today
 */
export async function sinceDay(given: string | undefined): Promise<string | undefined> {
  if (given !== undefined) return pastDay('--since', given);
  // eslint-disable-next-line no-restricted-syntax -- whether somebody is there; nothing is written
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  printError(...whySince);
  // eslint-disable-next-line no-restricted-syntax -- the question below is a text of this file
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    for (;;) {
      const answer = (await asking.question('Since (YYYY-MM-DD, empty for today): ')).trim();
      if (answer === '') return today();
      try {
        return pastDay('since', answer);
      } catch (error) {
        if (!(error instanceof WrongUse)) throw error;
        printError(error.message);
      }
    }
  } finally {
    asking.close();
  }
}
