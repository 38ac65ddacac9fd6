import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noon, writeHistory, type Entry } from '../adoption/support/history.ts';
import { writeTreeBomb } from '../adoption/support/tree-bomb.ts';
import { fill } from './support.ts';

const time = noon('2024-02-01');

/** Files that are too much, or not what they seem, each a repository of its own. */
const files: Record<string, Entry[]> = {
  'nested-strings': [
    {
      path: 'a.py',
      content: `x = ${'f"{'.repeat(20_000)}${'}"'.repeat(20_000)}  # green\nimport green\n`,
    },
    { path: 'package.json', content: '{"dependencies":'.repeat(20_000) },
  ],
  'nested-brackets': [
    { path: 'a.py', content: `import green\nx = ${'('.repeat(200_000)}\n` },
    {
      path: 'b.js',
      content: `import 'green';\nconst a = ${'('.repeat(50_000)}1${')'.repeat(50_000)};\n`,
    },
    { path: 'c.ts', content: `import 'green';\nlet a: ${'A<'.repeat(30_000)}\n` },
    { path: 'd.js', content: `import 'green';\n${'`${'.repeat(30_000)}\n` },
    {
      path: 'setup.py',
      content: `from setuptools import setup\nsetup(install_requires=${'['.repeat(50_000)})\n`,
    },
    { path: 'pyproject.toml', content: `[project]\ndependencies = ${'['.repeat(50_000)}\n` },
  ],
  'one-long-line': [{ path: 'a.py', content: `import green${' '.repeat(4_000_000)}# green\n` }],
  'many-lines': [{ path: 'a.py', content: 'import green\n'.repeat(150_000) }],
  'a-huge-file': [{ path: 'a.py', content: Buffer.alloc(60 * 1024 * 1024, 'import green\n') }],
  'names-that-act': [
    { path: '\u001b[2J\u001b]0;x\u0007.py', content: 'import green\n' },
    { path: 'a\n::error::x.py', content: 'import green\n' },
    { path: '\u202ea.py', content: 'import green\n' },
    { path: Buffer.from([0x61, 0xff, 0xfe, 0x2e, 0x70, 0x79]), content: 'import green\n' },
    { path: `${'x'.repeat(2000)}.py`, content: 'import green\n' },
    { path: '<script>window.ran=1<\u2215script>.py', content: 'import green\n' },
    { path: '__proto__/constructor.py', content: 'import green\n' },
    { path: '-rf --upload-pack=x.py', content: 'import green\n' },
  ],
  'deep-folders': [{ path: `${'d/'.repeat(1500)}a.py`, content: 'import green\n' }],
  links: [
    { path: 'a.py', content: '/etc/passwd', mode: '120000' },
    { path: 'requirements.txt', content: '/proc/self/environ', mode: '120000' },
    { path: 'sub', content: 'a'.repeat(40), mode: '160000' },
  ],
  'manifests-in-circles': [
    {
      path: 'requirements.txt',
      content: fill('-r requirements.txt\n-r a.txt\n-r /etc/passwd\n-r ../../x\n', 50_000),
    },
    { path: 'a.txt', content: '-r b.txt\n' },
    { path: 'b.txt', content: '-r a.txt\n-c requirements.txt\n' },
    {
      path: 'setup.cfg',
      content: '[options]\ninstall_requires = file: setup.cfg, /etc/passwd, ../../x\n',
    },
    { path: 'package.json', content: '{"dependencies":{"__proto__":{"x":1},"green":{"a":[]}}}' },
  ],
  'manifests-without-end': [
    { path: 'requirements.txt', content: fill('a[b,', 400_000) },
    { path: 'setup.cfg', content: `[options]\ninstall_requires =\n${fill(' green;', 400_000)}` },
    { path: 'pyproject.toml', content: `${fill('[a.', 300_000)}\n` },
    { path: 'tox.ini', content: fill('[testenv]\ndeps = {[testenv]deps}\n', 300_000) },
    { path: 'environment.yml', content: `a: &a [x]\ndependencies: [${fill('*a, ', 200_000)}]\n` },
    { path: '.pre-commit-config.yaml', content: `repos: ${fill('[', 200_000)}\n` },
  ],
  'strings-without-end': [
    { path: 'a.py', content: `import green\nx = """${fill('\\"', 400_000)}` },
    { path: 'b.py', content: `import green\n${fill('\\\n', 400_000)}` },
    { path: 'c.py', content: fill('from green import (\n', 200_000) },
    { path: 'd.js', content: `import 'green';\n/* ${fill('*', 400_000)}` },
    { path: 'e.js', content: `import 'green';\nx = ${fill('/[', 200_000)}\n` },
  ],
  'no-text': [
    {
      path: 'a.py',
      content: Buffer.from(Array.from('import green\n', (c) => [c.charCodeAt(0), 0]).flat()),
    },
    {
      path: 'b.py',
      content: Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0x80]), Buffer.from('import green\n')]),
    },
    { path: 'c.py', content: '' },
  ],
};

