import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { probeSchema } from '../../proposal/probe.ts';
import { fileScope, isManifest, scopeKey } from './file-scope.ts';

const paths = [
  'requirements.txt',
  'doc/requirements.txt',
  'package.json',
  'node_modules/x/package.json',
  'tool.py',
  'docs/conf.py',
  'bin/run',
  'a.js',
  'node_modules/x/a.js',
  'a.ts',
  'page.vue',
  'notes.txt',
  'list.in',
  'main.go',
  'vendor/x/main.go',
  'vendor/x/A.java',
  'app.tsx',
  'lib.cpp',
];

function seen(probe: Record<string, unknown>, targets: string[] = []): string[] {
  const isIn = fileScope(probeSchema.parse({ title: 'x', ...probe }), new Set(targets));
  return paths.filter(isIn);
}

const dependency = { kind: 'dependency', packages: ['x'] };
const imports = (language: string) => ({ kind: 'import', language, modules: ['x'] });

describe('which files a probe looks at', () => {
  it.each<[Record<string, unknown>, string[]]>([
    // Any Python file may declare in a comment what it requires.
    [dependency, ['requirements.txt', 'package.json', 'tool.py']],
    [{ ...dependency, ecosystem: 'npm' }, ['package.json']],
    [{ ...dependency, ecosystem: 'python' }, ['requirements.txt', 'tool.py']],
    [{ ...dependency, exclude: ['*.json', '*.py'] }, ['requirements.txt']],
    [{ ...dependency, include: ['doc/**'] }, ['doc/requirements.txt']],
    [imports('python'), ['tool.py', 'docs/conf.py', 'bin/run']],
    [imports('javascript'), ['bin/run', 'a.js', 'page.vue']],
    [imports('typescript'), ['a.ts', 'page.vue', 'app.tsx']],
    [imports('go'), ['main.go']],
    // Nobody but Go has a folder of that name for what others wrote.
    [imports('java'), ['vendor/x/A.java']],
    [imports('c'), ['lib.cpp']],
    [{ kind: 'syntax', language: 'go', pattern: 'f()' }, ['main.go']],
    [{ kind: 'syntax', language: 'tsx', pattern: 'f()' }, ['app.tsx']],
    [{ kind: 'syntax', language: 'c', pattern: 'f()' }, []],
    [{ kind: 'syntax', language: 'cpp', pattern: 'f()' }, ['lib.cpp']],
    [
      { kind: 'config', include: ['**/*.{json,txt}'], exclude: ['node_modules/**'], key: ['x'] },
      ['package.json'],
    ],
    [
      { kind: 'config', include: ['*.txt'], exclude: ['n*'], key: ['x'], format: 'ini' },
      ['requirements.txt'],
    ],
    [{ ...imports('javascript'), exclude: ['bin/*'] }, ['a.js', 'page.vue']],
    [
      { ...imports('javascript'), include: ['**/*.js', '*.txt'], exclude: ['req*'] },
      ['a.js', 'node_modules/x/a.js', 'notes.txt'],
    ],
    [{ kind: 'call', language: 'typescript', functions: ['f'] }, ['a.ts', 'page.vue', 'app.tsx']],
    [{ kind: 'text', include: ['*.txt'], pattern: 'x' }, ['requirements.txt', 'notes.txt']],
    [
      { kind: 'file', include: ['**/*.txt'], exclude: ['doc/**'] },
      ['requirements.txt', 'notes.txt'],
    ],
  ])('%j: %j', (probe, expected) => {
    expect(seen(probe)).toEqual(expected);
  });

  it('is also what manifests lead to', () => {
    expect(seen(dependency, ['list.in'])).toContain('list.in');
    expect(isManifest('list.in', new Set(['list.in']))).toBe(true);
    expect(isManifest('list.in', new Set())).toBe(false);
    expect(isManifest('doc/requirements.txt', new Set())).toBe(false);
    // Asked twice, it says the same.
    expect([1, 2].map(() => isManifest('requirements.txt', new Set()))).toEqual([true, true]);
  });

  it.each([
    ['package.json', true],
    ['docs/package.json', false],
    ['node_modules/x/package.json', false],
    ['main.go', false],
    ['docs/main.go', false],
  ])('%s is a manifest by its name: %s, wherever it stands', (path, expected) => {
    // What was asked before is kept: nobody asked of this folder.
    expect(isManifest(`${randomUUID()}/${path}`, new Set())).toBe(expected);
  });

  it('is asked once of probes that look at the same files', () => {
    const config = { kind: 'config', include: ['*'], key: ['x'] };
    const scopes = [
      [dependency, { ...dependency, packages: ['y'] }],
      [{ ...dependency, ecosystem: 'npm' }],
      [{ ...dependency, ecosystem: 'go' }],
      [{ ...dependency, exclude: ['a'] }],
      [imports('python'), { ...imports('python'), modules: ['y'] }],
      [imports('go')],
      [{ kind: 'text', include: ['*'], pattern: 'x' }],
      [{ kind: 'text', include: ['a'], pattern: 'x' }],
      [config, { ...config, key: ['y'] }],
      [
        { ...config, format: 'ini' },
        { ...config, format: 'json' },
      ],
    ].map((probes) => probes.map((one) => scopeKey(probeSchema.parse({ title: 'x', ...one }))));
    for (const keys of scopes) expect(new Set(keys).size).toBe(1);
    expect(new Set(scopes.flat()).size).toBe(scopes.length);
  });
});
