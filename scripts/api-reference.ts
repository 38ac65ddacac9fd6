import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readEntries } from './lib/api-reference/read.ts';
import { writePages } from './lib/api-reference/write.ts';
import { print } from './lib/print.ts';
import { exitCode, run } from './lib/cli.ts';

const source = resolve('src/executor');
const modules = ['index.ts', 'rabbit/rabbit-options.ts'].map((file) => join(source, file));

await run(
  {
    usage: 'npm run api --',
    about:
      "Writes the executor library's reference, src/content/docs/executor/api, from its doc comments.",
    options: {
      check: { type: 'boolean', help: 'write nothing; say which pages are out of date' },
    },
    examples: ['npm run api', 'npm run api -- --check'],
  },
  async ({ check }) => {
    const folder = resolve('src/content/docs/executor/api');
    const wanted = await writePages(readEntries(modules, source));
    await mkdir(folder, { recursive: true });
    const there = (await readdir(folder)).filter((name) => name.endsWith('.md'));
    const stale: string[] = there.filter((name) => !wanted.has(name));
    for (const [name, text] of wanted) {
      const old = await readFile(join(folder, name), 'utf8').catch(() => undefined);
      if (old === text) continue;
      stale.push(name);
      if (!check) await writeFile(join(folder, name), text);
    }
    if (!check) {
      for (const name of there) if (!wanted.has(name)) await rm(join(folder, name));
    }
    const words = check ? 'out of date; npm run api' : 'written';
    for (const name of stale) print(`src/content/docs/executor/api/${name}  ${words}`);
    print(`${wanted.size} pages, ${stale.length} ${check ? 'out of date' : 'changed'}`);
    return check && stale.length > 0 ? exitCode.findings : exitCode.fine;
  },
);
