import { describe, expect, test } from 'vitest';
import { probeSchema } from '../proposal/probe.ts';
import { readableBy } from './readable.ts';

function canRead(probe: Record<string, unknown>, glob: string): boolean {
  return readableBy(probeSchema.parse({ title: 't', ...probe })).canRead(glob);
}
const dependency = { kind: 'dependency', packages: ['a'] };
const python = { kind: 'import', language: 'python', modules: ['a'] };
const typescript = { kind: 'call', language: 'typescript', functions: ['a'] };
const config = { kind: 'config', key: ['a'], include: ['a.ini'] };
const file = { kind: 'file', include: ['a'] };

describe('an include', () => {
  test.each([
    [dependency, '**/requirements/*.txt', true],
    [dependency, '**/*.json', true],
    [dependency, 'setup.py', true],
    [dependency, '**/go.mod', false],
    [dependency, '**/pom.xml', false],
    [dependency, '**/Cargo.toml', false],
    [dependency, 'build.gradle{,.kts}', false],
    [dependency, '**', true],
    [dependency, '**/*.xml', false],
    [python, '**/*.py', true],
    [python, '**/*.pyx', true],
    [python, 'bin/*', true],
    [python, 'bin/tool', true],
    [python, '**/*.vue', false],
    [typescript, '**/*.astro', true],
    [python, '**/*.ts', false],
    [typescript, '**/*.{ts,vue}', true],
    [typescript, '**/*.py', false],
    [config, 'tox.ini', true],
    [config, '**/*.{yml,yaml}', true],
    [config, 'tool.rc', false],
    [{ ...config, format: 'ini' }, 'tool.rc', true],
    [file, 'a/', false],
    [file, '/a/*.py', false],
    [file, 'a/*.anything', true],
    [{ kind: 'dependency', ecosystem: 'go', packages: ['a'] }, '**/go.mod', true],
    [{ kind: 'dependency', ecosystem: 'go', packages: ['a'] }, '**/Cargo.toml', false],
    [{ kind: 'import', language: 'go', modules: ['a'] }, 'cmd/*.go', true],
    [{ kind: 'import', language: 'go', modules: ['a'] }, 'cmd/*.py', false],
  ])('of %j as %s can be read: %s', (probe, glob, expected) => {
    expect(canRead(probe, glob)).toBe(expected);
  });

  test('that cannot be read leads to what could be', () => {
    expect(readableBy(probeSchema.parse({ title: 't', ...dependency })).what).toContain('setup.py');
    expect(readableBy(probeSchema.parse({ title: 't', ...python })).what).toBe(
      'python is read from .py, .pyi, .pyw, .pyx, .pxd, .pxi',
    );
    expect(readableBy(probeSchema.parse({ title: 't', ...typescript })).what).toContain('.tsx');
  });
});
