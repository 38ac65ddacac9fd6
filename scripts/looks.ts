import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { realParts } from '../test/support/real-parts.ts';
import { inBrowser } from '../test/support/site-in-browser.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import { modes, settled, withAllOfIt, withLetters } from './lib/looks/modes.ts';
import { pageKinds } from './lib/looks/page-kinds.ts';
import { allOf } from './lib/options.ts';
import { print } from './lib/print.ts';
import { Progress } from './lib/progress.ts';

await run(
  {
    usage: 'npm run looks --',
    about:
      'Pictures of one page of each kind of a built site, in each mode: wide, narrow, light, dark, on\n' +
      'paper, and where the system’s own colours rule. For people to look at, before a change lands.',
    options: {
      dist: { type: 'string', value: '<dir>', help: 'what npm run build made; default: dist' },
      out: {
        type: 'string',
        value: '<dir>',
        help: 'where they go, emptied before; default: .looks',
      },
      kind: { type: 'string', multiple: true, value: '<name>', help: 'only pages of this kind' },
      mode: { type: 'string', multiple: true, value: '<name>', help: 'only this mode' },
    },
    examples: ['npm run build && npm run looks', 'npm run looks -- --kind project --mode print'],
  },
  async (values) => {
    const dist = resolve(values.dist ?? 'dist');
    const out = resolve(values.out ?? '.looks');
    if (!existsSync(join(dist, 'index.html'))) {
      throw new WrongUse(`${dist}: no site there; npm run build makes one`);
    }
    const { available, reason, command } = realParts.chromium;
    if (!available) throw new WrongUse(`${reason}: ${command}`);
    const kinds = pageKinds(dist);
    const names = kinds.map(({ kind }) => kind);
    allOf('--kind', 'kind', values.kind ?? [], names);
    const modeNames = modes.map(({ name }) => name);
    allOf('--mode', 'mode', values.mode ?? [], modeNames);
    const pages = kinds.filter(({ kind }) => values.kind?.includes(kind) ?? true);
    const shown = modes.filter(({ name }) => values.mode?.includes(name) ?? true);

    await rm(out, { recursive: true, force: true });
    await mkdir(out, { recursive: true });
    await using site = await inBrowser(dist);
    const progress = new Progress('picture', pages.length * shown.length);
    for (const { kind, path } of pages) {
      for (const { name, options, media } of shown) {
        const page = await site.newPage(options);
        page.setDefaultTimeout(60_000);
        await withLetters(page);
        if (media !== undefined) await page.emulateMedia({ media });
        await page.goto(site.url + path);
        await withAllOfIt(page);
        await settled(page);
        await page.screenshot({ path: join(out, `${kind}-${name}.png`), fullPage: true });
        await page.close();
        progress.step(`${kind} ${name}`);
      }
    }
    progress.end();
    print(`${pages.length * shown.length} pictures in ${out}`);
    return exitCode.fine;
  },
);
