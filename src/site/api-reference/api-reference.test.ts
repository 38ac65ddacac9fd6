import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import GithubSlugger from 'github-slugger';
import ts from 'typescript';
import { Application, TSConfigReader, type ProjectReflection } from 'typedoc';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiReference } from './options.ts';
import { pages } from './pages.ts';

const { entryPoints, tsconfig, typeDoc } = apiReference;

/** TypeDoc as the site's build runs it, but for starlight-typedoc, which only Astro can load. */
function typeDocOn(entry: string, output: string): Promise<Application> {
  const options = {
    ...typeDoc,
    plugin: [...(typeDoc.plugin ?? []), 'typedoc-plugin-markdown'],
    entryPoints: [entry],
    tsconfig,
    excludeInternal: true,
    readme: 'none',
    logLevel: 'Warn' as const,
    validation: { invalidLink: true, notExported: false, notDocumented: false },
    outputs: [{ name: 'markdown', path: output }],
  };
  return Application.bootstrapWithPlugins(options, [new TSConfigReader()]);
}

/** What a module exports, types too, as the compiler says. */
function exportsOf(file: string): string[] {
  const { config } = ts.readConfigFile(tsconfig, (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, resolve('.'));
  const program = ts.createProgram([file], options);
  const source = program.getSourceFile(file);
  const checker = program.getTypeChecker();
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${file} is no module`);
  return checker.getExportsOfModule(module).map(({ name }) => name);
}

describe("the executor library's reference", () => {
  let output: string;
  let app: Application;
  let project: ProjectReflection;
  /** The pages' texts by slug. */
  const texts = new Map<string, string>();

  beforeAll(async () => {
    output = await mkdtemp(join(tmpdir(), 'api-reference-'));
    app = await typeDocOn(entryPoints[0] ?? '', output);
    const converted = await app.convert();
    if (!converted) throw new Error('TypeDoc read nothing');
    project = converted;
    app.validate(project);
    await app.generateOutputs(project);
    for (const file of await readdir(output)) {
      texts.set(file.replace(/\.md$/, ''), await readFile(join(output, file), 'utf8'));
    }
  });
  afterAll(() => rm(output, { recursive: true, force: true }));

  test('has the pages of its list, and no other', () => {
    expect([...texts.keys()].toSorted()).toEqual(pages.map(({ slug }) => slug).toSorted());
  });

  test('tells of every public name, on exactly one page', () => {
    const names = exportsOf(entryPoints[0] ?? '');
    const onPages = [...texts].map(([slug, text]) => ({
      slug,
      names: new Set([...text.matchAll(/^## (\w+)(?:\(\))?$/gm)].map(([, name]) => name)),
    }));
    const elsewhere = names
      .map((name) => ({ name, on: onPages.filter((page) => page.names.has(name)) }))
      .filter(({ on }) => on.length !== 1)
      .map(({ name, on }) => `${name}: ${on.map(({ slug }) => slug).join(', ')}`);
    expect(names.length).toBeGreaterThan(100);
    expect(elsewhere).toEqual([]);
    const told = new Set(onPages.flatMap((page) => [...page.names]));
    expect(told).toEqual(new Set(names));
  });

  test('finds a doc comment at every public name', () => {
    const silent = (project.children ?? [])
      .flatMap((page) => page.children ?? [])
      .filter((name) => ![name, ...(name.signatures ?? [])].some((one) => one.hasComment()))
      .map((name) => name.getFriendlyFullName());
    expect(silent).toEqual([]);
  });

  test('has no link in a doc comment that leads nowhere', () => {
    expect(app.logger.warningCount).toBe(0);
  });

  test('each link between its pages leads to a heading or an anchor', () => {
    const ids = new Map([...texts].map(([slug, text]) => [slug, idsOf(text)]));
    const dead = [...texts].flatMap(([slug, text]) =>
      [...text.matchAll(/\]\((?:([\w-]+)\.md)?#([\w-]+)\)/g)]
        .filter(([, page = slug, id = '']) => ids.get(page)?.has(id) !== true)
        .map(([link]) => `${slug}: ${link}`),
    );
    expect(dead).toEqual([]);
  });

  test('gives each page its title and place', () => {
    expect(texts.get('client')).toMatch(/^---\n\{"title":"RPC client",.*"sidebar":\{"order":1\}/);
  });

  test('lists what may be thrown, each error a link', () => {
    expect(texts.get('client')).toContain(
      '- [InvalidTarget](errors.md#invalidtarget): fanout, or no topic\n',
    );
  });

  test('says the comment of a function with overloads once', () => {
    expect(texts.get('client')?.split('Calls a method of one of the servers')).toHaveLength(2);
  });

  test('cannot be made with a name that no page is about, or a page without names', async () => {
    const other = await typeDocOn('src/executor/internal/fifo.ts', output);
    await expect(other.convert()).rejects.toThrow(
      /pages\.ts: no page is about \w+ \(internal\/fifo\.ts\); .*no public name stands on the page client/,
    );
  });
});

/** The ids on a page, as Astro gives them to headings. */
function idsOf(text: string): Set<string> {
  const slugger = new GithubSlugger();
  const prose = text.replaceAll(/^```.*?^```/gms, '');
  const headings = [...prose.matchAll(/^#+ (.*)$/gm)].map(([, head = '']) =>
    slugger.slug(head.replaceAll('\\', '')),
  );
  return new Set([
    ...headings,
    ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id),
  ]);
}
