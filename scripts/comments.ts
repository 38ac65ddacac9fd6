import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { writeWholeStream } from '../src/ground/write-whole.ts';
import { Misconfigured, storePlace } from '../src/comments/server/configuration.ts';
import { backUp } from '../src/comments/store/back-up.ts';
import { restore } from '../src/comments/store/restore.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import { oneOf } from './lib/options.ts';
import { print } from './lib/print.ts';

const actions = ['back-up', 'restore'] as const;

await run(
  {
    usage: 'npm run comments --',
    about:
      'The comments as a whole, of the store that COMMENTS_STORE names as for npm run serve.\n' +
      'back-up: writes all of them to a file that is not there yet; the server may run meanwhile.\n' +
      'restore: makes an empty store hold what such a file does, on SQLite or PostgreSQL.',
    positionals: ['back-up|restore', '<file>'],
    options: {},
    examples: [
      'npm run comments -- back-up comments-2026-11-26.jsonl',
      'COMMENTS_STORE=restored.sqlite npm run comments -- restore comments-2026-11-26.jsonl',
    ],
  },
  async (_, [asked, path]) => {
    const action = oneOf('comments', 'action', asked, actions);
    if (path === undefined) throw new WrongUse(`${action} needs a file`);
    const file = resolve(path);
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (action === 'back-up' && isThere) throw new WrongUse(`${file}: it is there already`);
    if (action === 'restore' && !isThere) throw new WrongUse(`${file}: no such file`);
    const place = placeOf(process.env);
    if (action === 'back-up') {
      await writeWholeStream(file, backUp(place));
      print(`Backed up to ${file}`);
    } else {
      const pieces = createReadStream(file, 'utf8') as AsyncIterable<string>;
      print(`Restored ${await restore(place, pieces)} rows`);
    }
    return exitCode.fine;
  },
);

function placeOf(env: NodeJS.ProcessEnv) {
  try {
    return storePlace(env);
  } catch (error) {
    throw error instanceof Misconfigured ? new WrongUse(error.message) : error;
  }
}
