import type { HarmlessMutant } from './harmless/mutant.ts';

/** The part of Stryker's JSON report (mutation-testing-report-schema 2) that is read here. */
export interface MutationReport {
  files: Record<
    string,
    {
      source: string;
      mutants: {
        status: string;
        mutatorName: string;
        replacement?: string;
        location: { start: { line: number; column: number } };
      }[];
    }
  >;
}

export interface Survivor {
  file: string;
  line: number;
  text: string;
  mutator: string;
  replacement: string;
  /** No test ran the line. */
  uncovered: boolean;
}

export interface Score {
  /** A folder or a file. */
  name: string;
  killed: number;
  survived: number;
  harmless: number;
}

export interface Scores {
  folders: Score[];
  files: Score[];
  survivors: Survivor[];
  /** Entries of the list that excuse nothing in a file that was mutated. */
  outOfDate: HarmlessMutant[];
}

const isKilled = (status: string) => status === 'Killed' || status === 'Timeout';
const isSurvivor = (status: string) => status === 'Survived' || status === 'NoCoverage';

/** The part of a report about these folders and files; all of it where none is named. */
export function onlyAsked(report: MutationReport, asked: readonly string[]): MutationReport {
  if (asked.length === 0) return report;
  const folders = asked.map((path) => path.replace(/\/+$/, ''));
  const isAsked = (file: string) =>
    folders.some((path) => file === path || file.startsWith(`${path}/`));
  return { files: Object.fromEntries(Object.entries(report.files).filter(([f]) => isAsked(f))) };
}

/** Counts a report per file and per folder of `folders`; harmless survivors count for nothing. */
export function scoresOf(
  report: MutationReport,
  folders: readonly string[],
  harmless: readonly HarmlessMutant[],
): Scores {
  const files: Score[] = [];
  const survivors: Survivor[] = [];
  const used = new Set<HarmlessMutant>();
  for (const [file, { source, mutants }] of Object.entries(report.files)) {
    const lines = source.split('\n');
    const score: Score = { name: file, killed: 0, survived: 0, harmless: 0 };
    for (const { status, mutatorName, replacement = '', location } of mutants) {
      if (isKilled(status)) score.killed++;
      if (!isSurvivor(status)) continue;
      const text = (lines[location.start.line - 1] ?? '').trim();
      const excuse = harmless.find(
        (one) =>
          one.file === file &&
          one.line === text &&
          (one.replacement === undefined || one.replacement === replacement),
      );
      if (excuse === undefined) {
        score.survived++;
        const uncovered = status === 'NoCoverage';
        survivors.push({
          file,
          line: location.start.line,
          text,
          mutator: mutatorName,
          replacement,
          uncovered,
        });
      } else {
        score.harmless++;
        used.add(excuse);
      }
    }
    files.push(score);
  }
  return {
    folders: folders
      .map((folder) => sum(folder, files))
      .filter(({ killed, survived, harmless: excused }) => killed + survived + excused > 0),
    files,
    survivors,
    outOfDate: harmless.filter((one) => !used.has(one) && Object.hasOwn(report.files, one.file)),
  };
}

/** In percent with one place; 100 where nothing could be killed. */
export function percent({ killed, survived }: Score): number {
  if (killed + survived === 0) return 100;
  return Math.round((killed / (killed + survived)) * 1000) / 10;
}

function sum(folder: string, files: readonly Score[]): Score {
  const total: Score = { name: folder, killed: 0, survived: 0, harmless: 0 };
  for (const { name, killed, survived, harmless } of files) {
    if (!name.startsWith(`${folder}/`)) continue;
    total.killed += killed;
    total.survived += survived;
    total.harmless += harmless;
  }
  return total;
}
