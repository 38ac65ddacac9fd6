import { beforeAll, expect, it } from 'vitest';
import { loadGrammars } from '../syntax/grammar.ts';
import { manifestFormat, parseManifest } from './manifest.ts';

beforeAll(loadGrammars);

/**
 * What each tool accepts, and `green` as it finds it: `2 green`, `tests` or `dev` behind it; `→ file` for
 * a further file; `not read` where more may be required than is known.
 */
const cases: [path: string, text: string, ...expected: string[]][] = [
  ['requirements.txt', 'green@https://h.example/o/x/archive/main.zip', '1 green'],
  ['requirements.txt', 'green[x]@git+https://h.example/o/x.git@main', '1 green'],
  ['requirements.txt', '-e ./libs/green', '1 green'],
  ['requirements.txt', 'libs/green/', '1 green'],
  ['requirements.txt', '--editable=../green[x]', '1 green'],
  ['requirements.txt', '-e .\n.\n./\n-e ..'],
  ['requirements.txt', 'file:green-1.0.tar.gz', '1 green'],
  ['requirements.txt', 'C:\\x\\green-1.0-py3-none-any.whl', '1 green'],
  ['requirements.txt', '-e git+git@h.example:o/x.git#egg=green', '1 green'],
  ['requirements.txt', '-e git+git@h.example:green', '1 green'],
  ['requirements.txt', 'git+https://h.example/o/x#egg=green-1.0', '1 green'],
  ['requirements.txt', 'git+https://h.example/o/x#subdirectory=p/green', '1 x', '1 green'],
  ['requirements.txt', '-r "base.txt"\n--requirement=\'b c.txt\'', '→ base.txt', '→ b c.txt'],
  ['requirements.txt', '-r ${HERE}/base.txt', 'not read'],
  ['requirements.txt', '-c ${HERE}/base.txt'],
  ['requirements.txt', '--pre\n-i https://h.example\n-tx/y.txt\n--hash=sha256:aa'],
  ['requirements.txt', '- green', 'not read'],
  ['requirements.txt', '${NAME}==1.0', 'not read'],
  ['requirements.txt', '{{ name }}==1', 'not read'],
  ['requirements.txt', 'green{% if x %}==1{% endif %}', 'not read'],
  ['requirements.txt', '<<<<<<< HEAD\ngreen', '2 green', 'not read'],
  ['requirements.txt', '"green>=1"', 'not read'],
  ['requirements.txt', '\u200bgreen', 'not read'],
  ['requirements.txt', 'green\0', 'not read'],
  ['requirements.txt', 'x\fgreen\u2028y', '1 x', '1 green', '1 y'],
  ['pyproject.toml', '[tool.poetry.dependencies]\nx = "1"\ngreen = {}', '2 x', '3 green'],
  ['pyproject.toml', '[tool.poetry.dependencies.green]\n', '1 green'],
  ['pyproject.toml', '[tool.poetry.dependencies]\n'],
  [
    'pyproject.toml',
    '[tool.tox]\nlegacy_tox_ini = """\n[testenv]\ndeps = green"""',
    '4 green tests',
  ],
  ['pyproject.toml', '[tool.tox]\nlegacy_tox_ini = """[testenv]\ndeps = {x}"""', 'not read'],
  ['pyproject.toml', '[tool.poetry.requires-plugins]\ngreen = "1"', '2 green dev'],
  ['pyproject.toml', '[tool.hatch.env]\nrequires = ["green"]', '2 green dev'],
  ['pyproject.toml', '[tool.uv.extra-build-dependencies]\nx = ["green"]', '2 green dev'],
  ['pyproject.toml', '[project]\ndependencies = "green"', 'not read'],
  ['hatch.toml', '[envs.x]\ndependencies = ["green"]', '2 green dev'],
  ['tox.toml', '[env_run_base]\ndeps = ["green", "-r a.txt"]', '2 green tests', '→ a.txt'],
  [
    'tox.ini',
    '[base]\ndeps = green\n[testenv]\ndeps = {[base]deps}\n  x',
    '2 green tests',
    '5 x tests',
  ],
  ['tox.ini', '[base]\ndeps = green\n[testenv]\ndeps = x', '4 x tests'],
  ['tox.ini', '[a]\nb = {[a]b}\n  green\n[testenv]\ndeps = {[a]b}', '3 green tests'],
  ['tox.ini', '[testenv]\ndeps =\n  py27, py36: green', '3 green tests'],
  ['tox.ini', '[testenv]\ndeps = {env:X:green}', '2 green tests'],
  ['tox.ini', '[testenv]\ndeps = {posargs:green}\n  {env:X}\n  {posargs}', '2 green tests'],
  ['tox.ini', '[testenv]\ndeps = -r{tox_root}{/}a.txt', '→ a.txt'],
  ['tox.ini', '[testenv]\ndeps = -r{[base]file}', 'not read'],
  ['setup.cfg', '[options.extras_require]\nall = %(x)s\nx = green', '3 green'],
  ['setup.cfg', '[options]\ninstall_requires = attr: x.y', 'not read'],
  ['environment.yml', '"dependencies":\n- green\n- _libgcc_mutex=0.1', '2 green'],
  ['environment.yml', '{name: x, dependencies: [green]}', '1 green'],
  ['environment.yml', 'x: &a green\ny: &b [z]\ndependencies: [*a, {pip: *b}]', '3 green', '2 z'],
  ['environment.yml', 'dependencies:\n- sel(linux): green', 'not read'],
  ['environment.yml', 'dependencies:\n- pip: green', 'not read'],
  ['environment.yml', 'dependencies: green', 'not read'],
  ['environment.yml', 'dependencies:\n- pip:\n- green', '3 green'],
  ['environment.yml', 'dependencies:\n  x: {chart: 1}'],
  ['environment.yml', 'a: &a [green]\ndependencies: *a', '1 green'],
  ['environment.yml', 'a: &a {pip: [green]}\ndependencies: [*a]', '1 green'],
  ['environment.yml', 'dependencies: *a', 'not read'],
  ['environment.yml', 'dependencies: []\ndependencies: [green]', 'not read'],
  ['environment.yml', 'dependencies: []\n---\ndependencies: [green]', 'not read'],
  ['pnpm-workspace.yaml', 'a: &a {green: 1}\ncatalog: *a', '1 green'],
  ['pnpm-workspace.yaml', 'a: &a {green: 1}\ncatalogs: {x: *a}', '1 green'],
  ['pnpm-workspace.yaml', 'a: &a {green: 1}\ncatalog: {<<: *a}', 'not read'],
  ['pnpm-workspace.yaml', 'catalog: [green]', 'not read'],
  ['pnpm-workspace.yaml', 'packages: [x]\ncatalog:'],
  ['package.json', '{"dependencies": {"x": "1"},\n"dependencies": {"green": "1"}}', '2 green'],
  ['package.json', '{"dependencies": ["green"]}', 'not read'],
  ['package.json', '["green"]', 'not read'],
  ['package.json', '{"dependencies": null, "devDependencies": []}'],
  ['composer.json', '{"require": {"x": "1"},\n"require": {"green": "1"}}', '2 green'],
  ['composer.json', '{"require": ["green"]}', 'not read'],
  ['composer.json', '{"require": []}'],
  ['composer.json', '[]', 'not read'],
  ['go.mod', 'require(\n\tgreen v1\n)', '2 green'],
  ['go.mod', 'require green v1 // indirect\nrequire x v1\ntool green/cmd/g', '1 green dev', '2 x'],
  ['go.mod', 'require green/v2 v2 // indirect\ntool green/v2x'],
  ['go.mod', 'require (green v1)', 'not read'],
  ['go.mod', '<<<<<<< HEAD\nrequire green v1', 'not read'],
  ['Cargo.toml', '[dependencies]\ngreen = {}\n[dev-dependencies.x]', '2 green', '3 x tests'],
  ['Gemfile', "gem 'x'; gem 'green', '~> 1;2'", '1 x', '1 green'],
  ['Gemfile', "group(:x) { gem 'green' }", 'not read'],
  ['Gemfile', "if x then gem 'green' end", 'not read'],
  ['Gemfile', '%w[green].each { |g| gem g }', 'not read'],
  ['Gemfile', "instance_eval(IO.read('x'))", 'not read'],
  ['Gemfile', "=begin\ngem 'green'\n=end\ngem 'x' # gem 'y'", '4 x'],
  ['Gemfile', "x = 1 if eval(File.read('x'))", 'not read'],
  ['Gemfile', "gem 'green', groups: [:test, :development]", '1 green dev'],
  ['gems.rb', "gem 'green', require: 'gem/x'", '1 green'],
  ['gemfiles/rails.gemfile', "gem 'green'", '1 green'],
  ['a.gemspec', 'names.each { |n| s.add_dependency n }', 'not read'],
  ['a.gemspec', "s.dependencies << Gem::Dependency.new('green')", 'not read'],
  [
    'build.gradle',
    "dependencies {\nif (x(y)) {\napi 'g:green:1'\n} else { api 'g:x:1' }\n}",
    '3 g:green',
    '4 g:x',
  ],
  ['build.gradle', "dependencies { ['g:green:1'].each { api it } }", 'not read'],
  ['build.gradle', "dependencies { constraints { api 'g:green:1' } }"],
  [
    'build.gradle',
    "dependencies { api(platform('g:green:1')) { exclude group: 'x' }\napi 'g:x:1' }",
    '1 g:green',
    '2 g:x',
  ],
  ['build.gradle', "dependencies.add('api', 'g:green:1')", 'not read'],
  ['build.gradle', 'dependencies { api project.libs.green }', 'not read'],
  ['gradle/dependencies.gradle', "ext.libs = [x: 'g:green:1']", 'not read'],
  [
    'settings.gradle.kts',
    'versionCatalogs { create("libs") {\nlibrary("x", "g:green:1")\nlibrary("y", "g", "z").version("2") } }',
    '2 g:green',
    '3 g:z',
  ],
  ['settings.gradle', 'versionCatalogs { libs { from("g:catalog:1") } }', 'not read'],
  ['gradle/test.versions.toml', '[libraries]\nx = "g:green:1"', '2 g:green'],
  [
    'pom.xml',
    '<project><build><extensions><extension>\n<groupId>g</groupId><artifactId>green</artifactId></extension></extensions></build></project>',
    '2 g:green dev',
  ],
  [
    'pom.xml',
    '<project><reporting><plugins><plugin><artifactId>green</artifactId></plugin></plugins></reporting></project>',
    '1 org.apache.maven.plugins:green dev',
  ],
  [
    'pom.xml',
    '<!DOCTYPE project [<!ENTITY d SYSTEM "d.xml">]><project><dependencies>&d;</dependencies></project>',
    'not read',
  ],
  [
    'a.vbproj',
    '<Project><ItemGroup><packagereference Include="green"/></ItemGroup></Project>',
    '1 green',
  ],
  [
    'a.csproj',
    '<Project><ItemGroup><PackageReference Include="@(Names)"/></ItemGroup></Project>',
    '1 @(Names)',
    'not read',
  ],
  [
    'Directory.Packages.props',
    '<Project><ItemGroup><GlobalPackageReference Include="green"/></ItemGroup></Project>',
    '1 green dev',
  ],
  ['setup.py', 'r = []\nr.append("green")\nr.sort()\nsetup(install_requires=r)', '2 green'],
  ['setup.py', 'r = []\nr.insert(0, "green")\nsetup(install_requires=r)', '2 green'],
  [
    'setup.py',
    'r = ["green"]\nr.remove("x")\nsetup(install_requires=r)',
    '1 green',
    '2 x',
    'not read',
  ],
  ['setup.py', 'e = {}\ne["x"] = ["green"]\nsetup(extras_require=e)', '2 green'],
  ['setup.py', 'e = {}\ne.setdefault("x", []).append("green")\nsetup(extras_require=e)', '2 green'],
  ['setup.py', 'e = {"x": []}\ne["x"] += ["green"]\nsetup(extras_require=e)', '2 green'],
  ['setup.py', 'r = []\nfor p in names():\n  r.append(p)\nsetup(install_requires=r)', 'not read'],
  ['setup.py', 'k = {}\nk["install_requires"] = ["green"]\nk["x"] = ["y"]\nsetup(**k)', '2 green'],
  ['setup.py', 'k = dict()\nk.update(install_requires=["green"])\nsetup(**k)', 'not read'],
  ['setup.py', 'setup(**dict(others, name="x"))', 'not read'],
  ['setup.py', 'setup(*names)', 'not read'],
  [
    'setup.py',
    'from setuptools import setup as begin\nbegin(install_requires=["green"])',
    '2 green',
  ],
  ['setup.py', "setup(install_requires=['green\\n'])", '1 green'],
  [
    'setup.py',
    'setup(install_requires=open(join("deps", "prod.txt")))',
    '→ prod.txt',
    '→ deps/prod.txt',
  ],
];

