import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readSnapshots } from '../../src/adoption/read-snapshots.ts';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  git,
  noon,
  temporaryFolder,
  writeHistory,
  type Entry,
} from '../adoption/support/history.ts';
import { writeProposals } from '../adoption/support/proposal.ts';
import { realParts } from '../support/real-parts.ts';
import { bounded, fill } from './support.ts';

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

describe.skipIf(!realParts.git.available)('a hostile repository', { timeout: 400_000 }, () => {
  let temporary: ReturnType<typeof temporaryFolder>;
  beforeAll(() => {
    temporary = temporaryFolder();
  });
  afterAll(() => {
    temporary.remove();
  });
  const at = (...names: string[]) => join(temporary.path, ...names);
  const address = (id: string) => `https://host.example/o/${id}`;
  const place = (id: string) => at('mirrors', `o+${id}`);

  /** Trees that hold each other ten times over: 10^`depth` paths in a dozen objects. */
  const writeBomb = (path: string, depth: number) => {
    git(temporary.path, ['init', '--quiet', '--bare', '--initial-branch=main', path]);
    const blob = git(path, ['hash-object', '-w', '--stdin'], Buffer.from('import green\n'));
    let entry = `100644 blob ${blob}`;
    for (let level = 0; level < depth; level++) {
      const lines = Array.from({ length: 10 }, (_, i) => `${entry}\tf${i}.py`);
      entry = `040000 tree ${git(path, ['mktree'], Buffer.from(`${lines.join('\n')}\n`))}`;
    }
    const commit = git(path, ['commit-tree', '-m', 'x', entry.split(' ')[2] ?? '']);
    git(path, ['update-ref', 'refs/heads/main', commit]);
  };

  const good = Array.from({ length: 20 }, (_, i) => `good-${String(i).padStart(2, '0')}`);
  const writeGood = (id: string, i: number) =>
    writeHistory(place(id), [
      { time, entries: [{ path: 'a.py', content: `import green\nx = ${i}\n` }] },
      {
        time: time + 86_400 * (i + 1),
        entries: [
          { path: 'a.py', content: i % 3 === 0 ? 'x = 1\n' : null },
          { path: 'b.py', content: 'import green\n'.repeat(i) },
          { path: 'requirements.txt', content: 'green>=1\n' },
        ],
      },
    ]);

  /** Repositories that are no good as such; each says where it lies. */
  const strange: Record<string, (path: string) => void> = {
    'bomb-of-trees': (path) => {
      writeBomb(path, 10);
    },
    'settings-that-run': (path) => {
      writeHistory(path, [
        {
          time,
          entries: [
            { path: 'a.py', content: 'import green\n' },
            { path: '.gitattributes', content: '* filter=run diff=run\n' },
          ],
        },
      ]);
      const run = `touch ${at('ran')}`;
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

  const snapshot = (id: string) =>
    readFileSync(at('proposals/0001-leave-green/adoption', `${id}.json`), 'utf8');
  const track = (args: string[] = []) =>
    bounded('track.ts', ['--mirrors', at('mirrors/{owner}+{name}'), '--json', ...args], {
      cwd: temporary.path,
      output: 2_000_000,
    });

  it('among twenty good ones costs itself alone: their snapshots are the same, byte for byte', async () => {
    mkdirSync(at('mirrors'), { recursive: true });
    for (const [i, id] of good.entries()) writeGood(id, i);
    const entries = (ids: string[]) => Object.fromEntries(ids.map((id) => [id, address(id)]));
    writeProposals(temporary.path, { repositories: entries(good) });
    expect((await track()).code).toBe(0);
    const alone = good.map(snapshot);
    expect(new Set(alone).size).toBe(good.length);

    for (const [id, list] of Object.entries(files))
      writeHistory(place(id), [{ time, entries: list }]);
    for (const [id, write] of Object.entries(strange)) write(place(id));
    // Where they stand among the good: before, between and after.
    const hostile = [...Object.keys(files), ...Object.keys(strange)];
    const ids = [
      ...hostile.slice(0, 5),
      ...good.slice(0, 9),
      ...hostile.slice(5, 11),
      ...good.slice(9),
      ...hostile.slice(11),
    ];
    writeProposals(temporary.path, {
      repositories: {
        ...entries(ids),
        'on-this-machine': at('mirrors'),
        'by-option': 'ssh://h.example/--x/y',
      },
    });
    for (const id of good)
      writeFileSync(at('proposals/0001-leave-green/adoption', `${id}.json`), '');
    const { code, out } = await track();
    expect(code).toBe(3);
    expect(good.map(snapshot)).toEqual(alone);
    expect(existsSync(at('ran'))).toBe(false);

    const rows = JSON.parse(out) as {
      project: string;
      problems: { code: string; detail?: string }[];
    }[];
    const codes = new Map(
      rows.map(({ project, problems }) => [project, problems.map((one) => one.code)]),
    );
    for (const id of good) expect(codes.get(id), id).toEqual([]);
    expect(codes.get('bomb-of-trees')).toEqual(['too-large']);
    expect(codes.get('on-this-machine')).toEqual(['refused']);
    expect(codes.get('nested-strings')).toContain('parser');
    for (const id of ['broken-objects', 'no-repository']) {
      expect(codes.get(id)?.length, id).toBeGreaterThan(0);
    }
  });

  it('shows in its status what could not be read, and every name in words that do nothing', async () => {
    const { out } = await bounded('status.ts', ['--root', at('proposals')], { output: 2_000_000 });
    expect(out).toContain('unknown');
    await bounded('status.ts', ['--root', at('proposals'), '--project', 'names-that-act']);
    await bounded('status.ts', ['--root', at('proposals'), '--why', 'names-that-act', 'gone']);
  });

  it('is asked with patterns and globs that never end, and the run ends', async () => {
    const pattern = (text: string) =>
      `{ title: x, kind: text, include: ['**'], pattern: '${text}' }`;
    const glob = (text: string) => `{ title: x, kind: file, include: ['${text}'] }`;
    const probes = [
      pattern('/(a|a)+b/'),
      pattern('/[a--b]+x/v'),
      pattern('/(?<=(a+)+)b/'),
      pattern('/(a*)*\\1c/'),
      pattern('/^(?:a?){40}a{40}$/'),
      glob(`${'*a'.repeat(60)}b`),
      glob('+(a*|a*a)b'),
      glob(`${'*('.repeat(20)}a${')'.repeat(20)}b`),
      glob(`${'**/*a/'.repeat(30)}b`),
      glob(`${'{a,aa}'.repeat(28)}b`),
      glob(`a!(${'a|'.repeat(60)}!(a))*b`),
    ];
    const folder = at('patterns');
    writeHistory(place('bombs'), [
      {
        time,
        entries: [
          { path: 'a'.repeat(200), content: `${'a'.repeat(60)}\n` },
          { path: `${'aa/'.repeat(30)}a.txt`, content: `x\n${'a'.repeat(5000)}\n` },
        ],
      },
    ]);
    const named = probes.map((probe, i) => `  p${i}: ${probe}\n`).join('');
    const imports = '{ title: x, kind: import, language: python, modules: [green] }';
    writeProposals(folder, {
      repositories: { bombs: address('bombs') },
      probes: `probes:\n  imports: ${imports}\n${named}`,
    });
    const args = ['--root', join(folder, 'proposals')];
    const checked = await bounded('check.ts', args);
    expect(checked.out).toContain('1 proposal whole');
    const { code, out } = await bounded('track.ts', [
      ...args,
      ...['--mirrors', at('mirrors/{owner}+{name}'), '--json'],
    ]);
    expect(code).toBe(3);
    expect(out).toContain('(a|a)+b/ took more than 1 s; simplify the pattern');
    const { snapshots } = await readSnapshots(join(folder, 'proposals/0001-leave-green'));
    expect(Object.keys(snapshots[0]?.probes ?? {})).toHaveLength(probes.length + 1);
  });
});