/** Repositories that are no good as such; each is written where it is told; what it would run makes a file `mark`. */
const strange: Record<string, (path: string, mark: string) => void> = {
  'bomb-of-trees': (path) => {
    writeTreeBomb(path, 10);
  },
  'settings-that-run': (path, mark) => {
    writeHistory(path, [
      {
        time,
        entries: [
          { path: 'a.py', content: 'import green\n' },
          { path: '.gitattributes', content: '* filter=run diff=run\n' },
        ],
      },
    ]);
    const run = `touch ${mark}`;
    const lines = [
      '[core]',
      'bare = true',
      `fsmonitor = ${run}`,
      `sshCommand = ${run}`,
      `pager = ${run}`,
    ];
    const filters = [
      '[filter "run"]',
      `smudge = ${run}`,
      `clean = ${run}`,
      '[diff "run"]',
      `textconv = ${run}`,
      `command = ${run}`,
    ];
    writeFileSync(
      join(path, 'config'),
      `${[...lines, ...filters, `[diff]`, `external = ${run}`].join('\n')}\n`,
    );
    for (const hook of ['post-checkout', 'reference-transaction', 'pre-auto-gc']) {
      writeFileSync(join(path, 'hooks', hook), `#!/bin/sh\n${run}\n`, { mode: 0o755 });
    }
  },
  'broken-objects': (path) => {
    writeHistory(path, [{ time, entries: [{ path: 'a.py', content: 'import green\n' }] }]);
    rmSync(join(path, 'objects'), { recursive: true });
    mkdirSync(join(path, 'objects'));
  },
  'no-repository': (path) => {
    mkdirSync(path);
    writeFileSync(join(path, 'HEAD'), 'ref: ../../../etc/passwd\n');
  },
  'times-of-no-day': (path) => {
    writeHistory(path, [
      { time: 0, entries: [{ path: 'a.py', content: 'import green\n' }] },
      { time: 253_402_300_799, entries: [{ path: 'b.py', content: 'import green\n' }] },
    ]);
  },
};

/** Where a run finds the clone of a repository, for `--mirrors`. */
export const mirrorsIn = (mirrors: string) => join(mirrors, '{owner}+{name}');
export const addressOf = (id: string) => `https://host.example/o/${id}`;
export const placeOf = (mirrors: string, id: string) => join(mirrors, `o+${id}`);

/** The names of all hostile repositories. */
export const hostileRepositories = [...Object.keys(files), ...Object.keys(strange)];

/** Writes the clone of each of them; where one of their settings runs, there is a file `mark`. */
export function writeHostileRepositories(mirrors: string, mark: string): void {
  for (const [id, entries] of Object.entries(files)) {
    writeHistory(placeOf(mirrors, id), [{ time, entries }]);
  }
  for (const [id, write] of Object.entries(strange)) write(placeOf(mirrors, id), mark);
}
