import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('a lock that changed since the last set-up is installed only when somebody asks for it', async () => {
  const root = await mkdtemp(join(tmpdir(), 'crossplan-setup-'));
  try {
    await mkdir(join(root, 'scripts'));
    await mkdir(join(root, 'node_modules'));
    await mkdir(join(root, 'bin'));
    await cp('scripts/setup.mjs', join(root, 'scripts', 'setup.mjs'));
    await writeFile(join(root, '.node-version'), '24.0.0\n');
    await writeFile(join(root, 'package-lock.json'), '{}');
    await writeFile(join(root, 'node_modules', '.crossplan-setup'), 'another lock\n');
    // An npm that says with which arguments it was called.
    await writeFile(join(root, 'bin', 'npm'), '#!/bin/sh\necho "$@" >> called\n', { mode: 0o755 });
    // The Node that the scripts would find on their PATH.
    await symlink(process.execPath, join(root, 'bin', 'node'));
    const setUp = (event: string) =>
      spawnSync(process.execPath, [join(root, 'scripts', 'setup.mjs')], {
        cwd: root,
        encoding: 'utf8',
        env: { PATH: `${join(root, 'bin')}:/usr/bin:/bin`, npm_lifecycle_event: event },
      });
    const refused = setUp('precheck');
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('then: npm run setup');
    await expect(readFile(join(root, 'called'), 'utf8')).rejects.toThrow('ENOENT');

    expect(setUp('setup').status).toBe(0);
    expect(await readFile(join(root, 'called'), 'utf8')).toContain('ci --include=dev');
    expect(setUp('precheck')).toMatchObject({ status: 0, stderr: '' });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});
