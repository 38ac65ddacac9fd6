import { loadProposals } from '../src/proposal/load-proposals.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import { freezeThreads } from './lib/comments/freeze-threads.ts';
import { importFile } from './lib/comments/import-file.ts';
import { fromOption } from './lib/comments/read-threads.ts';
import { oneOf, proposalOption, proposalsRoot, rootOption } from './lib/options.ts';

await run(
  {
    usage: 'npm run threads --',
    about:
      'Threads of the comments outside of their server.\n' +
      'freeze: writes them as they are into threads.json of each proposal, which a build without a\n' +
      'server shows. import: takes a file that a server exported (threads.jsonl, annotations.json) into\n' +
      'the store that COMMENTS_STORE names, each thread under its own id; no server may have the store.',
    positionals: ['[freeze|import]', '[<file>]'],
    options: {
      proposal: {
        ...proposalOption,
        help: 'freeze: only this one; import: of annotations that name none',
      },
      from: { ...fromOption, help: `freeze: ${fromOption.help}` },
      origin: {
        type: 'string',
        value: '<address>',
        help: 'import: where the file comes from; who spoke there is nobody who can sign in here',
      },
      dist: {
        type: 'string',
        value: '<dir>',
        help: 'import: what npm run build made; default: dist',
      },
      root: rootOption,
      json: { type: 'boolean', help: 'what was done, as JSON' },
    },
    examples: [
      'npm run threads -- freeze --from https://plans.example.org',
      'npm run threads -- freeze --from threads.jsonl --proposal 3',
      'npm run threads -- import threads.jsonl --origin https://plans.example.org',
    ],
  },
  async (values, [asked, file]) => {
    const action = oneOf('threads', 'action', asked, ['freeze', 'import'] as const);
    if (action === 'import') {
      if (file === undefined) throw new WrongUse('import needs the file');
      return importFile(file, values);
    }
    if (file !== undefined) throw new WrongUse('freeze takes no file: --from names what it reads');
    const loaded = await loadProposals(proposalsRoot(values));
    return (await freezeThreads(loaded, values)) ? exitCode.fine : exitCode.partial;
  },
);
