import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { printError } from './print.ts';

/** The environment's word for the file to which the journal of a run is written. */
export const journalVariable = 'CROSSPLAN_TEST_JOURNAL';

/** One line of the journal: a file of tests began, or came to its end. */
export type JournalEntry =
  | { file: string; began: true }
  | {
      file: string;
      passed: number;
      skipped: number;
      /** Full names of the tests that failed, and the file's own fault if it has one. */
      failures: string[];
      durationMs: number;
    }
  /** An error that belongs to no test. */
  | { unhandled: string };

/**
 * Writes down each file of tests as it begins and ends, so that a run which is stopped in the middle
 * still says what passed, and which file it was at; what a test fails by is said at once, where Vitest
 * says it once all have ended. Reporter of Vitest, named in scripts/test.ts.
 */
export default class TestJournal implements Reporter {
  readonly #path = process.env[journalVariable] ?? '';

  onTestModuleStart(module: TestModule): void {
    this.#write({ file: nameOf(module), began: true });
  }

  onTestCaseResult(test: TestCase): void {
    const { state, errors } = test.result();
    if (state !== 'failed') return;
    printError(`failed: ${nameOf(test.module)}: ${test.fullName}`);
    for (const { message, diff = '' } of errors) {
      printError(...stripVTControlCharacters(`${message}\n${diff}`).trimEnd().split('\n'));
    }
  }

  onTestModuleEnd(module: TestModule): void {
    const tests = [...module.children.allTests()];
    const failures = tests
      .filter((test) => test.result().state === 'failed')
      .map((test) => test.fullName);
    if (failures.length === 0 && !module.ok()) failures.push('the file itself failed');
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    this.#write({
      file: nameOf(module),
      passed: count('passed'),
      skipped: count('skipped') + count('pending'),
      failures,
      durationMs: Math.round(module.diagnostic().duration),
    });
  }

  onTestRunEnd(_modules: readonly TestModule[], errors: readonly { message?: string }[]): void {
    for (const { message } of errors) this.#write({ unhandled: message ?? 'an unknown error' });
  }

  #write(entry: JournalEntry): void {
    if (this.#path !== '') appendFileSync(this.#path, `${JSON.stringify(entry)}\n`);
  }
}

function nameOf({ moduleId }: TestModule): string {
  return relative(process.cwd(), moduleId);
}

/** What a run came to, read from its journal. */
export interface RunSummary {
  passed: number;
  skipped: number;
  failures: string[];
  /** Files in the order of their duration, longest first. */
  slowest: { file: string; seconds: number }[];
}

/** @param code the exit code with which the run ended */
export function summaryOf(journal: string, code: number): RunSummary {
  const entries = journal
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JournalEntry);
  const running = new Set<string>();
  const summary: RunSummary = { passed: 0, skipped: 0, failures: [], slowest: [] };
  for (const entry of entries) {
    if ('unhandled' in entry) summary.failures.push(`of no test: ${entry.unhandled}`);
    else if ('began' in entry) running.add(entry.file);
    else {
      running.delete(entry.file);
      summary.passed += entry.passed;
      summary.skipped += entry.skipped;
      summary.failures.push(...entry.failures.map((name) => `${entry.file}: ${name}`));
      summary.slowest.push({ file: entry.file, seconds: Math.round(entry.durationMs / 1000) });
    }
  }
  for (const file of running) summary.failures.push(`${file}: began and came to no end`);
  if (code !== 0 && summary.failures.length === 0) {
    summary.failures.push(`the run of the tests ended with exit code ${code}`);
  }
  if (code === 0 && summary.slowest.length === 0) summary.failures.push('no file of tests was run');
  summary.slowest.sort((a, b) => b.seconds - a.seconds);
  return summary;
}
