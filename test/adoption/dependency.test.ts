import { describe, expect, it } from 'vitest';
import { look } from './support/look.ts';

function requires(...packages: string[]) {
  return { kind: 'dependency', packages };
}

describe('a dependency probe', () => {
  it('reads requirements as pip does', async () => {
    const text = [
      '# green',
      'Green>=1.0 # MIT',
      'green[extra] ; python_version < "3.9"',
      'greenlet>=1',
      '-r other.txt',
      '--hash=sha256:green',
      'other \\',
      '    --hash=sha256:abc',
      'green==1.0 \\',
      '    --hash=sha256:abc',
      '-e git+https://example.org/x.git@master#egg=green',
      'green @ https://example.org/green.zip',
      'https://example.org/green.zip',
      'other # green',
      'GREEN',
    ].join('\r\n');
    expect(await look(requires('green'), { 'requirements.txt': text })).toEqual(
      [2, 3, 9, 11, 12, 13, 15].map((line) => `requirements.txt:${line} code`),
    );
  });

  it('compares Python names normalised, and asks for an extra where one is named', async () => {
    const text = 'Foo_Bar>=1\nfoo.bar[Threading_X,b]\nfoo-bar [c]\nfoobar\n';
    const files = { 'requirements.txt': text };
    expect(await look(requires('foo--bar'), files)).toHaveLength(3);
    expect(await look(requires('foo.bar[threading-x]'), files)).toEqual([
      'requirements.txt:2 code',
    ]);
  });

  it('counts a requirement of any of the packages', async () => {
    const files = { 'requirements.txt': 'green\nred\nblue\n' };
    expect(await look(requires('green', 'blue'), files)).toEqual([
      'requirements.txt:1 code',
      'requirements.txt:3 code',
    ]);
  });

  it('reads the requirements of setup.cfg and of nothing else in it', async () => {
    const text = [
      '[metadata]',
      'name = green',
      'description = green',
      '[options]',
      'install_requires =',
      '    green>=1',
      '    # green',
      '    other',
      'packages =',
      '    green',
      '[options.extras_require]',
      'fast = green; python_version < "3"',
      '[extras]',
      'test =',
      '  green>=2:(python_version<"3.0") # x',
      '',
      '  green[x]',
      '[entry_points]',
      'console_scripts =',
      '  green = green:main',
    ].join('\n');
    expect(await look(requires('green'), { 'setup.cfg': text })).toEqual(
      [6, 12, 15, 17].map((line) => `setup.cfg:${line} code`),
    );
  });

  it('reads the tables of pyproject.toml that hold requirements', async () => {
    const text = [
      '[build-system]',
      'requires = ["green"]',
      '[project]',
      'name = "green"',
      'dependencies = [',
      '  # "green",',
      '  "green>=1", "other",',
      ']',
      'optional-dependencies.fast = ["green[x]"]',
      '[dependency-groups]',
      'test = ["green", {include-group = "fast"}]',
      '[tool.poetry.dependencies]',
      'python = "^3"',
      'green = {version = "^1", extras = ["x"]}',
      'other = "green"',
      '[tool.poetry.group.dev.dependencies]',
      'Green = "*"',
      '[project.entry-points."x"]',
      'green = "green:main"',
    ].join('\n');
    const files = { 'pyproject.toml': text };
    expect(await look(requires('green'), files)).toEqual(
      [2, 7, 9, 11, 14, 17].map((line) => `pyproject.toml:${line} code`),
    );
    expect(await look(requires('green[x]'), files)).toEqual(
      [9, 14].map((line) => `pyproject.toml:${line} code`),
    );
  });

  it('reads every kind of dependency of package.json, with its line', async () => {
    const text = [
      '{',
      '\t"name": "green",',
      '\t"dependencies": { "green": "1", "greener": "1" },',
      '\t"devDependencies": {',
      '\t\t"green": "2"',
      '\t},',
      '\t"peerDependencies": { "g": "npm:green@1" },',
      '\t"optionalDependencies": { "@scope/green": "1" },',
      '\t"scripts": { "green": "green" }',
      '}',
    ].join('\n');
    expect(await look(requires('green'), { 'package.json': text })).toEqual(
      [3, 5, 7].map((line) => `package.json:${line} code`),
    );
    expect(await look(requires('@scope/green'), { 'web/package.json': text })).toEqual([
      'web/package.json:8 code',
    ]);
  });

  it('looks where manifests stand, and not into those of documentation and samples', async () => {
    const files = Object.fromEntries(
      [
        'requirements.txt',
        'requirements-py3.txt',
        'driver-requirements.txt',
        'requirements/base.txt',
        'tools/pip-requires',
        'tools/test-requires',
        'test-requirements.txt',
        'doc/requirements.txt',
        'samples/x/requirements.txt',
        'constraints.txt',
      ].map((path) => [path, 'green\n']),
    );
    expect(await look(requires('green'), files)).toEqual([
      'requirements.txt:1 code',
      'requirements-py3.txt:1 code',
      'driver-requirements.txt:1 code',
      'requirements/base.txt:1 code',
      'tools/pip-requires:1 code',
      'tools/test-requires:1 tests',
      'test-requirements.txt:1 tests',
    ]);
    expect(await look({ ...requires('green'), include: ['doc/*.txt'] }, files)).toEqual([
      'doc/requirements.txt:1 code',
    ]);
  });

  it('names a manifest that cannot be parsed', async () => {
    const files = {
      'pyproject.toml': '[project\n',
      'package.json': '{ "dependencies": { "green": ',
    };
    expect(await look(requires('green'), files)).toEqual([
      'pyproject.toml: manifest',
      'package.json:1 code',
      'package.json: manifest',
    ]);
  });
});
