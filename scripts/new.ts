import { relative, resolve } from 'node:path';
import { today } from '../src/ground/day.ts';
import { createProposal } from '../src/proposal/create-proposal.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';

await run(
  {
    usage: 'npm run new --',
    about: 'A new proposal from proposals/_template, under the next free number.',
    positionals: ['"<title>"'],
    options: {
      root: {
        type: 'string',
        value: '<dir>',
        help: 'the folder of the proposals; default: proposals',
      },
    },
    examples: ['npm run new -- "Move from callbacks to async functions"'],
  },
  async ({ root = 'proposals' }, titles) => {
    const [title] = titles;
    if (title === undefined || titles.length > 1) {
      throw new WrongUse('Expected one title, in quotes.');
    }
    const folder = await createProposal(resolve(root), title, today()).catch((error: unknown) => {
      throw error instanceof RangeError ? new WrongUse(error.message) : error;
    });
    const shown = relative(process.cwd(), folder);
    console.log(`${shown}/index.md    the blueprint: data and prose`);
    console.log(`${shown}/probes.yaml what its criteria ask of the repositories`);
    console.log('Next: npm run check, npm run track, npm start');
    return exitCode.fine;
  },
);
