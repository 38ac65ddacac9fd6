import { relative } from 'node:path';
import { today } from '../src/ground/day.ts';
import { beginAfresh } from '../src/proposal/begin-afresh.ts';
import { createProposal, slugOf } from '../src/proposal/create-proposal.ts';
import { loadProposals } from '../src/proposal/load-proposals.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import { proposalsRoot, rootOption } from './lib/options.ts';
import { print } from './lib/print.ts';
import { sinceDay, sinceOption, whySince } from './lib/since-day.ts';

/** So many repositories are fetched while one waits. */
const fewProjects = 20;

await run(
  {
    usage: 'npm run new --',
    about:
      'A new proposal from proposals/_template, under the next free number. With --fresh it is the first:\n' +
      'all others and their projects.yaml are set aside, and a small one is written.',
    positionals: ['"<title>"'],
    options: {
      fresh: {
        type: 'boolean',
        help: 'set aside every proposal and projects.yaml, and begin with a commented one',
      },
      since: sinceOption,
      root: rootOption,
    },
    examples: [
      'npm run new -- "Move from callbacks to async functions" --since 2024-01-01',
      'npm run new -- --fresh "Move from callbacks to async functions" --since 2024-01-01',
    ],
  },
  async (values, [title]) => {
    if (title === undefined) throw new WrongUse('Expected one title, in quotes.');
    const root = proposalsRoot(values);
    const since = await sinceDay(values.since);
    if (values.fresh === true) {
      if (since === undefined) {
        throw new WrongUse(
          ['--since is needed with --fresh: a day, YYYY-MM-DD', ...whySince].join('\n'),
        );
      }
      // What would be refused below is refused before anything is moved.
      if (slugOf(title) !== '') await setAside(root);
    }
    const folder = await createProposal(root, title, today(), since).catch((error: unknown) => {
      throw error instanceof RangeError ? new WrongUse(error.message) : error;
    });
    const shown = relative(process.cwd(), folder);
    print(
      `${shown}/index.md    the blueprint: data and prose`,
      `${shown}/probes.yaml what its criteria ask of the repositories`,
    );
    if (since === undefined) {
      print(
        'Set `since` in index.md, now today. It means:',
        ...whySince.map((line) => `  ${line}`),
      );
    }
    const { registry } = await loadProposals(root, today(), () => Promise.resolve([]));
    const all = Object.keys(registry.projects).length;
    if (all > fewProjects) {
      print(
        `\`projects: all\` in index.md are the ${all} of projects.yaml: npm run track fetches the repository of`,
        '  each. Name the projects, teams or kinds that it is about, if those are fewer.',
      );
    }
    print('Next: npm run check (it names what is still a placeholder), npm run track, npm start');
    return exitCode.fine;
  },
);

async function setAside(root: string): Promise<void> {
  const { folder, names } = await beginAfresh(root, today());
  if (names.length > 0) {
    print(`${names.length} set aside in ${relative(process.cwd(), folder)}: ${names.join(', ')}`);
  }
  print(`${relative(process.cwd(), root)}/projects.yaml    your teams, projects and repositories`);
}
