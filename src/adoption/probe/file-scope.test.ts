import { describe, expect, it } from 'vitest';
import { probeSchema } from '../../proposal/probe.ts';
import { fileScope, isManifest } from './file-scope.ts';

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
    [imports('typescript'), ['a.ts', 'page.vue']],
    [{ ...imports('javascript'), exclude: ['bin/*'] }, ['a.js', 'page.vue']],
    [
      { ...imports('javascript'), include: ['**/*.js', '*.txt'], exclude: ['req*'] },
      ['a.js', 'node_modules/x/a.js', 'notes.txt'],
    ],
    [{ kind: 'call', language: 'typescript', functions: ['f'] }, ['a.ts', 'page.vue']],
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
});
