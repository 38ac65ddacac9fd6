import { describe, expect, it } from 'vitest';
import { probesFileSchema } from '../../proposal/probe.ts';
import type { ObjectSource } from '../../git/object-source.ts';
import { globs } from '../probe/globs.ts';
import type { ProbeQuestion } from '../scanner.ts';
import { walk } from '../walk.ts';
import { findWrappers } from './find-wrappers.ts';
import { loadGrammars } from '../syntax/grammar.ts';

/** A repository of one commit; a file's content stands for its blob's id. */
function oneCommit(files: Record<string, string>): ObjectSource {
  const all = Object.entries(files).map(([path, blob]) => ({ path, blob }));
  return {
    commits: () => Promise.resolve([{ id: '1', time: 0 }]),
    commitsAfter: () => Promise.resolve(undefined),
    tree: () => Promise.resolve(all),
    changes: () => Promise.resolve(),
    blobs: (ids, _limit, visit) => {
      for (const id of new Set(ids)) visit(id, Buffer.from(id));
      return Promise.resolve();
    },
  };
}

/** `path → names (importers, test importers)` of what is found for a probe that asks for `green`. */
async function found(
  language: string,
  files: Record<string, string>,
  wrappers: string[] = [],
): Promise<string[]> {
  await loadGrammars();
  const { probes, tests } = probesFileSchema.parse({
    probes: { imports: { kind: 'import', title: 'i', language, modules: ['green'] } },
  });
  const question: ProbeQuestion = { probes, tests, wrappers: { imports: wrappers } };
  const source = oneCommit(files);
  const reading = await walk({ source, question, since: '2000-01-01' });
  const list = await findWrappers(reading.files, source, question, reading.answers, globs(tests));
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
