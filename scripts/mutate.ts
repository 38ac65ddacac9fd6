import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import { print } from './lib/print.ts';
import { harmlessMutants } from './lib/mutation/harmless.ts';
import {
  onlyAsked,
  percent,
  scoresOf,
  type MutationReport,
  type Score,
} from './lib/mutation/score.ts';
import { mutatedFolders, mutationRuns } from './lib/mutation/targets.ts';
import { tryMutants } from './lib/mutation/try-mutants.ts';

/** Left out by git, prettier and eslint. */
const workFolder = '.cache/mutation';
/** What the runs before found, by file. */
const knownFile = join(workFolder, 'known.json');
/** What a folder must reach, in percent. */
const leastPercent = 85;

await run(
  {
    usage: 'npm run mutate --',
    about:
      'Changes the code in one small place at a time and runs the unit tests beside it: a change that\n' +
      `no test notices has survived. By default: ${mutatedFolders.join(', ')}.\n` +
      'Survivors that do not matter stand in scripts/lib/mutation/harmless/ with the reason.',
    positionals: ['<folder or file>…'],
    options: {
      survivors: { type: 'boolean', help: 'print every survivor, not the scores alone' },
      known: { type: 'boolean', help: 'change nothing: print what the runs before found' },
    },
    examples: [
      'npm run mutate -- src/status --survivors',
      'npm run mutate -- src/proposal/stage.ts',
    ],
  },
  async ({ survivors: showSurvivors, known: knownAlone }, asked) => {
    for (const path of asked) {
      if (!path.startsWith('src/') || !existsSync(path)) {
        throw new WrongUse(`Expected a folder or file below src/, got \`${path}\``);
      }
    }
    await mkdir(workFolder, { recursive: true });
    const known = await knownReport();
    if (knownAlone !== true) {
      for (const one of mutationRuns(asked)) {
        const folder = join(workFolder, one.folder.replaceAll('/', '-'));
        Object.assign(known.files, (await tryMutants(one, folder)).files);
        await writeFile(knownFile, JSON.stringify(known));
      }
    }
    const scores = scoresOf(onlyAsked(known, asked), mutatedFolders, harmlessMutants);
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

/** What the runs before found of files that are still what they were then. */
async function knownReport(): Promise<MutationReport> {
  if (!existsSync(knownFile)) return { files: {} };
  const { files } = JSON.parse(await readFile(knownFile, 'utf8')) as MutationReport;
  return {
    files: Object.fromEntries(
      Object.entries(files).filter(
        ([name, { source }]) => existsSync(name) && readFileSync(name, 'utf8') === source,
      ),
    ),
  };
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
