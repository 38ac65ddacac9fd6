import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { realParts } from '../test/support/real-parts.ts';
import { exitCode, run } from './lib/cli.ts';
import { execute } from './lib/execute.ts';
import { allOf } from './lib/options.ts';
import { print } from './lib/print.ts';
import { journalVariable, type RunSummary, summaryOf } from './lib/test-journal.ts';

/** After this the run of Vitest is stopped; what it was at is named. */
const limitSeconds = 3600;

/** One check that is not a unit test; it counts as one. */
interface Check {
  name: string;
  command: string[];
  /** Seconds after which it has failed. */
  limit: number;
}

const checks: Check[] = [
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'], limit: 300 },
  { name: 'lint', command: ['node', 'scripts/lint.ts'], limit: 1000 },
  { name: 'proposals', command: ['node', 'scripts/check.ts'], limit: 60 },
  { name: 'types', command: ['tsc', '--noEmit'], limit: 300 },
  { name: 'types of pages', command: ['astro', 'check'], limit: 300 },
  { name: 'site', command: ['node', 'scripts/build.ts'], limit: 600 },
];

await run(
  {
    usage: 'npm test --',
    about: [
      'Everything: format, lint with the import rule, types, the proposals, the site, unit tests, tests on',
      'real parts. Names each part that this machine lacks, and the one command that adds it.',
    ].join('\n'),
    positionals: ['<test file or name>…'],
    options: {
      only: { type: 'boolean', help: 'the unit tests alone, without the checks' },
      without: {
        type: 'string',
        multiple: true,
        value: '<check>',
        help: `without this check: ${checks.map(({ name }) => name).join(', ')}`,
      },
    },
    examples: ['npm test', 'npm test -- src/proposal'],
  },
  async ({ only, without = [] }, filters) => {
    allOf(
      '--without',
      'check',
      without,
      checks.map(({ name }) => name),
    );
    const total = { passed: 0, failed: 0, skipped: 0 };
    const failures: string[] = [];
    if (!only && filters.length === 0) {
      for (const { name, command, limit } of checks.filter((one) => !without.includes(one.name))) {
        const started = performance.now();
        const { code, output } = await execute(command, limit, false);
        const seconds = ((performance.now() - started) / 1000).toFixed(1);
        print(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
        if (code === 0) total.passed++;
        else {
          print(...output.split('\n'));
          total.failed++;
          failures.push(`${name}: ${command.join(' ')}`);
        }
      }
    }
    // The browser tests look at the site that the checks have just built.
    const built =
      !only &&
      filters.length === 0 &&
      !without.includes('site') &&
      !failures.some((name) => name.startsWith('site:'));
    if (built) process.env['CROSSPLAN_DIST'] = resolve('dist');
    const tests = await vitest(filters);
    total.passed += tests.passed;
    total.failed += tests.failures.length;
    total.skipped += tests.skipped;
    failures.push(...tests.failures);
    if (filters.length === 0) {
      const slowest = tests.slowest.slice(0, 10).map(({ file, seconds }) => `${file} ${seconds} s`);
      print(`longest files: ${slowest.join(', ')}`);
    }

    const lacking = Object.values(realParts).filter((part) => !part.available);
    for (const { name, reason, command } of lacking) {
      print(`skipped: ${name}: ${reason}. Add it: ${command}`);
    }
    const inCi = process.env['CI'] !== undefined && process.env['CI'] !== '';
    if (inCi && total.skipped > 0) {
      failures.push(`${total.skipped} skipped, and with CI set nothing may be`);
      total.failed += total.skipped;
    }
    for (const failure of failures) print(`failed: ${failure}`);
    print(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
    return total.failed > 0 ? exitCode.findings : exitCode.fine;
  },
);

async function vitest(filters: string[]): Promise<RunSummary> {
  const folder = await mkdtemp(join(tmpdir(), 'crossplan-test-'));
  const journal = join(folder, 'journal.jsonl');
  process.env[journalVariable] = journal;
  try {
    const reporters = ['--reporter=default', '--reporter=./scripts/lib/test-journal.ts'];
    const { code } = await execute(['vitest', 'run', ...reporters, ...filters], limitSeconds, true);
    return summaryOf(await readFile(journal, 'utf8').catch(() => ''), code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
