import { describe, expect, it } from 'vitest';
import { look } from './support/look.ts';

function python(functions: string[], more: Record<string, unknown> = {}) {
  return { kind: 'call', language: 'python', functions, ...more };
}

describe('a call probe in Python', () => {
  it('finds a function by its name under any owner', async () => {
    const source = [
      'green.monkey_patch()',
      'monkey_patch(os=False)',
      'self.x.monkey_patch()',
      'get().monkey_patch()',
      'not_monkey_patch()',
      'monkey_patch_all()',
      'f = monkey_patch',
      '# monkey_patch()',
      '"""monkey_patch()"""',
      'x = "monkey_patch()"',
      'if monkey_patch(monkey_patch()): pass',
      'f"{monkey_patch()}"',
    ].join('\n');
    expect(await look(python(['monkey_patch']), { 'a.py': source })).toEqual(
      [1, 2, 3, 4, 11, 11, 12].map((line) => `a.py:${line} code`),
    );
  });

  it('asks for the owner where one is named', async () => {
    const source =
      'green.monkey_patch()\nmonkey_patch()\nother.monkey_patch()\nx.green.monkey_patch()\n';
    expect(await look(python(['green.monkey_patch']), { 'a.py': source })).toEqual([
      'a.py:1 code',
      'a.py:4 code',
    ]);
  });

  it('follows the names that the file imported it under', async () => {
    const source = [
      'import green as g',
      'from green import monkey_patch',
      'from green import monkey_patch as mp',
      'from other import thing as green2',
      'g.monkey_patch()',
      'monkey_patch()',
      'mp()',
      'green2.monkey_patch()',
    ].join('\n');
    expect(await look(python(['green.monkey_patch']), { 'a.py': source })).toEqual([
      'a.py:5 code',
      'a.py:6 code',
      'a.py:7 code',
    ]);
  });

  it('names the line of the function in a call over several lines', async () => {
    const source = 'x = (pool\n     .first()\n     .spawn_n(\n         f,\n     ))\n';
    expect(await look(python(['spawn_n']), { 'a.py': source })).toEqual(['a.py:3 code']);
  });

  it('sees calls in heads of blocks, decorators and one-line branches', async () => {
    const source = [
      '@spawn(1)',
      'def f(a=spawn()): pass',
      'with spawn() as x:',
      '    pass',
      'if a: spawn()',
      'elif spawn():  # here',
      '    pass',
      'else: spawn()',
      'try:',
      '    pass',
      'except spawn():',
      '    pass',
      'finally: spawn()',
      'match x:',
      '    case spawn():',
      '        pass',
      'class A(spawn()):',
      '    y = lambda: spawn()',
    ].join('\n');
    expect(await look(python(['spawn']), { 'a.py': source })).toEqual(
      // A pattern of `case` looks like a call and is none.
      [1, 2, 3, 5, 6, 8, 11, 13, 17, 18].map((line) => `a.py:${line} code`),
    );
  });

  it('asks for a positional argument by value or by name', async () => {
    const probe = python(['init_backend'], { argument: 'BackendType.THREADING' });
    const source = [
      'init_backend(BackendType.THREADING)',
      'backend.init_backend(backend.BackendType.THREADING, x=1)',
      'init_backend(BackendType.GREEN)',
      'init_backend(kind=BackendType.THREADING)',
      "init_backend('BackendType.THREADING')",
      'init_backend(MyBackendType.THREADING)',
    ].join('\n');
    expect(await look(probe, { 'a.py': source })).toEqual([1, 2, 5].map((n) => `a.py:${n} code`));
  });

  it('does not take a bare name for the end of a longer one', async () => {
    const probe = python(['*'], { argument: 'green' });
    const source =
      "f(green)\nf('green')\nf(x.green)\nf(green.x)\nf('a' 'green')\nf(f'green')\nf(u'green')\nf(gre.en)\n";
    expect(await look(probe, { 'a.py': source })).toEqual(
      [1, 2, 6, 7].map((n) => `a.py:${n} code`),
    );
  });

  it('asks for an argument under the name that the file imported it under', async () => {
    const source = [
      'from x import Kind as K',
      'from x import init',
      'init(K.BIG)',
      'init(K.SMALL)',
      'init(mode=K.BIG)',
    ].join('\n');
    const probe = python(['init'], { argument: 'Kind.BIG' });
    expect(await look(probe, { 'a.py': source })).toEqual(['a.py:3 code']);
    const keyword = python(['init'], { keywords: { mode: 'Kind.BIG' } });
    expect(await look(keyword, { 'a.py': source })).toEqual(['a.py:5 code']);
  });

  it('takes a star for any callee, where it stands alone', async () => {
    const source = 'f()\nx.green(g())\nh\n# f()\n';
    expect(await look(python(['*']), { 'a.py': source })).toEqual(
      [1, 2, 2].map((n) => `a.py:${n} code`),
    );
    await expect(look(python(['*.green']), {})).rejects.toThrow(/the name of what is called/);
  });

  it('takes a bare name for itself, whatever the file imported under it', async () => {
    const probe = python(['init'], { argument: 'green' });
    const source = 'from x import init, green\ninit(1 + 2)\ninit(green)\ninit(*a, x.green)\n';
    expect(await look(probe, { 'a.py': source })).toEqual(['a.py:3 code']);
  });

  it('follows a new name of one of several functions', async () => {
    const source = 'from green import spawn as s, sleep\ns()\nsleep()\nother()\n';
    expect(await look(python(['green.spawn', 'green.sleep']), { 'a.py': source })).toEqual([
      'a.py:2 code',
      'a.py:3 code',
    ]);
  });

  it('says that it cannot read a file of another language that its author includes', async () => {
    const probe = python(['spawn'], { include: ['**/*'] });
    expect(await look(probe, { 'a.py': 'spawn()', 'b.txt': 'spawn()', 'c.txt': 'x' })).toEqual([
      'a.py:1 code',
      'b.txt: language',
    ]);
  });

  it('asks for all keywords', async () => {
    const probe = python(['*'], { keywords: { executor: 'green', pool: 'Pool.BIG' } });
    const source = [
      "server(executor='green', pool=Pool.BIG)",
      "server(executor='green')",
      "server(\n  t,\n  executor=\n    'green',\n  pool=conf.Pool.BIG)",
      "server(executor='threading', pool=Pool.BIG)",
      "x = dict(__proto__=1, executor='green', pool=Pool.BIG)",
    ].join('\n');
    expect(await look(probe, { 'a.py': source })).toEqual([1, 3, 9].map((n) => `a.py:${n} code`));
  });
});

