import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { TestRunner, type RunnerTestCase, type RunnerTestFile, type RunnerTestSuite } from 'vitest';
import { note, readJournal } from './journal.ts';
import { journalVariable, planVariable, type MutationPlan } from './plan.ts';

/** What the changed code reads and counts. */
interface Switches {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: {
    static: Record<string, number>;
    perTest: Record<string, Record<string, number>>;
  };
}

/** A change that runs its place so many times as often as the code itself does not end … */
const mostTimes = 100;
/** … nor does one that runs it so many times more often. */
const mostMore = 1_000_000;

/** So many other tests are asked about one change: of a survivor a further one may notice it. */
const mostOthers = 30;

const journal = process.env[journalVariable] ?? '';
const plan = JSON.parse(readFileSync(process.env[planVariable] ?? '', 'utf8')) as MutationPlan;
const switches = ((globalThis as { __stryker__?: Switches }).__stryker__ ??= {});
switches.mutantCoverage ??= { static: {}, perTest: {} };
const coverage = switches.mutantCoverage;

const decided = new Set<string>();
const covered = new Set<string>();
const loading = new Set<string>();
const asked = new Set<string>();
const askedOthers = new Map<string, number>();
for (const fact of readJournal(journal)) {
  if (fact.kind === 'killed' || fact.kind === 'ended' || fact.kind === 'survived') {
    decided.add(fact.id);
  } else if (fact.kind === 'covered') covered.add(fact.id);
  else if (fact.kind === 'asked') asked.add(fact.file);
}

/**
 * Runs each test as it is, and then again with each change that it reaches and that no test has
 * noticed yet. All in one process that loads the code once: most of the time of a run that loads it
 * again for each change goes into loading.
 */
export default class SwitchingRunner extends TestRunner {
  override onBeforeTryTask(...given: Parameters<TestRunner['onBeforeTryTask']>): void {
    super.onBeforeTryTask(...given);
    switches.currentTestId = given[0].id;
  }

  async runTask(test: RunnerTestCase): Promise<void> {
    const body = TestRunner.getTestFn(test);
    try {
      await body();
    } finally {
      switches.currentTestId = undefined;
    }
    const hits = coverage.perTest[test.id] ?? {};
    const file = relative(process.cwd(), test.file.filepath);
    const name = `${file} > ${test.name}`;
    if (plan.only === undefined) {
      if (asked.has(`${plan.phase} ${file}`)) return;
      if (plan.phase === 'beside') {
        note(journal, { kind: 'reach', file, places: Object.keys(hits).length });
      }
      for (const id of Object.keys(hits)) {
        if (!covered.has(id)) note(journal, { kind: 'covered', id });
        covered.add(id);
      }
    }
    const open = Object.entries(hits).filter(([id]) => !decided.has(id) && isAsked(id, file));
    // What fails when it is run again says nothing of a change.
    if (open.length === 0 || (await this.#fails(test, body)) !== undefined) return;
    for (const [id, count] of open) {
      note(journal, { kind: 'begun', id, test: name });
      const says = await this.#fails(test, body, { id, count });
      if (says === undefined) {
        note(journal, { kind: 'unnoticed', id });
        continue;
      }
      if (plan.only === undefined && (await this.#fails(test, body)) !== undefined) {
        note(journal, { kind: 'doubted', id, test: name });
        // Vitest lets nobody end it by process.exit.
        process.kill(process.pid, 'SIGKILL');
      }
      decided.add(id);
      note(journal, { kind: 'killed', id, test: name, says });
    }
  }

  override onAfterRunFiles(files: RunnerTestFile[]): void {
    super.onAfterRunFiles(files);
    for (const id of Object.keys(coverage.static)) {
      if (!loading.has(id)) note(journal, { kind: 'loading', id });
      loading.add(id);
    }
    if (plan.only !== undefined) return;
    for (const { filepath } of files) {
      const file = relative(process.cwd(), filepath);
      note(journal, { kind: 'asked', file: `${plan.phase} ${file}` });
    }
  }

  /**
   * What the test says when it is run again, with a change where one is given; `undefined` where it does
   * not fail.
   */
  async #fails(
    test: RunnerTestCase,
    body: () => unknown,
    change?: { id: string; count: number },
  ): Promise<string | undefined> {
    const { id, count = 0 } = change ?? {};
    switches.hitCount = 0;
    switches.hitLimit = Math.min(count * mostTimes, count + mostMore);
    switches.activeMutant = id;
    // What a change leads to says nothing about what the code itself runs.
    switches.currentTestId = 'changed';
    try {
      for (let suite: RunnerTestSuite | undefined = test.suite ?? test.file; suite;) {
        for (const prepare of TestRunner.getSuiteHooks(suite).beforeEach) {
          await prepare(test.context, suite);
        }
        suite = suite.suite ?? (suite === test.file ? undefined : test.file);
      }
      await body();
      return undefined;
    } catch (error) {
      return String(error).slice(0, 200);
    } finally {
      switches.currentTestId = undefined;
      switches.activeMutant = undefined;
    }
  }
}

function isAsked(id: string, file: string): boolean {
  if (plan.only !== undefined) return plan.only.includes(id);
  const isBeside = plan.mutants[id]?.replace(/ts$/, 'test.ts') === file;
  if (plan.phase === 'beside') return isBeside;
  if (isBeside) return false;
  const before = askedOthers.get(id) ?? 0;
  askedOthers.set(id, before + 1);
  return before < mostOthers;
}
