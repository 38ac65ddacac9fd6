import { describe, expect, it } from 'vitest';
import { look } from './support/look.ts';

const python = { kind: 'import', language: 'python', modules: ['green'] };

describe('an import probe in Python', () => {
  it('counts one per statement, whatever its form', async () => {
    const source = [
      'import green',
      'import os, green, sys',
      'import green.hubs as hubs',
      'from green import spawn',
      'from green.net import (',
      '    socket,  # the patched one',
      '    ssl,',
      ')',
      'from green import *',
      'import os; import green',
      'try: import green',
      'except ImportError: green = None',
      'from os import path, \\',
      '    sep; from green import x',
    ].join('\n');
    expect(await look(python, { 'a.py': source })).toEqual([
      'a.py:1 code',
      'a.py:2 code',
      'a.py:3 code',
      'a.py:4 code',
      'a.py:5 code',
      'a.py:9 code',
      'a.py:10 code',
      'a.py:11 code',
      'a.py:14 code',
    ]);
  });

  it('sees neither comments, strings and docstrings, nor modules of a similar name', async () => {
    const source = [
      '"""',
      'import green',
      '"""',
      '# import green',
      'text = "import green"',
      'import greenhouse',
      'import evergreen',
      'from . import green',
      'from .green import spawn',
      'from colour import green',
      'import x.green',
      'green = 1',
    ].join('\n');
    expect(await look(python, { 'a.py': source })).toEqual([]);
  });

  it('finds a module below a package by either form of import', async () => {
    const probe = { ...python, modules: ['green.net'] };
    const source =
      'from green import net\nimport green.net.ssl\nimport green\nfrom green import spawn\n';
    expect(await look(probe, { 'a.py': source })).toEqual(['a.py:1 code', 'a.py:2 code']);
  });

  it('counts an import inside a function, a class and a condition', async () => {
    const source =
      'def f():\n    if x:\n        import green\n\nclass A:\n    from green import b\n';
    expect(await look(python, { 'a.py': source })).toEqual(['a.py:3 code', 'a.py:6 code']);
  });

  it('counts an import that is for types alone, or never runs, like any other', async () => {
    const source = 'if TYPE_CHECKING:\n    import green\nif False:\n    from green import x\n';
    expect(await look(python, { 'a.py': source })).toEqual(['a.py:2 code', 'a.py:4 code']);
  });

  it('comes to an end where a module has no name', async () => {
    const files = { 'a.py': 'import a.b\nfrom . import c\n' };
    for (const module of ['.', '..']) {
      expect(await look({ kind: 'import', language: 'python', modules: [module] }, files)).toEqual(
        [],
      );
    }
  });

  it('takes a lone carriage return for the end of a line, and of a comment', async () => {
    const files = {
      'a.py': 'x = 1\rimport green\r',
      'b.py': '# x\rimport green\r',
      'c.py': 'x = 1\n# y\rfrom green import x\r',
    };
    expect(await look(python, files)).toEqual(['a.py:2 code', 'b.py:2 code', 'c.py:3 code']);
  });

  it('takes none for what is imported by a call, which is a call', async () => {
    const source = "__import__('green')\nimportlib.import_module('green')\n";
    expect(await look(python, { 'a.py': source })).toEqual([]);
    const call = { kind: 'call', language: 'python', functions: ['__import__', 'import_module'] };
    expect(await look(call, { 'a.py': source })).toEqual(['a.py:1 code', 'a.py:2 code']);
  });

  it('counts test files apart', async () => {
    const files = { 'a/tests/unit/b.py': 'import green\n', 'test_a.py': 'import green\n' };
    expect(await look(python, files)).toEqual(['a/tests/unit/b.py:1 tests', 'test_a.py:1 tests']);
    expect(await look(python, files, { tests: ['none/**'] })).toEqual([
      'a/tests/unit/b.py:1 code',
      'test_a.py:1 code',
    ]);
  });

  it('counts importers of a declared wrapper, relative ones too, and says through which', async () => {
    const files = {
      'app/a.py': 'from app.common.shim import spawn\n',
      'app/b.py': 'from app.common import shim\n',
      'app/c.py': 'from .common import shim, other\n',
      'app/deep/d.py': 'from ..common.shim import *\n',
      'app/common/e.py': 'from . import shim\nimport green\n',
      'app/common/f.py': 'from app.common import shimmer\n',
    };
    expect(await look(python, files, { wrappers: ['app.common.shim'] })).toEqual([
      'app/a.py:1 code via app.common.shim',
      'app/b.py:1 code via app.common.shim',
      'app/c.py:1 code via app.common.shim',
      'app/deep/d.py:1 code via app.common.shim',
      'app/common/e.py:1 code via app.common.shim',
      'app/common/e.py:2 code',
    ]);
  });

  it('reads scripts without an extension by their first line', async () => {
    const files = {
      'bin/run': '#!/usr/bin/env python3\nimport green\n',
      'bin/shell': '#!/bin/sh\nimport green\n',
      'bin/data': 'import green\n',
      'notes.txt': 'import green\n',
    };
    expect(await look(python, files)).toEqual(['bin/run:2 code']);
  });

  it('says that it cannot read a file of another language that its author includes', async () => {
    const files = { 'a.py': 'import green', 'b.txt': 'import green', 'c.txt': 'x' };
    expect(await look({ ...python, include: ['**/*'] }, files)).toEqual([
      'a.py:1 code',
      'b.txt: language',
    ]);
  });

  it('holds to include and exclude, in folders that begin with a dot as well', async () => {
    const probe = { ...python, include: ['**/*.py'], exclude: ['vendor/**'] };
    const files = { '.ci/a.py': 'import green', 'vendor/b.py': 'import green' };
    expect(await look(probe, files)).toEqual(['.ci/a.py:1 code']);
  });

  it('reads what Python 2 wrote, and what no Python reads', async () => {
    const files = {
      'two.py': 'print "x"\nimport green\nexec "y"\ntry:\n  pass\nexcept A, e:\n  import green\n',
      'broken.py': 'def (:\n  x = "open\nimport green\n',
      'empty.py': '',
    };
    expect(await look(python, files)).toEqual([
      'two.py:2 code',
      'two.py:7 code',
      'broken.py:3 code',
    ]);
  });
});