describe('a call probe in JavaScript', () => {
  const probe = (functions: string[], more: Record<string, unknown> = {}) => ({
    ...python(functions, more),
    language: 'javascript',
  });

  it('finds functions, methods, constructors and optional calls', async () => {
    const source = [
      'readFile(p, cb)',
      'fs.readFile(p, cb)',
      'this.fs?.readFile(p)',
      'new readFile()',
      'notReadFile()',
      '// readFile()',
      "'readFile()'",
      '`${readFile()}`',
      'const readFile = 1',
    ].join('\n');
    expect(await look(probe(['readFile']), { 'a.js': source })).toEqual(
      [1, 2, 3, 4, 8].map((n) => `a.js:${n} code`),
    );
  });

  it('follows imports and destructuring', async () => {
    const source = [
      "import { readFile as rf } from 'node:fs';",
      "import * as files from 'fs';",
      "const { readFile } = require('fs');",
      'rf()',
      'files.readFile()',
      'readFile()',
      'other.readFile()',
    ].join('\n');
    expect(await look(probe(['fs.readFile']), { 'a.mjs': source })).toEqual(
      [4, 5, 6].map((n) => `a.mjs:${n} code`),
    );
  });

  it('takes the properties of an options object for keywords', async () => {
    const source = "serve({ executor: 'green', 'pool': Pool.BIG })\nserve({ executor: 'other' })\n";
    const asked = probe(['serve'], { keywords: { executor: 'green', pool: 'Pool.BIG' } });
    expect(await look(asked, { 'a.js': source })).toEqual(['a.js:1 code']);
  });

  it('asks for an argument under the name that the file imported it under', async () => {
    const source = [
      "import { Kind as K } from 'green';",
      "import * as files from 'fs';",
      'init(K.BIG)',
      'init(x.Kind.BIG)',
      'init(K.SMALL)',
      'init(files)',
    ].join('\n');
    expect(await look(probe(['init'], { argument: 'Kind.BIG' }), { 'a.js': source })).toEqual([
      'a.js:3 code',
      'a.js:4 code',
    ]);
    expect(await look(probe(['init'], { argument: 'fs' }), { 'a.js': source })).toEqual([
      'a.js:6 code',
    ]);
  });
});
