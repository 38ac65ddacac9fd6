import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { importThreads, readThreadFile } from '../../../src/comments/exchange/import-threads.ts';
import { textsOfBuild } from '../../../src/comments/revision-texts.ts';
import { Misconfigured, readConfiguration } from '../../../src/comments/server/configuration.ts';
import { openComments } from '../../../src/comments/server/open-comments.ts';
import { Refused } from '../../../src/comments/store/refused.ts';
import { exitCode, WrongUse } from '../cli.ts';
import { wholeNumber } from '../options.ts';
import { print, printError, printJson } from '../print.ts';

/** Largest file that is read, in bytes. */
const largest = 256 * 1024 * 1024;
const longestOrigin = 150;

/**
 * Takes a file of threads into the store of the environment, all of it or nothing.
 *
 * @returns the exit code: 1 where the file is refused
 */
export async function importFile(
  file: string,
  values: { origin?: string; proposal?: string; dist?: string; json?: boolean },
): Promise<number> {
  const { origin } = values;
  if (origin === undefined || !/^[\w.:/~-]+$/.test(origin) || origin.length > longestOrigin) {
    throw new WrongUse('--origin: expected where the file comes from: https://plans.example.org');
  }
  const proposal =
    values.proposal === undefined
      ? undefined
      : wholeNumber('--proposal', values.proposal, { most: 9999 });
  const configuration = await readConfiguration(process.env).catch((error: unknown) => {
    throw error instanceof Misconfigured ? new WrongUse(error.message) : error;
  });
  const { size } = await stat(file);
  if (size > largest) throw new WrongUse(`${file}: larger than ${largest} bytes`);
  const given = readThreadFile(await readFile(file, 'utf8'));
  const faults: unknown[] = [];
  await using comments = await openComments({
    configuration,
    texts: textsOfBuild(resolve(values.dist ?? 'dist')),
    localOrigins: ['http://localhost'],
    onFault: (error) => faults.push(error),
  });
  const { store, keeper } = comments.site;
  const proposals = new Set(given.threads.map((thread) => thread.proposal ?? proposal));
  // What is taken stands in the texts of the build that the server serves.
  for (const one of proposals) if (one !== undefined) await keeper.list(one);
  try {
    const taken = await importThreads(store, given, { origin, proposal });
    if ('refused' in taken) {
      printError(...taken.refused.map((line) => `${file}: ${line}`), 'nothing was imported');
      return exitCode.findings;
    }
    for (const one of proposals) if (one !== undefined) keeper.placeLater(one);
    await keeper.whenPlaced();
    if (values.json === true) printJson(taken);
    else {
      const { threads, comments: added, known } = taken;
      print(`${threads} threads and ${added} comments imported, ${known} threads were there`);
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    printError(`${file}: ${error.message}`, 'nothing was imported');
    return exitCode.findings;
  }
  for (const fault of faults) printError(fault instanceof Error ? fault.message : String(fault));
  return faults.length > 0 ? exitCode.partial : exitCode.fine;
}
