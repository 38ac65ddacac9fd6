import { exitCode, run } from './lib/cli.ts';
import { execute } from './lib/execute.ts';
import { importFaults } from './lib/lint/import-graph.ts';
import { print } from './lib/print.ts';

/** Left out by git, prettier and eslint. */
const shadow = '.cache/imports';
const eslintLimitSeconds = 900;

await run(
  {
    usage: 'npm run lint --',
    about:
      'ESLint over every file, then the graph of imports: no circle, types included, no page that reaches\n' +
      'the sync, no browser code that reaches Node.',
    options: {
      imports: { type: 'boolean', help: 'the graph of imports alone' },
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
    return faults > 0 ? exitCode.findings : exitCode.fine;
  },
);
