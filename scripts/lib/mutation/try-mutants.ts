import { globSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execute } from '../execute.ts';
import { print } from '../print.ts';
import { instrument } from './instrument.ts';
import { note, readJournal } from './journal.ts';
import { outcomes } from './outcomes.ts';
import { journalVariable, phases, planVariable, type MutationPlan } from './plan.ts';
import type { MutationReport } from './score.ts';
import type { MutationRun } from './targets.ts';

/** A process that has noted nothing for so long hangs in the change that it noted last. */
const mostSilentMs = 120_000;
/** Between two looks at what it noted. */
const watchMs = 1000;
const longestSeconds = 4 * 3600;
const mostStarts = 500;

/** Tries every change of a run's files, and says what became of each. */
export async function tryMutants(run: MutationRun, workFolder: string): Promise<MutationReport> {
  const names = filesOf(run.mutate);
  const { files, mutants } = await instrument(names);

  await rm(workFolder, { recursive: true, force: true });
  const texts: Record<string, string> = {};
  for (const { name, content } of files) {
    const text = join(workFolder, 'texts', name);
    await mkdir(dirname(text), { recursive: true });
    await writeFile(text, content);
    texts[name] = text;
  }
  const journal = join(workFolder, 'journal.jsonl');
  await writeFile(journal, '');
  const plan: MutationPlan = {
    phase: 'beside',
    mutants: Object.fromEntries(mutants.map(({ id, fileName }) => [id, fileName])),
    texts,
  };
  const testFiles = filesOf(run.testFiles);
  for (const phase of phases) {
    for (let starts = 0; ; starts++) {
      if (starts === mostStarts) throw new Error(`the tests ended ${starts} times`);
      const from = readJournal(journal).length;
      const { code, output } = await start({ ...plan, phase }, testFiles, workFolder, journal);
      const facts = readJournal(journal);
      if (code === 0) break;
      const last = facts.at(-1);
      if (last?.kind === 'begun') note(journal, { kind: 'ended', id: last.id });
      else if (last?.kind === 'doubted') {
        await start({ ...plan, phase, only: [last.id] }, testFiles, workFolder, journal);
        const isKilled = readJournal(journal).some((f) => f.kind === 'killed' && f.id === last.id);
        if (!isKilled) note(journal, { kind: 'survived', id: last.id });
      } else {
        if (facts.length === from) throw new Error(`the tests cannot be run: ${output}`);
        print(output);
        print('A test fails without a change: what it would notice is not counted.');
        break;
      }
    }
  }
  const outcomeOf = outcomes(readJournal(journal));
  return {
    files: Object.fromEntries(
      files.map(({ name, source }) => [
        name,
        {
          source,
          mutants: mutants
            .filter(({ fileName }) => fileName === name)
            .map((mutant) => ({ ...mutant, status: outcomeOf(mutant.id) })),
        },
      ]),
    ),
  };
}

function filesOf(patterns: readonly string[]): string[] {
  const without = patterns.filter((one) => one.startsWith('!')).map((one) => one.slice(1));
  return globSync(
    patterns.filter((one) => !one.startsWith('!')),
    { exclude: without },
  ).sort();
}

/** Runs the tests until they end, or hang. */
async function start(
  plan: MutationPlan,
  testFiles: readonly string[],
  workFolder: string,
  journal: string,
): Promise<{ code: number; output: string }> {
  const planFile = join(workFolder, 'plan.json');
  await writeFile(planFile, JSON.stringify(plan));
  // What tests leave behind, as often as they are run. Not below this folder: faults name such paths otherwise.
  const temporary = await mkdtemp(join(tmpdir(), 'crossplan-mutation-'));
  const hangs = new AbortController();
  let size = 0;
  let silentMs = 0;
  const watch = setInterval(() => {
    const now = statSync(journal).size;
    silentMs = now === size ? silentMs + watchMs : 0;
    size = now;
    if (silentMs >= mostSilentMs) hangs.abort();
  }, watchMs);
  try {
    return await execute(
      [
        'vitest',
        'run',
        '--silent',
        '--config',
        'scripts/lib/mutation/vitest.config.ts',
        ...testFiles,
      ],
      longestSeconds,
      false,
      {
        env: { TMPDIR: temporary, [planVariable]: planFile, [journalVariable]: journal },
        signal: hangs.signal,
      },
    );
  } finally {
    clearInterval(watch);
    await rm(temporary, { recursive: true, force: true });
  }
}
