import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probesFileSchema } from '../../proposal/probe.ts';
import type { ObjectSource } from '../../git/object-source.ts';
import { CacheFile } from '../cache/cache-file.ts';
import { globs } from '../probe/globs.ts';
import type { ProbeQuestion } from '../scanner.ts';
import { walk } from '../walk.ts';
import { findWrappers } from './find-wrappers.ts';
import { loadGrammars } from '../syntax/grammar.ts';

/** A repository of one commit; a file's content stands for its blob's id. */
function oneCommit(
  files: Record<string, string>,
  onRead: (blob: string) => void = () => undefined,
): ObjectSource {
  const all = Object.entries(files).map(([path, blob]) => ({ path, blob }));
  return {
    commits: () => Promise.resolve([{ id: '1', time: 0 }]),
    commitsAfter: () => Promise.resolve(undefined),
    tree: () => Promise.resolve(all),
    changes: () => Promise.resolve(),
    blobs: (ids, _limit, visit) => {
      for (const id of new Set(ids)) {
        onRead(id);
        visit(id, Buffer.from(id));
      }
      return Promise.resolve();
    },
  };
}

const questionOf = (language: string, wrappers: string[]): ProbeQuestion => {
  const { probes, tests } = probesFileSchema.parse({
    probes: { imports: { kind: 'import', title: 'i', language, modules: ['green'] } },
  });
  return { probes, tests, wrappers: { imports: wrappers } };
};

/** `path → names (importers, test importers)` of what is found for a probe that asks for `green`. */
async function found(
  language: string,
  files: Record<string, string>,
  wrappers: string[] = [],
): Promise<string[]> {
  await loadGrammars();
  const question = questionOf(language, wrappers);
  const source = oneCommit(files);
  const reading = await walk({ source, question, since: '2000-01-01' });
  const list = await findWrappers(reading, source, question, globs(question.tests));
  return list.map(
    ({ module, names, importers }) =>
      `${module}: ${names.join(', ')} (${importers.code}, ${importers.tests})`,
  );
}

describe('finding facades in Python', () => {
  it.each([
    ['a name that is given', 'import green\nspawn = green.spawn\n', 'green, spawn'],
    ['a class below', 'import green\nclass Pool(green.GreenPool):\n    pass\n', 'Pool, green'],
    [
      'a function that returns one',
      'import green\ndef spawn():\n    return green.GreenPool(1)\n',
      'green, spawn',
    ],
    ['everything', 'from green import *\n', '*'],
  ])('names %s', async (_, shim, names) => {
    const taken = names.includes('Pool') ? 'Pool' : 'spawn';
    const files = { 'app/shim.py': shim, 'app/a.py': `from app.shim import ${taken}\n` };
    expect(await found('python', files)).toEqual([`app.shim: ${names} (1, 0)`]);
  });

  it('names nothing that is made inside of a function, or of something else', async () => {
    const shim = 'import green\ndef f():\n    spawn = green.spawn\nother = blue.spawn\n';
    const files = { 'app/shim.py': shim, 'app/a.py': 'from app.shim import spawn, other\n' };
    expect(await found('python', files)).toEqual([]);
  });

  it('names what a module hands on by import, attribute or function', async () => {
    const files = {
      'src/app/shim.py': 'import green as g\nfrom green import spawn\n\ndef get():\n    return g\n',
      'src/app/a.py': 'from app.shim import spawn\n',
      'src/app/b.py': 'from . import shim\nshim.get()\n',
      'src/app/c.py': 'from app.shim import *\n',
      'src/app/d.py': 'import app.shim as s\ns.g.spawn()\n',
      'src/app/e.py': 'from app import shim\nshim.other()\n# shim.g\n',
      'tests/f.py': 'from app.shim import g\n',
    };
    expect(await found('python', files)).toEqual(['app.shim: g, get, spawn (3, 1)']);
    expect(await found('python', files, ['app.shim'])).toEqual([]);
    expect(await found('python', files, ['app'])).toEqual([]);
  });

  it('names a package by its folder, and no module whose names nobody takes', async () => {
    const files = {
      'app/__init__.py': 'import green\n',
      'app/a.py': 'from app import green\n',
      'app/b.py': 'import green\n',
      'app/c.py': 'import app.b\nfrom app.b import own\n',
    };
    expect(await found('python', files)).toEqual(['app: green (1, 0)']);
  });

  it('passes over facades among the tests', async () => {
    const files = {
      'tests/base.py': 'import green\n',
      'tests/a.py': 'from tests.base import green\n',
    };
    expect(await found('python', files)).toEqual([]);
  });
});

