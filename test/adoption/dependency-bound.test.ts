import { describe, expect, it } from 'vitest';
import { look } from './support/look.ts';

const asked = (packages: string[], more: Record<string, unknown> = {}) => ({
  ...{ kind: 'dependency', packages },
  ...more,
});

describe('a bound', () => {
  const requirements =
    'a>=4.2\na>=4.1,<6\na\na==5.0 ; python_version > "3"\na @ https://x/a\nb>=9\n';
  it.each<[string, string[]]>([
    ['a', ['1', '2', '3', '4', '5']],
    ['a >= 4.2', ['1', '4', 'manifest']],
    ['a>=4.2.0', ['1', '4', 'manifest']],
    ['a < 4.2', ['2', '3', 'manifest']],
    ['b >= 10', []],
  ])('%s', async (name, lines) => {
    const found = await look(asked([name]), { 'requirements.txt': requirements });
    expect(found.map((one) => one.replace(/^.*[:](\d*) ?(?:code)?/, '$1'))).toEqual(lines);
  });

  it.each<[string, string, string, string, string[]]>([
    [
      'python',
      'pyproject.toml',
      'a >= 2',
      '[tool.poetry.dependencies]\na = "^2.1"\nb = "1"\n',
      ['2'],
    ],
    ['python', 'pyproject.toml', 'a >= 2', '[tool.poetry.dependencies.a]\nversion = "1"\n', []],
    ['python', 'pyproject.toml', 'a >= 2', '[tool.poetry.dependencies]\na = { git = "x" }\n', ['']],
    ['npm', 'package.json', 'a >= 2', '{"dependencies": {"a": "^2.0.0", "b": "1"}}', ['1']],
    ['npm', 'package.json', 'a >= 2', '{"dependencies": {"a": "1 || 2"}}', []],
    ['npm', 'package.json', 'a >= 2', '{"dependencies": {"a": "workspace:*"}}', ['']],
    ['npm', 'package.json', 'b >= 2', '{"dependencies": {"a": "npm:b@~2.1"}}', ['1']],
    ['go', 'go.mod', 'x.org/a >= v1.2.0', 'require x.org/a v1.3.0\n', ['1']],
    ['go', 'go.mod', 'x.org/a >= 1.2', 'require x.org/a v1.2.0-rc.1\n', []],
    [
      'cargo',
      'Cargo.toml',
      'a >= 1.2',
      '[dependencies]\na = { version = "1.4", features = [] }\n',
      ['2'],
    ],
    ['cargo', 'Cargo.toml', 'a >= 1.2', '[dependencies]\na.workspace = true\n', ['']],
    ['composer', 'composer.json', 'x/a < 2', '{"require": {"x/a": "^1.9 || ^2.0"}}', ['1']],
  ])('of %s in %s: %s in %j', async (ecosystem, path, name, text, lines) => {
    const found = await look(asked([name], { ecosystem }), { [path]: text });
    expect(found.map((one) => one.replace(/^.*?[:](\d*).*/, '$1'))).toEqual(lines);
  });
});

describe('what is needed to run is told apart from what is needed for work', () => {
  const files = {
    'requirements.txt': 'a\n',
    'tox.ini': '[testenv]\ndeps = a\n',
    'setup.cfg':
      '[options]\ninstall_requires = a\ntests_require = a\n[extras]\nfast = a\ntest = a\n',
    'pyproject.toml': [
      '[build-system]',
      'requires = ["a"]',
      '[project]',
      'dependencies = ["a"]',
      'optional-dependencies.fast = ["a"]',
      'optional-dependencies.docs = ["a"]',
      '[dependency-groups]',
      'dev = ["a"]',
      '[tool.poetry.group.dev.dependencies]',
      'a = "1"',
      '[tool.poetry.dependencies]',
      'a = "1"',
      '',
    ].join('\n'),
    'package.json': '{"dependencies": {"a": "1"},\n"devDependencies": {"a": "1"}}',
  };
  it.each([
    [
      'runtime',
      [
        'package.json:1',
        'pyproject.toml:12',
        'pyproject.toml:4',
        'pyproject.toml:5',
        'requirements.txt:1',
        'setup.cfg:2',
        'setup.cfg:5',
      ],
    ],
    [
      'dev',
      [
        'package.json:2',
        'pyproject.toml:10',
        'pyproject.toml:2',
        'pyproject.toml:6',
        'pyproject.toml:8',
        'setup.cfg:3',
        'setup.cfg:6',
        'tox.ini:2',
      ],
    ],
  ])('%s', async (scope, expected) => {
    const found = await look(asked(['a'], { scope }), files);
    expect(found.map((one) => one.replace(/ .*/, '')).sort()).toEqual(expected);
  });

  it('in Cargo and Composer as well', async () => {
    const cargo =
      '[dependencies]\na = "1"\n[build-dependencies]\na = "1"\n[dev-dependencies]\na = "1"\n';
    const found = (scope: string) =>
      look(asked(['a'], { ecosystem: 'cargo', scope }), { 'Cargo.toml': cargo });
    expect(await found('runtime')).toEqual(['Cargo.toml:2 code']);
    expect(await found('dev')).toEqual(['Cargo.toml:4 code', 'Cargo.toml:6 tests']);
    const composer = '{"require": {"x/a": "1"},\n"require-dev": {"x/a": "1"}}';
    const dev = asked(['x/a'], { ecosystem: 'composer', scope: 'dev' });
    expect(await look(dev, { 'composer.json': composer })).toEqual(['composer.json:2 tests']);
  });
});
