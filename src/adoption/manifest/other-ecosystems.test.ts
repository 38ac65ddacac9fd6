import { expect, it } from 'vitest';
import { probeSchema } from '../../proposal/probe.ts';
import { SourceFile } from '../file/source-file.ts';
import { VersionMemory } from '../file/version-memory.ts';
import { dependencyMatcher } from '../probe/dependency.ts';
import { manifestEcosystem, manifestFormat, parseManifest } from './manifest.ts';

/** Each requirement as `line name`, `tests` behind what only tests need. */
function required(path: string, text: string) {
  const { requirements, fault } = parseManifest(manifestFormat(path), text);
  const lines = requirements.map(({ line, name, testing }) =>
    [line, name, ...(testing ? ['tests'] : [])].join(' '),
  );
  return { lines, fault };
}

it('go.mod: what is required directly', () => {
  const text = `module example.org/m // not "require"
go 1.21
require example.org/a v1.0.0
require (
  example.org/b/v2 v2.1.0 // why
  example.org/c v0.1.0 // indirect
)
replace example.org/d => ../d
exclude (
  example.org/e v1.0.0
)
`;
  expect(required('x/go.mod', text).lines).toEqual(['3 example.org/a', '5 example.org/b/v2']);
  expect(required('go.mod', 'require (\na v1\n').fault).toBe('not a go.mod: a block has no end');
  expect(required('go.mod', 'require a\n').fault).toBe('not a go.mod: line 1');
});

it('Cargo.toml: each kind of dependency, under its own name', () => {
  const text = `[package]
name = "m"
dependencies = "no"
[dependencies]
a = "1"
b = { version = "2", package = "real-b", features = ["x"] }
[dev-dependencies.c]
version = "1"
[target.'cfg(unix)'.build-dependencies]
d = "1"
[workspace.dependencies]
e.path = "e"
[package.metadata.dependencies]
f = "1"
`;
  const { lines } = required('Cargo.toml', text);
  expect(lines).toEqual(['5 a', '6 real-b', '8 c tests', '10 d', '12 e']);
  expect(required('Cargo.toml', 'a = ').fault).toMatch(/^not TOML: line 1/);
});

it('composer.json: what is required, and for tests', () => {
  const text = '{\n "require": {"php": ">=8",\n "a/b": "^1"},\n "require-dev": {"c/d": "*"}\n}';
  expect(required('composer.json', text).lines).toEqual(['2 php', '3 a/b', '4 c/d tests']);
  expect(required('composer.json', '{').fault).toMatch(/^not JSON: line 1/);
});

it.each([
  ['go.mod', 'go', 'require a/b v1\n', ['a/b'], 1],
  ['go.mod', 'go', 'require a/b v1\n', ['A/b'], 0],
  ['Cargo.toml', 'cargo', '[dependencies]\nfoo_bar = "1"\n', ['foo-bar'], 1],
  ['composer.json', 'composer', '{"require": {"A/b": "1"}}', ['a/B'], 1],
] as const)('%s is read for %s: %j asked for %j', (path, ecosystem, text, packages, count) => {
  const format = manifestFormat(path);
  const name = { syntax: 'plain' as const, manifest: format, folder: '' };
  const file = new SourceFile(Buffer.from(text), name, path, new VersionMemory());
  const asked = (rest: object) => {
    const probe = probeSchema.parse({ kind: 'dependency', title: 'x', packages, ...rest });
    if (probe.kind !== 'dependency') throw new Error('Expected a dependency probe');
    return dependencyMatcher(probe).match(file);
  };
  expect(manifestEcosystem(path)).toBe(ecosystem);
  expect(asked({ ecosystem }).hits).toHaveLength(count);
  // A probe that names no ecosystem was not written for it: there may be more than it finds.
  expect(asked({ packages: ['x'] })).toEqual({
    hits: [],
    fault: { code: 'manifest', message: 'a manifest of a kind that is not read' },
  });
});