describe('finding facades in JavaScript and TypeScript', () => {
  it('names what a module exports of what it imports', async () => {
    const files = {
      'src/shim.js':
        "export { spawn as go } from 'green';\nimport g from 'green';\nexport { g };\n",
      'src/a.js': "import { go } from './shim.js';\n",
      'src/b.js': "import * as shim from './shim.js';\n",
      'src/c.js': "import { own } from './shim.js';\n",
      'src/d.test.js': "import { g } from './shim.js';\n",
      'lib/index.js': "module.exports = require('green');\n",
      'e.js': "const green = require('./lib');\n",
      'own.js': "import green from 'green';\nexport function own() {}\n",
      'f.js': "import { own } from './own.js';\n",
    };
    expect(await found('javascript', files)).toEqual([
      './lib: * (1, 0)',
      './src/shim: g, go (2, 1)',
    ]);
    expect(await found('javascript', files, ['./lib', './src/shim'])).toEqual([]);
  });

  it('follows a star through TypeScript', async () => {
    const files = {
      'src/shim.ts': "export * from 'green';\n",
      'src/a.tsx': "import { anything } from './shim.ts';\n",
    };
    expect(await found('typescript', files)).toEqual(['./src/shim: * (1, 0)']);
  });
});

describe('what an earlier reading found out of facades', () => {
  let folder: string;
  let count = 0;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'facades-'));
    await loadGrammars();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Finds with what is kept, and without it; gives what was read with it. */
  const twice = async (
    language: string,
    files: Record<string, string>,
    cache: CacheFile,
  ): Promise<number> => {
    const question = questionOf(language, []);
    const isTest = globs(question.tests);
    const walked = oneCommit(files);
    const reading = await walk({ source: walked, question, since: '2000-01-01' });
    const read: string[] = [];
    const source = oneCommit(files, (blob) => read.push(blob));
    const list = await findWrappers(reading, source, question, isTest, cache);
    expect(list).toEqual(await findWrappers(reading, walked, question, isTest));
    return read.length;
  };

  const python = fc.constantFrom(
    'import green\n',
    'import green\nspawn = green.spawn\n',
    'from green import *\n',
    'from app.a import green\n',
    'from app import a, b\na.spawn()\nb.green()\n',
    'from app.b import spawn\nfrom app.a import spawn as other\n',
    'from app.b import *\n',
    'import other\n',
  );
  const script = fc.constantFrom(
    "export { go } from 'green';\n",
    "import g from 'green';\nexport { g };\n",
    "module.exports = require('green');\n",
    "import { go } from './a.js';\n",
    "import * as b from './b.js';\nimport { g } from './a.js';\n",
    "import other from 'other';\n",
  );
  const states = (paths: string[], content: fc.Arbitrary<string>) =>
    fc.array(fc.dictionary(fc.constantFrom(...paths), content, { maxKeys: 5 }), {
      minLength: 2,
      maxLength: 5,
    });

  it.each([
    [
      'python',
      states(['app/a.py', 'app/b.py', 'app/c.py', 'app/__init__.py', 'tests/d.py'], python),
    ],
    ['javascript', states(['a.js', 'b.js', 'c.js', 'd.test.js'], script)],
  ])('changes nothing of what is found, whatever became of the files: %s', (language, all) =>
    fc.assert(
      fc.asyncProperty(all, async (versions) => {
        const cache = CacheFile.open(folder, `r${++count}`);
        for (const files of versions) await twice(language, files, cache);
        cache.close();
      }),
      { numRuns: 60 },
    ),
  );

  it('is not looked for again: what is new alone is read', async () => {
    const cache = CacheFile.open(folder, 'new alone');
    const files: Record<string, string> = {
      'app/shim.py': 'import green\nspawn = green.spawn\n',
      'app/a.py': 'from app.shim import spawn\n',
      'app/b.py': 'from app.shim import other\n',
    };
    expect(await twice('python', files, cache)).toBe(1 + 3);
    expect(await twice('python', files, cache)).toBe(0);
    files['app/b.py'] = 'from app.shim import spawn\n';
    expect(await twice('python', files, cache)).toBe(1);
    // A further name that is handed on: who takes it is known.
    files['app/shim.py'] = 'import green\nspawn = green.spawn\nother = green.other\n';
    expect(await twice('python', files, cache)).toBe(2);
    cache.close();
  });
});
