import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { chromiumPath, realParts } from '../test/support/real-parts.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import { compressedServer } from './lib/looks/compressed-server.ts';
import { pageKinds } from './lib/looks/page-kinds.ts';
import { allOf } from './lib/options.ts';
import { print, printJson } from './lib/print.ts';

/** The pages that are measured, and the least that each category must come to, of 100. */
const measured = ['home', 'blueprint', 'matrix', 'project', 'reviews', 'playground'];
const least: Readonly<Record<string, number>> = {
  performance: 98,
  accessibility: 100,
  'best-practices': 100,
  seo: 100,
};
/** One page is measured within so long, in ms. */
const limitMs = 180_000;

await run(
  {
    usage: 'npm run lighthouse --',
    about:
      'What Lighthouse says of the main pages of a built site on a phone: at least 98 for performance,\n' +
      '100 for accessibility, best practices and SEO. Build with SITE, or SEO has no canonical address.\n' +
      'On a busy machine performance is measured low: run it alone.',
    options: {
      dist: { type: 'string', value: '<dir>', help: 'what npm run build made; default: dist' },
      kind: { type: 'string', multiple: true, value: '<name>', help: 'only pages of this kind' },
      json: { type: 'boolean', help: 'the scores as JSON' },
    },
    examples: ['npm run build && npm run lighthouse'],
  },
  async (values) => {
    const dist = resolve(values.dist ?? 'dist');
    if (!existsSync(join(dist, 'index.html'))) {
      throw new WrongUse(`${dist}: no site there; npm run build makes one`);
    }
    const { available, reason, command } = realParts.chromium;
    if (!available) throw new WrongUse(`${reason}: ${command}`);
    allOf('--kind', 'kind', values.kind ?? [], measured);
    const pages = pageKinds(dist).filter(({ kind }) => (values.kind ?? measured).includes(kind));
    await using site = await compressedServer(dist);
    const chrome = await launch({
      ...(chromiumPath === undefined ? {} : { chromePath: chromiumPath }),
      chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu'],
      logLevel: 'silent',
    });
    const results: { kind: string; path: string; scores: Record<string, number>; low: string[] }[] =
      [];
    try {
      for (const { kind, path } of pages) {
        const result = await lighthouse(site.url + path, {
          port: chrome.port,
          output: 'json',
          logLevel: 'silent',
          onlyCategories: Object.keys(least),
          maxWaitForLoad: limitMs,
        });
        const categories = result?.lhr.categories ?? {};
        const scores = Object.fromEntries(
          Object.keys(least).map((name) => [
            name,
            Math.round((categories[name]?.score ?? 0) * 100),
          ]),
        );
        const low = Object.keys(least).filter((name) => (scores[name] ?? 0) < (least[name] ?? 0));
        const told = low.flatMap((name) =>
          (categories[name]?.auditRefs ?? [])
            .filter(({ id, weight }) => weight > 0 && (result?.lhr.audits[id]?.score ?? 1) < 0.9)
            .map(({ id }) => `${name}: ${id} ${result?.lhr.audits[id]?.displayValue ?? ''}`.trim()),
        );
        results.push({ kind, path, scores, low: told.length > 0 ? told : low });
        if (values.json !== true) {
          const words = Object.entries(scores).map(([name, score]) => `${name} ${score}`);
          print(`${kind}  ${words.join(', ')}`, ...told.map((line) => `  ${line}`));
        }
      }
    } finally {
      chrome.kill();
    }
    if (values.json === true) printJson(results);
    return results.every(({ low }) => low.length === 0) ? exitCode.fine : exitCode.findings;
  },
);