it.each(cases)('%s: %j', (path, text, ...expected) => {
  const { requirements, targets = [], fault } = parseManifest(manifestFormat(path), text);
  const found = requirements.map(({ line, name, testing, dev }) =>
    [line, name, ...(testing ? ['tests'] : dev ? ['dev'] : [])].join(' '),
  );
  const further = targets.map((one) => `→ ${one}`);
  const notRead = fault === undefined ? [] : ['not read'];
  expect([...found, ...further, ...notRead]).toEqual(expected);
});

// Of each call all those before it were looked through: that took minutes.
it('tells of a chain of twenty thousand calls that it may change what is required', () => {
  const text = `r = ["green"]\nr${'.b()'.repeat(20_000)}\nsetup(install_requires=r)`;
  const { requirements, fault } = parseManifest('setup.py', text);
  expect(requirements.map(({ name, line }) => [name, line])).toEqual([['green', 1]]);
  expect(fault).toBe('line 2: install_requires is computed');
});

// Each key was held against all before it, each place counted from the beginning: that took minutes.
it.each([
  ['environment.yml', 'a: &a x\ndependencies:\n', '- *a\n', ''],
  ['pnpm-workspace.yaml', 'x: y\ncatalog:\n', '  NAME: 1\n', ''],
  ['composer.json', '{"require":\n{\n', '"NAME": "1",\n', '"x": "1"}}'],
  ['package.json', '{"dependencies":\n{\n', '"NAME": "1",\n', '"x": "1"}}'],
])('tells the lines of forty thousand packages: %s', (path, before, line, end) => {
  const lines = Array.from({ length: 40_000 }, (_, i) => line.replace('NAME', `n${i}`));
  const { requirements } = parseManifest(manifestFormat(path), before + lines.join('') + end);
  expect(requirements[39_999]?.line).toBe(40_002);
});

it('puts no long property into each of many names', () => {
  const property = `<PropertyGroup><A>${'b'.repeat(500_000)}</A></PropertyGroup>`;
  const references = '<PackageReference Include="$(A)"/>'.repeat(20_000);
  const { requirements, fault } = parseManifest(
    manifestFormat('a.csproj'),
    `<Project>${property}<ItemGroup>${references}</ItemGroup></Project>`,
  );
  expect(requirements).toHaveLength(20_000);
  expect(fault).toBe('line 1: the name of what it requires stands elsewhere');
});

// Each was looked behind to the end of the line.
it.each([
  ['evaluations', 'eval '],
  ['groups', 'gem "green", groups: ['],
])('a Gemfile of very many %s is read in one go', (_of, text) => {
  const { requirements } = parseManifest('Gemfile', `gem "x"\n${text.repeat(100_000)}`);
  expect(requirements[0]?.name).toBe('x');
});
