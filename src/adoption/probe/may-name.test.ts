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
