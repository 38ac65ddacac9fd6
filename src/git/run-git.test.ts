import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { realParts } from '../../test/support/real-parts.ts';
import { GitFailed, readGit } from './run-git.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossplan-run-git-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test.skipIf(!realParts.git.available)('a command that never ends is ended', async () => {
  const path = join(folder, 'hangs.git');
  execFileSync('git', ['init', '-q', '--bare', path]);
  // It waits for a reader of the pipe, for ever.
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const asked = ['config', '--file', pipe, '--list'];
  await expect(readGit(path, asked, 50)).rejects.toThrow(GitFailed);
  expect((await readGit(path, ['rev-parse', '--is-bare-repository'])).toString()).toBe('true\n');
});
