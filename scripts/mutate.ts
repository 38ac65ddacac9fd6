import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import { wholeNumber } from './lib/options.ts';
import { print } from './lib/print.ts';
import { execute } from './lib/execute.ts';
import { harmlessMutants } from './lib/mutation/harmless.ts';
import {
  onlyAsked,
  percent,
  scoresOf,
  type MutationReport,
  type Score,
} from './lib/mutation/score.ts';
import { strykerSettings } from './lib/mutation/stryker.ts';
import { mutatedFolders, mutationRuns, type MutationRun } from './lib/mutation/targets.ts';

/** Left out by git, prettier and eslint. */
const workFolder = '.cache/mutation';
/**
 * What a run found, so that the next one tries no mutant twice. Stryker forgets what it did not change,
 * so a run over a part of a folder begins with what is known of the folder and keeps its own.
 */
const knownName = 'known.json';
/** What a folder must reach, in percent. */
const leastPercent = 85;
const limitSeconds = 4 * 3600;

await run(
  {
    usage: 'npm run mutate --',
    about:
      'Changes the code in one small place at a time and runs the unit tests beside it: a change that\n' +
      `no test notices has survived. By default: ${mutatedFolders.join(', ')}.\n` +
      'Survivors that do not matter stand in scripts/lib/mutation/harmless/ with the reason.',
    positionals: ['<folder or file>…'],
    options: {
      concurrency: { type: 'string', value: '<n>', help: 'test runners at a time; default: 2' },
      survivors: { type: 'boolean', help: 'print every survivor, not the scores alone' },
      again: { type: 'boolean', help: 'forget the results of the runs before' },
      known: { type: 'boolean', help: 'change nothing: print what the runs before found' },
    },
    examples: [
      'npm run mutate -- src/status --survivors',
      'npm run mutate -- src/proposal/stage.ts',
    ],
  },
  async ({ concurrency = '2', survivors: showSurvivors, again, known }, asked) => {
    const runners = wholeNumber('--concurrency', concurrency, { least: 1, most: 99 });
    for (const path of asked) {
      if (!path.startsWith('src/') || !existsSync(path)) {
        throw new WrongUse(`Expected a folder or file below src/, got \`${path}\``);
      }
    }
    await mkdir(workFolder, { recursive: true });
    const runs = mutationRuns(asked);
    if (known !== true) {
      for (const one of runs) {
        const configFile = fileOf(one.name, 'stryker.json');
        const knownFile = fileOf(one.name, knownName);
        const ofFolder = fileOf(one.folder, knownName);
        if (!existsSync(knownFile) && existsSync(ofFolder)) await copyFile(ofFolder, knownFile);
        const settings = strykerSettings(one, {
          runners,
          again: again === true,
          knownFile,
          sandboxFolder: join(workFolder, 'sandbox'),
        });
        await writeFile(configFile, JSON.stringify(settings));
        const { code } = await execute(['stryker', 'run', configFile], limitSeconds, true);
        if (code !== 0) return exitCode.partial;
      }
    }
    const reports = await Promise.all(runs.map(remembered));
    const report = onlyAsked(
      { files: Object.assign({}, ...reports.map(({ files }) => files)) as MutationReport['files'] },
      asked,
    );
    const scores = scoresOf(report, mutatedFolders, harmlessMutants);
    if (showSurvivors === true) {
      for (const { file, line, text, mutator, replacement, uncovered } of scores.survivors) {
        const how = uncovered ? 'no test runs it' : mutator;
        print(`${file}:${line}  ${how}`, `    ${text}`, `    → ${replacement.slice(0, 200)}`);
      }
    }
    print('', '   %   killed  survived  harmless');
    for (const score of [...scores.files, ...scores.folders]) print(row(score));
    for (const { file, line } of scores.outOfDate) {
      print(
        `scripts/lib/mutation/harmless/ is out of date: ${file} has no survivor on the line \`${line}\``,
      );
    }
    const weak = scores.folders.filter((score) => percent(score) < leastPercent);
    for (const { name: folder } of weak) print(`${folder} is below ${leastPercent} %`);
    return weak.length > 0 || scores.outOfDate.length > 0 ? exitCode.findings : exitCode.fine;
  },
);

function fileOf(run: string, name: string): string {
  return join(workFolder, `${run.replaceAll('/', '-')}.${name}`);
}

/** What the runs before found: those over the same, or else those over its folder. */
async function remembered({ name, folder }: MutationRun): Promise<MutationReport> {
  const file = [name, folder].map((one) => fileOf(one, knownName)).find(existsSync);
  if (file === undefined) return { files: {} };
  return JSON.parse(await readFile(file, 'utf8')) as MutationReport;
}

function row(score: Score): string {
  const cells = [
    percent(score).toFixed(1).padStart(5),
    String(score.killed).padStart(7),
    String(score.survived).padStart(9),
    String(score.harmless).padStart(9),
  ];
  return `${cells.join(' ')}  ${score.name}`;
}
