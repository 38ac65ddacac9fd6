import { describe, expect, it } from 'vitest';
import { look } from './support/look.ts';

const all = ['**/*'];

describe('a text probe', () => {
  it('tells code, strings, comments and docstrings of Python apart', async () => {
    const source = [
      '"""green', // module docstring
      'green"""',
      'import green  # green',
      "x = 'green'",
      'def f():',
      "    'green'",
      '    # green',
      '    y = f"green {green.x} {green!r:>{green}}"',
      'def g(): "green"',
      "z = {'green': green}",
      "w = ('''",
      "green''')",
      'class green: pass',
      'r"green"',
    ].join('\n');
    expect(
      await look({ kind: 'text', include: all, pattern: 'green' }, { 'a.py': source }),
    ).toEqual([
      'a.py:3 code',
      'a.py:4 strings',
      'a.py:8 strings',
      'a.py:8 code',
      'a.py:10 strings',
      'a.py:10 code',
      'a.py:12 strings',
      'a.py:13 code',
    ]);
  });

  it('tells the places of JavaScript and TypeScript apart', async () => {
    const source = [
      '#!/usr/bin/env green',
      '// green',
      '/* green */ green()',
      "'green'",
      '`green ${green}`',
      'const a = /green/;',
    ].join('\n');
    const probe = { kind: 'text', include: all, pattern: 'green' };
    expect(await look(probe, { 'a.js': source, 'b.ts': "let a: green = 'x'; // green" })).toEqual([
      'a.js:3 code',
      'a.js:4 strings',
      'a.js:5 strings',
      'a.js:5 code',
      'a.js:6 code',
      'b.ts:1 code',
    ]);
  });

  it('tells the places of Ruby and PHP apart', async () => {
    const ruby = [
      '# green',
      'x = "green #{green}" # green',
      "y = %w[a green]; 'green'",
      'z = <<~GREEN + green',
      '  green #{green} # green',
      'GREEN',
      '=begin',
      'green',
      '=end',
      'q = /green/ if x # green',
      'r = :green',
      '__END__',
      'green',
    ].join('\n');
    const php = [
      '<p>green</p> <?php',
      '# green',
      '// green ?> green <?php',
      '$a = "green $green {$green->green(\'green\')}";',
      "$b = 'green' . green(); /* green */",
      '$c = <<<GREEN',
      ' green {$green}',
      'GREEN;',
    ].join('\n');
    const probe = { kind: 'text', include: all, pattern: 'green' };
    expect(await look(probe, { 'a.rb': ruby, 'bin/b': '#!/usr/bin/env ruby\n# green' })).toEqual([
      'a.rb:2 strings',
      'a.rb:2 code',
      'a.rb:3 strings',
      'a.rb:4 code',
      'a.rb:5 strings',
      'a.rb:5 code',
      'a.rb:10 code',
      'a.rb:11 code',
      'a.rb:13 strings',
    ]);
    expect(await look(probe, { 'a.php': php })).toEqual([
      'a.php:1 code',
      'a.php:3 code',
      'a.php:4 strings',
      'a.php:4 code',
      'a.php:5 strings',
      'a.php:5 code',
      'a.php:7 strings',
      'a.php:7 code',
    ]);
  });

  it('leaves out comments of configuration files', async () => {
    const files = {
      'a.yaml': "# green\nx: green # green\ny: 'a # green'\nz: a#green\n# y: green",
      'tox.ini': '; green\n# green\nx = green ; y\nz = 1 ; green\n',
      'requirements.txt': 'green>=1 # x\n  # green\n',
      'Dockerfile.dev': '# green\nRUN x # green\nFROM green\n',
      'web.dockerfile': '# green\nFROM green\n',
      'a.toml': 'x = "green" # green\n',
      'readme.md': '# green\n',
      'data.json': '{"#": "green"}\n',
    };
    expect(await look({ kind: 'text', include: all, pattern: 'green' }, files)).toEqual([
      'a.yaml:2 code',
      'a.yaml:3 strings',
      'a.yaml:4 code',
      'tox.ini:3 code',
      'requirements.txt:1 code',
      'Dockerfile.dev:3 code',
      'web.dockerfile:2 code',
      'a.toml:1 strings',
      'readme.md:1 strings',
      'data.json:1 code',
    ]);
  });

  it('tells comments and strings of shell from its code', async () => {
    const files = {
      'run.sh':
        "echo \"it's\" # green\necho 'don' green\necho '# green'\ncat <<E\ngreen # green\nE\n",
      'bin/tool': '#!/bin/bash\n# green\ngreen "$(green)"\n',
    };
    expect(await look({ kind: 'text', include: all, pattern: 'green' }, files)).toEqual([
      'run.sh:2 code',
      'run.sh:3 strings',
      'run.sh:5 strings',
      'bin/tool:3 code',
    ]);
  });

  it('takes a regular expression line by line, its flags too', async () => {
    const probe = { kind: 'text', include: all, pattern: '/^\\s*(?:GREEN|Blue)\\s*=\\s*on$/i' };
    const source = 'green = on\r\n blue=on\ngreen = on # x\nred = on\ngreen =\non\n';
    expect(await look(probe, { 'a.conf': source })).toEqual(['a.conf:1 code', 'a.conf:2 code']);
  });

  it('says where a match stands by its first character that is no blank', async () => {
    const probe = { kind: 'text', include: all, pattern: `/\\s*executor=['"]green['"]/` };
    const source = "f(executor='green')\n   # executor='green'\nx = \"f(executor='green')\"\n";
    expect(await look(probe, { 'a.py': source })).toEqual(['a.py:1 code', 'a.py:3 strings']);
  });

  it('finds a match behind one in a comment on the same line only if it is none itself', async () => {
    const probe = { kind: 'text', include: all, pattern: '/gr[e]+n/' };
    expect(await look(probe, { 'a.js': '/* green */ green() // green' })).toEqual(['a.js:1 code']);
  });

  it('gives up a regular expression that backtracks without end, and names it', async () => {
    const probe = { kind: 'text', include: all, pattern: '/(?:a+)+b$/' };
    const files = { 'a.txt': `b${'a'.repeat(60)}c b d\n`, 'b.txt': 'aab\n' };
    expect(await look(probe, files)).toEqual(['a.txt: pattern', 'b.txt:1 code']);
  });

  it('sees the whole of a line with a regular expression', async () => {
    const probe = { kind: 'text', include: all, pattern: '/gre+n/' };
    const at = (offset: number) => `${' '.repeat(offset)}green\n`;
    expect(await look(probe, { 'a.txt': at(1995), 'b.txt': at(1996) })).toEqual([
      'a.txt:1 code',
      'b.txt:1 code',
    ]);
  });

  it('reads a file with a NUL in it like any other, and survives text that is no UTF-8', async () => {
    const probe = { kind: 'text', include: all, pattern: 'green' };
    const files = {
      'a.bin': Buffer.from('green\0green'),
      'b.py': Buffer.concat([
        Buffer.from("x = '"),
        Buffer.of(0xe9, 0xff),
        Buffer.from("'\ngreen()\n"),
      ]),
      'c.txt': Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), Buffer.from('green\n')]),
    };
    expect(await look(probe, files)).toEqual(['a.bin:1 code', 'b.py:2 code', 'c.txt:1 code']);
  });
});

describe('a file probe', () => {
  it('counts each file that is there', async () => {
    const probe = { kind: 'file', include: ['notes/*green*'], exclude: ['notes/no-*'] };
    const files = { 'notes/a-green.yaml': '', 'notes/no-green.yaml': '', 'x/notes/green': '' };
    expect(await look(probe, files)).toEqual(['notes/a-green.yaml:1 code']);
  });

  it('counts files among the tests apart', async () => {
    const probe = { kind: 'file', include: ['**/*green*'] };
    expect(await look(probe, { 'a/tests/green.py': '' })).toEqual(['a/tests/green.py:1 tests']);
  });
});
