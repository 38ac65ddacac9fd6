import { readFile } from 'node:fs/promises';
import { exitCode, run } from './lib/cli.ts';
import { execute } from './lib/execute.ts';
import { importFaults } from './lib/lint/import-graph.ts';
import { packageFaults } from './lib/lint/packages.ts';
import { print } from './lib/print.ts';

/** Left out by git, prettier and eslint. */
const shadow = '.cache/imports';
const eslintLimitSeconds = 900;

await run(
  {
    usage: 'npm run lint --',
    about:
      'ESLint over every file, then the graph of imports: no circle, types included, no page that reaches\n' +
      'the sync, no browser code that reaches Node; then package-lock.json: licences, install scripts.',
    options: {
      imports: { type: 'boolean', help: 'without ESLint, which takes longest' },
    },
  },
  async ({ imports: alone }) => {
    let faults = 0;
    if (alone !== true) {
      const { code } = await execute(['eslint', '.'], eslintLimitSeconds, true);
      if (code !== 0) faults++;
    }
    for (const { rule, path } of await importFaults(process.cwd(), shadow)) {
      print(`imports: ${rule}: ${path.join(' → ')}`);
      faults++;
    }
    for (const lock of ['package-lock.json', 'scripts/interpreter/package-lock.json']) {
      for (const fault of packageFaults(await json(lock), await allowedScripts())) {
        print(`${lock}: ${fault}`);
        faults++;
      }
    }
    return faults > 0 ? exitCode.findings : exitCode.fine;
  },
);

async function json(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}

async function allowedScripts(): Promise<Record<string, boolean>> {
  return ((await json('package.json')) as { allowScripts: Record<string, boolean> }).allowScripts;
}
