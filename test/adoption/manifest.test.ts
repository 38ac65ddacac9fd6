import { describe, expect, it } from 'vitest';
import { look } from './support/look.ts';

/** Each manifest as its tool reads it: path, content, and the lines that require `green`. */
const cases: [what: string, path: string, content: string, lines: number[], place?: string][] = [
  ['pip-tools', 'requirements.in', 'green\n', [1]],
  ['pip-tools in a folder', 'requirements/prod/base.in', 'other\ngreen\n', [2]],
  ['a folder below requirements', 'requirements/prod/base.txt', 'green\n', [1]],
  ['an underscore', 'dev_requirements.txt', 'green\n', [1]],
  ['lone carriage returns', 'requirements.txt', 'other\rgreen\r', [2]],
  ['a comment up to one', 'setup.py', '# x\rsetup(install_requires=["green"])\r', [2]],
  ['a repository address', 'requirements.txt', 'git+https://h.example/o/green.git@v1\n', [1]],
  ['an editable repository', 'requirements.txt', '-e git+ssh://git@h.example/o/green\n', [1]],
  ['a wheel', 'requirements.txt', 'https://h.example/green-1.0-py3-none-any.whl\n', [1]],
  ['a wheel of the repository', 'requirements.txt', './dist/green-1.0-py3-none-any.whl\n', [1]],
  ['a source archive', 'requirements.txt', 'https://h.example/green-1.0.tar.gz#sha256=1\n', [1]],
  [
    'an archive of a forge',
    'requirements.txt',
    'https://h.example/o/green/archive/main.zip\n',
    [1],
  ],
  ['another archive', 'requirements.txt', 'https://h.example/greener-1.0.tar.gz\n', []],
  ['setup.py', 'setup.py', 'setup(\n  install_requires=[\n    "green>=1",  # x\n  ],\n)\n', [3]],
  ['setup_requires', 'setup.py', 'setuptools.setup(setup_requires=("other", "green"))\n', [1]],
  ['extras of setup.py', 'setup.py', 'setup(extras_require={"x": ["green"], "y": []})\n', [1]],
  [
    'a name',
    'setup.py',
    'needs = ["green"]\nneeds += ["other"]\nsetup(install_requires=needs)\n',
    [1],
  ],
  ['a sum', 'setup.py', 'a = ["x"]\nsetup(install_requires=a + ["green"])\n', [2]],
  ['one string', 'setup.py', 'setup(install_requires="""\nother\ngreen\n""")\n', [3]],
  ['arguments under a name', 'setup.py', 'a = dict(install_requires=["green"])\nsetup(**a)\n', [1]],
  [
    'comments of setup.py',
    'setup.py',
    '# setup(install_requires=["green"])\nsetup(name="green")\n',
    [],
  ],
  ['setup_requires of setup.cfg', 'setup.cfg', '[options]\nsetup_requires =\n  green\n', [3]],
  [
    'one line parted by semicolons',
    'setup.cfg',
    '[options]\ninstall_requires = other; green\n',
    [2],
  ],
  ['a marker on a line of several', 'setup.cfg', '[options]\ninstall_requires =\n  x; green\n', []],
  ['build-system', 'pyproject.toml', '[build-system]\nrequires = ["green"]\n', [2]],
  ['Hatch', 'pyproject.toml', '[tool.hatch.envs.test]\nextra-dependencies = ["green"]\n', [2]],
  ['Flit', 'pyproject.toml', '[tool.flit.metadata]\nrequires = ["green"]\n', [2]],
  ['pixi', 'pyproject.toml', '[tool.pixi.feature.x.pypi-dependencies]\ngreen = "*"\n', [2]],
  ['pixi.toml', 'pixi.toml', '[dependencies]\ngreen = ">=1"\n', [2]],
  [
    'Pipfile',
    'Pipfile',
    '[packages]\ngreen = "*"\n[dev-packages]\ngreen = "*"\n[source]\ngreen = 1\n',
    [2, 4],
  ],
  [
    'conda',
    'environment.yml',
    'dependencies:\n  - conda-forge::green=1\n  - pip:\n      - green\n',
    [2, 4],
  ],
  ['tox', 'tox.ini', '[testenv:x]\ndeps =\n  py39: green\n  -r{toxinidir}/a.txt\n', [3], 'tests'],
  ['what tox calls', 'tox.ini', '[testenv]\ncommands = green\n', []],
  [
    'a script',
    'tools/a.py',
    'import x\n# /// script\n# dependencies = [\n#   "green",\n# ]\n# ///\n',
    [4],
  ],
  [
    'a catalog',
    'pnpm-workspace.yaml',
    'catalog:\n  green: ^1\ncatalogs:\n  x:\n    y: npm:green@1\n',
    [2, 5],
  ],
];

describe('a dependency probe', () => {
  it.each(cases)('reads %s', async (_what, path, content, lines, place = 'code') => {
    expect(await look({ kind: 'dependency', packages: ['green'] }, { [path]: content })).toEqual(
      lines.map((line) => `${path}:${line} ${place}`),
    );
  });

  it.each([
    ['go.mod', 'module x\n'],
    ['sub/Cargo.toml', '[dependencies]\n'],
    ['pom.xml', '<project/>'],
    ['deno.json', '{"imports": {}}'],
    ['build.gradle', ''],
    ['x.gemspec', ''],
    ['setup.py', 'setup(install_requires=compute())\n'],
    ['setup.py', 'setup(**configuration)\n'],
    ['requirements.txt', '-r https://h.example/list.txt\n'],
    ['package.json', '['.repeat(20_000)],
    ['pyproject.toml', '[project]\ndependencies = ["green"]\n<<<<<<< HEAD\n'],
  ])('says of %s that it could not be read, for %j', async (path, content) => {
    const found = await look({ kind: 'dependency', packages: ['blue'] }, { [path]: content });
    expect(found).toEqual([expect.stringMatching(/: (?:manifest|parser)$/)]);
  });

  it('asks the manifests of its ecosystem alone, where it names one', async () => {
    const files = {
      'go.mod': '',
      'package.json': '{"dependencies": {"green": "1"}}',
      'requirements.txt': 'green',
    };
    const probe = { kind: 'dependency', packages: ['green'] };
    expect(await look({ ...probe, ecosystem: 'python' }, files)).toEqual([
      'requirements.txt:1 code',
    ]);
    expect(await look({ ...probe, ecosystem: 'npm' }, files)).toEqual(['package.json:1 code']);
  });

  it('does not look at Python that declares no requirements', async () => {
    expect(
      await look({ kind: 'dependency', packages: ['green'] }, { 'a.py': 'import green\n' }),
    ).toEqual([]);
  });
});
