import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Linter, type Linter as LinterTypes } from 'eslint';
import tseslint from 'typescript-eslint';
import astro from 'eslint-plugin-astro';
import { describe, expect, it } from 'vitest';
import { floors } from './floors.mjs';
import { importFaults } from './import-graph.ts';
import { codeOf } from './shadow-tree.ts';

/** The faults of a small tree, as `rule: file → file`. */
async function faultsOf(files: Record<string, string>): Promise<string[]> {
  const root = await mkdtemp(join(tmpdir(), 'crossplan-imports-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    const faults = await importFaults(root, join(root, '.shadow'));
    return faults.map(({ rule, path }) => `${rule}: ${path.join(' → ')}`);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

describe('the import graph', () => {
  it('finds a circle of types alone', async () => {
    const found = await faultsOf({
      'src/a.ts': "import type { B } from './b.ts';\nexport interface A { b: B }\n",
      'src/b.ts': "import type { A } from './a.ts';\nexport interface B { a: A }\n",
    });
    expect(found).toEqual(['circle: src/a.ts → src/b.ts → src/a.ts']);
  });

  it('finds a circle over components', async () => {
    const found = await faultsOf({
      'src/A.astro': "---\nimport B from './B.astro';\n---\n<B />\n",
      'src/B.astro': "---\nimport { a } from './a.ts';\n---\n{a}\n",
      'src/a.ts': "import A from './A.astro';\nexport const a = A;\n",
    });
    expect(found).toEqual(['circle: src/A.astro → src/B.astro → src/a.ts → src/A.astro']);
  });

  it('finds a page that reaches the sync over other files, but not by a type', async () => {
    const found = await faultsOf({
      'src/pages/index.astro': "---\nimport { a } from '../site/a.ts';\n---\n{a}\n",
      'src/site/a.ts': "import { run } from '../review/sync/run.ts';\nexport const a = run;\n",
      'src/site/types.ts':
        "import type { Run } from '../review/sync/run.ts';\nexport type R = Run;\n",
      'src/review/sync/run.ts':
        'export type Run = () => void;\nexport const run = () => undefined;\n',
      'scripts/sync.ts': "import { run } from '../src/review/sync/run.ts';\nrun();\n",
    });
    // One fault for each file that is reached, however many reach it.
    expect(found).toEqual([
      expect.stringMatching(/^the sync is for scripts alone: .* → src\/review\/sync\/run\.ts$/),
    ]);
  });

  it('finds browser code that reaches Node over other files', async () => {
    const found = await faultsOf({
      'src/components/review/client/table.ts':
        "import { b } from '../b.ts';\nexport const a = b;\n",
      'src/components/review/b.ts': "import { join } from 'node:path';\nexport const b = join;\n",
    });
    expect(found).toEqual([
      'no Node in the browser: src/components/review/client/table.ts → src/components/review/b.ts → path',
    ]);
  });

  it('finds nothing in a tree that holds, and refuses to pass where there is none', async () => {
    expect(await faultsOf({ 'src/a.ts': 'export const a = 1;\n' })).toEqual([]);
    await expect(faultsOf({ 'other/a.ts': '' })).rejects.toThrow('No source');
  });
});

it('reads the code of a component between its fences and in its script elements', () => {
  const code = codeOf('---\nconst a = 1;\n---\n<p>---</p>\n<script>\n  b();\n</script>\n');
  expect(code).toBe('const a = 1;\n\n  b();\n');
});

/** What the lint rules say of one file's text. */
function lint(path: string, code: string): string[] {
  const config = [
    {
      files: ['**/*.ts'],
      languageOptions: { parser: tseslint.parser },
      plugins: { '@typescript-eslint': tseslint.plugin },
    },
    ...astro.configs.base,
    { files: ['**/*.astro'], plugins: { '@typescript-eslint': tseslint.plugin } },
    ...floors,
  ] as LinterTypes.Config[];
  return new Linter().verify(code, config, { filename: path }).map(({ message }) => message);
}

describe('the lint rules on a file’s own imports', () => {
  it.each([
    ['src/pages/index.astro', "---\nimport { a } from '../review/sync/plan.ts';\n---\n"],
    ['src/components/review/A.astro', "---\nimport { a } from '../../review/sync/plan.ts';\n---\n"],
    ['src/site/a.ts', "import { a } from '../review/sync/plan.ts';"],
    ['src/status/a.ts', "import type { a } from '../review/sync/plan.ts';"],
    ['src/review/a.ts', "import { a } from './sync/plan.ts';"],
  ])('%s may not import the sync', (path, code) => {
    expect(lint(path, code)).toEqual([expect.stringContaining('only scripts reach it')]);
  });

  it.each([
    ['src/pages/a.ts', "import { Octokit } from 'octokit';"],
    ['src/review/sync/gerrit/a.ts', "import { Octokit } from '@octokit/core';"],
    ['src/review/a.ts', "import type { Octokit } from 'octokit';"],
  ])('%s may not import octokit', (path, code) => {
    expect(lint(path, code)).toEqual([expect.stringContaining('GitHub is asked in')]);
  });

  it.each([
    ['src/components/review/client/a.ts', "import { join } from 'node:path';", 'no Node'],
    ['src/components/playground/a.ts', "import { join } from 'path';", 'no Node'],
    ['src/comments/anchoring/a.ts', "import { createHash } from 'node:crypto';", 'no Node'],
    ['src/comments/a.ts', "import { a } from '../site/href.ts';", 'may import only from: comm'],
    [
      'src/components/review/client/a.ts',
      "import { a } from '../../../review/a.ts';",
      'only types',
    ],
    [
      'src/components/playground/a.ts',
      "import { a } from '../../executor/index.ts';",
      'only types',
    ],
    ['src/git/a.ts', "import { a } from '../proposal/registry.ts';", 'may import only from: git'],
    ['src/proposal/a.ts', "import { readFile } from 'node:fs/promises';", 'open-below.ts'],
    ['src/adoption/a.ts', "import { createReadStream } from 'fs';", 'open-below.ts'],
    ['src/site/a.ts', "import fs from 'node:fs';", 'open-below.ts'],
    ['src/proposal/a.ts', "import { a } from '../git/address.ts';", 'may import only from: prop'],
    ['src/status/a.ts', "import { a } from '../site/href.ts';", 'may import only from: status'],
    ['src/executor/rpc/a.ts', "import { a } from '../../ground/day.ts';", 'only from: executor'],
    ['src/adoption/probe/a.ts', "import { z } from 'astro/zod';", 'knows no astro'],
    ['src/review/sync/a.ts', "import { a } from '../../../scripts/lib/cli.ts';", 'never the other'],
  ])('%s may not say %s', (path, code, words) => {
    expect(lint(path, code)).toEqual([expect.stringContaining(words)]);
  });

  it.each([
    ['src/components/review/client/a.ts', "import type { A } from '../../../review/a.ts';"],
    ['src/components/playground/a.ts', "import { a } from '../../executor/browser.ts';"],
    [
      'src/components/comments/client/a.ts',
      "import { a } from '../../../comments/anchoring/a.ts';",
    ],
    ['src/review/sync/github/a.ts', "import { Octokit } from 'octokit';"],
    ['src/review/sync/git/a.ts', "import { a } from '../../../git/address.ts';"],
    ['src/pages/a.ts', "import { a } from '../site/href.ts';"],
    ['src/proposal/a.ts', "import { readdir } from 'node:fs/promises';"],
    ['src/review/a.test.ts', "import { a } from './sync/plan.ts';"],
  ])('%s may say %s', (path, code) => {
    expect(lint(path, code)).toEqual([]);
  });
});