describe('an import probe in JavaScript and TypeScript', () => {
  const probe = { kind: 'import', language: 'javascript', modules: ['async', 'fs'] };

  it('counts import, export from, require and dynamic import', async () => {
    const source = [
      "import async from 'async';",
      "import { each } from 'async/each';",
      "import 'node:fs';",
      "export * from 'async';",
      "const fs = require('fs');",
      "const { readFile } = await import('fs/promises');",
      "// import 'async'",
      "const text = `import 'async'`;",
      "import './async';",
      "import 'async-hooks';",
      'async function f() {}',
    ].join('\n');
    expect(await look(probe, { 'a.mjs': source })).toEqual(
      [1, 2, 3, 4, 5, 6].map((n) => `a.mjs:${n} code`),
    );
  });

  it('reads types by the grammar of the extension', async () => {
    const typescript = { ...probe, language: 'typescript' };
    const files = {
      'a.ts':
        "import type { A } from 'async';\nimport fs = require('fs');\nconst b = <T>(c: T) => c;\n",
      'b.tsx':
        "import async from 'async';\nexport const C = () => <div title=\"import 'fs'\">fs</div>;\n",
      'c.js': "import 'async';\n",
    };
    expect(await look(typescript, files)).toEqual(['a.ts:1 code', 'a.ts:2 code', 'b.tsx:1 code']);
  });

  it('knows a module of the repository by its path', async () => {
    const local = { ...probe, modules: ['./src/lib/callbacks'] };
    const files = {
      'src/a.js': "import './lib/callbacks.js';\n",
      'src/lib/b.js': "const x = require('./callbacks');\n",
      'src/lib/c.js': "import './callbacks-old.js';\n",
      'd.js': "import './src/lib/callbacks/index.js';\n",
    };
    expect(await look(local, files)).toEqual([
      'src/a.js:1 code',
      'src/lib/b.js:1 code',
      'd.js:1 code',
    ]);
  });

  it('leaves out what was installed', async () => {
    expect(await look(probe, { 'node_modules/x/a.js': "import 'async'" })).toEqual([]);
  });
});
