import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { formatProblem } from '../src/ground/problem.ts';
import { loadProposals } from '../src/proposal/load-proposals.ts';
import { exitCode, run } from './lib/cli.ts';
import { execute } from './lib/execute.ts';
import { printError } from './lib/print.ts';
import { siteBuild } from './lib/site-build.ts';

/** Seconds after which a build has failed. */
const limitSeconds = 1800;

await run(
  {
    usage: 'npm run build --',
    about:
      'The site as plain files in dist/, whole or not at all: a build that fails or is ended leaves\n' +
      'nothing there, neither a part of itself nor the site of an earlier one. Placeholders of a template\n' +
      'are not published: while one is left there is no build.',
    options: {},
  },
  async () => {
    await rm('dist', { recursive: true, force: true });
    const { problems } = await loadProposals('proposals');
    const left = problems.filter(({ code }) => code === 'placeholder');
    if (left.length > 0) {
      printError(...left.map(formatProblem), 'Not built: npm start shows what is not written yet.');
      return exitCode.findings;
    }
    const beside = join('.cache', `build-${randomUUID()}`);
    try {
      const command = [process.execPath, ...siteBuild, '--outDir', beside];
      const { code } = await execute(command, limitSeconds, true);
      if (code !== 0) return exitCode.findings;
      await rename(beside, 'dist');
      return exitCode.fine;
    } finally {
      await rm(beside, { recursive: true, force: true });
    }
  },
);
