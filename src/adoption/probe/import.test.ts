import { beforeAll, describe, expect, it } from 'vitest';
import { excerptOf, sourceFile } from '../../../test/adoption/support/source-file.ts';
import { importProbeSchema } from '../../proposal/probe.ts';
import { loadGrammars } from '../syntax/grammar.ts';
import { importMatcher } from './import.ts';

beforeAll(loadGrammars);

function matcher(modules: string[], wrappers: string[] = [], language = 'python') {
  return importMatcher(
    importProbeSchema.parse({ kind: 'import', title: 'x', language, modules }),
    wrappers,
  );
}

describe('the lines of Python that an import probe looks at', () => {
  it.each<
    [modules: string[], wrappers: string[], lines: string[], kept: number[], found: number[]]
  >([
    [['green'], [], ['import green', 'x = 1', 'green()', 'import red'], [1, 3], [1]],
    // Of the parts of a module the longest alone: it stands on the fewest.
    [
      ['a.green.b'],
      [],
      ['import a', 'import a.green.b', 'b = a', 'from a.green import b'],
      [2, 4],
      [2, 4],
    ],
    [['green.net'], [], ['import net', 'from green import net', 'net = 1'], [2], [2]],
    [['net.green'], [], ['import net', 'from net import green', 'net = 1'], [2], [2]],
    [
      ['green', 'red'],
      ['app.common.shim'],
      ['import red', 'import app.common', 'from .common import shim', 'import green'],
      [1, 3, 4],
      [1, 3, 4],
    ],
  ])('%j and %j', (modules, wrappers, lines, kept, found) => {
    const probe = matcher(modules, wrappers);
    const excerpt = excerptOf('app/a.py', lines, probe.lines ?? []);
    expect(excerpt.kept).toEqual(kept);
    const { hits } = probe.match(excerpt.file);
    expect(hits.map(({ line }) => line)).toEqual(found);
    expect(probe.match(sourceFile('app/a.py', lines.join('\n')))).toEqual({ hits });
  });

  it('are told of Python alone', () => {
    expect(matcher(['async'], [], 'javascript').lines).toBeUndefined();
  });
});

it('every one of its modules is looked for to the last that is imported', () => {
  const text = 'import green\nx = 1\nimport red\nx = green\n';
  for (const modules of [
    ['green', 'red', 'blue'],
    ['red', 'blue', 'green'],
  ]) {
    const { hits } = matcher(modules).match(sourceFile('a.py', text));
    expect(hits.map(({ line }) => line)).toEqual([1, 3]);
  }
});

it('a file of which another probe needed the beginning alone is read on', () => {
  const file = sourceFile('a.py', 'x = 1\ny = 2\nimport green\n');
  file.pythonTo(0);
  expect(matcher(['green']).match(file).hits).toEqual([{ line: 3, in: 'code' }]);
});

it.each<[language: string, module: string, path: string, text: string, lines: number[]]>([
  ['javascript', 'fs', 'a.js', "import 'node:fs';\nimport './fs';\n", [1]],
  ['typescript', 'fs', 'a.ts', "import 'node:fs';\nimport './fs';\n", [1]],
  ['typescript', './lib/net', 'lib/a.ts', "import './net.ts';\nimport 'lib/net';\n", [1]],
  ['go', 'net/http', 'a.go', 'package a\nimport "net/http"\nimport "net"\n', [2]],
  ['java', 'a.b', 'A.java', 'import a.b.C;\nimport a.bc.D;\n', [1]],
  ['kotlin', 'a.b', 'a.kt', 'import a.b.C\nimport a.bc.D\n', [1]],
  ['rust', 'std::io', 'a.rs', 'use std::io::Read;\nuse std::ios;\n', [1]],
  ['c', 'sys', 'a.h', '#include <sys/poll.h>\n#include <sys.h>\n', [1]],
])('in %s, %s is imported from its like alone', (language, module, path, text, lines) => {
  const { hits, fault } = matcher([module], [], language).match(sourceFile(path, text));
  expect(hits).toEqual(lines.map((line) => ({ line, in: 'code' })));
  expect(fault).toBeUndefined();
});

it('what may be imported by a path is looked for by its last part, in both languages', () => {
  for (const language of ['javascript', 'typescript']) {
    const { needs } = matcher(['./lib/net'], [], language);
    expect(needs?.map((all) => all.map(({ text }) => text))).toEqual([['net']]);
  }
});

it('a file of another language is not read', () => {
  expect(matcher(['green']).match(sourceFile('a.js', "import 'green'"))).toEqual({
    hits: [],
    fault: { code: 'language', message: 'holds what is looked for, but is not read as python' },
  });
});
