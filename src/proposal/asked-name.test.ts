import { expect, it } from 'vitest';
import { probeSchema } from './probe.ts';

const problems = (probe: object) => {
  const { error } = probeSchema.safeParse({ title: 't', ...probe });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
};
const imports = (language: string) => (name: string) =>
  problems({ kind: 'import', language, modules: ['x', name] });
const calls = (name: string) =>
  problems({ kind: 'call', language: 'python', functions: ['x', name] });
const requires = (ecosystem?: string) => (name: string) =>
  problems({ kind: 'dependency', packages: ['x', name], ...(ecosystem && { ecosystem }) });

it.each<[ask: (name: string) => string[], known: string[], refused: string[]]>([
  [
    imports('python'),
    ['green', 'green.net', '.', '...', '..green', '_a1', 'größe', '__proto__', 'constructor'],
    [
      'green ',
      ' ',
      'green.',
      'green..net',
      'green.*',
      'green/net',
      'import green',
      'green()',
      '1a',
    ],
  ],
  [
    imports('javascript'),
    ['green', '@s/green', 'node:fs', './src/a', '../a', './[id]', 'https://h.example/a.js'],
    ["'green'", 'import green', 'green;', 'green\u200b', 'green\0'],
  ],
  [imports('go'), ['net/http', 'example.org/x/v2'], ['"net/http"', '/net', 'net/', 'net::http']],
  [imports('java'), ['org.junit', 'a.B$C'], ['org.junit.*', 'org/junit', 'org.junit;']],
  [imports('kotlin'), ['org.junit', 'a.`in`'], ['org.junit.*', 'org/junit']],
  [imports('rust'), ['tokio::net', '::tokio', 'r#async'], ['tokio.net', 'tokio::', 'tokio::*']],
  [imports('c'), ['openssl/ssl.h', 'a-b.h'], ['<a.h>', '"a.h"', 'a b']],
  [calls, ['f', 'a.f', '*', 'a.$f'], ['f()', 'a.', '.f', 'a.*', 'f ', '-f']],
  [requires(), ['a', 'A.b-c_d[x]', '@s/a', 'a >= 1'], ['a b', '"a"', 'a.*', 'a;', '[a]', '.']],
  [requires('python'), ['a[b,c]', 'a1'], ['@s/a', 'a.', '-a', 'a[ b]']],
  [requires('npm'), ['@s/a', 'a.js'], ['a[b]', '@s', 'a/b']],
  [requires('go'), ['golang.org/x/net'], ['golang.org/x/', 'a b']],
  [requires('cargo'), ['a_b-c'], ['a.b', 'a/b']],
  [requires('composer'), ['v/p', 'php', 'ext-json'], ['v/p/q', 'v:p']],
  [requires('maven'), ['g.h:a-b', 'org.x.plugin'], ['g:a:1', 'g/a']],
  [requires('rubygems'), ['a-b'], ['a/b']],
  [requires('nuget'), ['A.B'], ['A B', 'A/B']],
])('%#: names by which nothing can be found are refused', (ask, known, refused) => {
  expect(known.filter((name) => ask(name).length > 0)).toEqual([]);
  expect(refused.filter((name) => ask(name).length !== 1)).toEqual([]);
});

it('says which entry, and what a name looks like', () => {
  expect(imports('python')('green/net')).toEqual([
    'modules.1: expected the name of a module: `green` or `green.net`',
  ]);
  expect(calls('f()')).toEqual([
    'functions.1: expected the name of what is called, without brackets: `monkey_patch`, `green.monkey_patch` or `*`',
  ]);
  expect(requires('maven')('g:a:1')).toEqual([
    'packages.1: expected the name of a package: `group:artifact`, or the id of a plugin',
  ]);
});

it.each(['gr\u0435\u0435n', '\uff47reen', '\u03bfs'])(
  'letters that look like others are refused: %s',
  (name) => {
    expect(imports('python')(name)).toEqual([expect.stringMatching(/look like those of another/)]);
  },
);
it('letters of another script are its own', () => {
  expect(imports('python')('\u0437\u0435\u043b\u0435\u043d\u044b\u0439')).toEqual([]);
});
