import { expect, it } from 'vitest';
import { syntaxOf, type Syntax } from '../file/file-syntax.ts';
import { globs } from './globs.ts';
import { mayName, mayReadData, mayReadRubyOrPhp, mayReadShell } from './may-name.ts';

const paths = [
  ...['a.yaml', 'a.yml', 'x/a.toml', 'tox.ini', 'setup.cfg', 'a.conf', '.coveragerc', '.pylintrc'],
  ...['Dockerfile', 'Dockerfile.dev', 'x/web.dockerfile', 'Containerfile', 'web.containerfile'],
  ...[
    'CHANGES.md',
    'README.MD',
    'readme.markdown',
    'a.rb',
    'Gemfile',
    'x/a.php',
    'a.sh',
    'run.zsh',
  ],
  ...['a.go', 'x/a.kt', 'a.py', 'x/b.py'],
];
const readers: [string, (include: string[]) => boolean, Syntax[]][] = [
  ['data', mayReadData, ['yaml', 'toml', 'ini', 'dockerfile', 'markdown']],
  ['Ruby and PHP', mayReadRubyOrPhp, ['ruby', 'php', 'markdown']],
  ['shell', mayReadShell, ['shell', 'dockerfile']],
  ['Go', (include) => mayName(include, ['go']), ['go']],
];

it.each([
  ...['**', '**/*', 'x/', 'a.*', 'README*', 'x/web.d*', '**/.*', 'a.{yaml,txt}', '**/*.[yt]?ml'],
  ...['{tox.ini,a.py}', '{a.py,x/b.py,setup.cfg}', '{x/a.toml,b}', 'x/{a,b}.toml', '{x/**,b}'],
  ...['CHANGES.{md,rst}', '{README,x}.MD', 'readme.+(markdown)', 'tox.in\\i', '{Gemfile,a.py}'],
  ...['{Docker,Container}file.dev', 'Dockerfile{,.dev}', 'run.{zsh,py}', 'a.{go,py}', '{a,b}.php'],
  ...['*.{py,{rb,go}}', '{a,b}'.repeat(30)],
])('what %s names is expected', (glob) => {
  for (const [what, may, syntaxes] of readers) {
    const named = paths.filter((path) => globs([glob])(path) && syntaxes.includes(syntaxOf(path)));
    if (named.length > 0) expect([what, may([glob])]).toEqual([what, true]);
  }
});

it.each(['**/*.py', 'lib/**/*.{js,ts}', '{setup,x/conf}.py', 'docs/{a,b}/x.{rst,txt}'])(
  '%s names nothing of them',
  (glob) => {
    for (const [what, may] of readers) expect([what, may([glob])]).toEqual([what, false]);
  },
);

const anything = ['data', 'Ruby and PHP', 'shell', 'Go'];
const hundred = Array.from({ length: 100 }, (_, i) => i).join(',');

// Too many would cost reading again what nothing new is known of.
it.each<[what: string, globs: string[], what: string[]]>([
  ['none of their endings', ['**/*.py', 'a,b.py', 'a.{py}', 'a.?'], []],
  ['an ending of a folder', ['lib.rb/*.py', 'Gemfile/a.py', 'docs.yaml/**/*.py'], []],
  ['no name', ['x/'], anything],
  ['any name', ['a.py', 'x/**'], anything],
  ['any ending', ['web*'], anything],
  ['any name with an ending', ['web*.py'], []],
  ['no ending', ['a.d/run'], ['Ruby and PHP', 'shell']],
  ['no ending, one of two', ['{a.py,run}'], ['Ruby and PHP', 'shell']],
  ['no ending, one of two globs', ['a.py', 'run'], ['Ruby and PHP', 'shell']],
  ['perhaps no ending', ['[a.]'], ['Ruby and PHP', 'shell']],
  ['an ending, its dot left open', ['??go'], ['Ruby and PHP', 'shell', 'Go']],
  ['an ending, its dot among signs', ['x/a[.]go'], ['Go']],
  ['an ending in capital letters', ['A.GO'], ['Go']],
  ['an ending, left open', ['?.[bz]sh'], ['shell']],
  ['an ending of Ruby', ['a.rb'], ['Ruby and PHP']],
  ['a text with code', ['a.md'], ['data', 'Ruby and PHP']],
  ['a text with code, by the whole of its ending', ['a.markdown'], ['data', 'Ruby and PHP']],
  ['a recipe', ['Dockerfile'], ['data', 'Ruby and PHP', 'shell']],
  ['a recipe, left open', ['D?ckerfile'], ['data', 'Ruby and PHP', 'shell']],
  ['a recipe, by its ending', ['?.dockerfile'], ['data', 'shell']],
  ['a recipe with an ending, left open', ['Container[f]ile.?'], ['data', 'shell']],
  ['a name of data', ['.coveragerc'], ['data']],
  ['a name of data, left open', ['.[c]overagerc'], ['data']],
  ['another name of data, left open', ['.pylint?c'], ['data']],
  ['signs that are put together otherwise', ['a.@(py)'], anything],
  ['a sign that is meant itself', ['a\\.py'], anything],
  ['64 names', [`${'{a,b}'.repeat(6)}.py`], []],
  ['100 names', [`{${hundred}}.py`], []],
  ['more names than are looked at', [`{${hundred},100}.py`], anything],
  ['more names in several braces', [`${'{a,b}'.repeat(7)}.py`], anything],
])('%s: %j is expected to name files of %j alone', (_what, include, expected) => {
  expect(readers.filter(([, may]) => may(include)).map(([what]) => what)).toEqual(expected);
});
