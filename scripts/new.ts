import { relative } from 'node:path';
import { today } from '../src/ground/day.ts';
import { createProposal } from '../src/proposal/create-proposal.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import { proposalsRoot, rootOption } from './lib/options.ts';
import { print } from './lib/print.ts';

await run(
  {
    usage: 'npm run new --',
    about: 'A new proposal from proposals/_template, under the next free number.',
    positionals: ['"<title>"'],
    options: { root: rootOption },
    examples: ['npm run new -- "Move from callbacks to async functions"'],
  },
  async (values, [title]) => {
    if (title === undefined) {
      throw new WrongUse('Expected one title, in quotes.');
    }
    const folder = await createProposal(proposalsRoot(values), title, today()).catch(
      (error: unknown) => {
        throw error instanceof RangeError ? new WrongUse(error.message) : error;
      },
    );
    const shown = relative(process.cwd(), folder);
    print(
      `${shown}/index.md    the blueprint: data and prose`,
      `${shown}/probes.yaml what its criteria ask of the repositories`,
      'Set `since` in index.md, now today, to the day from which the histories of repositories count:',
      'a day before anybody began. A project that had finished by then is never affected.',
      'Next: npm run check, npm run track, npm start',
    );
    return exitCode.fine;
  },
);
