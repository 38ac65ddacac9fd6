import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

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

describe('where the machine’s own Node is older', () => {
  /** Runs the set-up where `node` says that it is of version 20 and npm brings what `brings` writes. */
  async function setUp(brings: string) {
    const root = await mkdtemp(join(tmpdir(), 'crossplan-setup-'));
    for (const folder of ['bin', 'node_modules', 'scripts']) await mkdir(join(root, folder));
    await cp('scripts/setup.mjs', join(root, 'scripts', 'setup.mjs'));
    await cp('scripts/interpreter', join(root, 'scripts', 'interpreter'), { recursive: true });
    await writeFile(join(root, '.node-version'), '24.0.0\n');
    await writeFile(join(root, 'package-lock.json'), '{}');
    await writeFile(join(root, 'bin', 'node'), '#!/bin/sh\necho v20.19.0\n', { mode: 0o755 });
    await writeFile(
      join(root, 'bin', 'npm'),
      `#!/bin/sh\necho "$PWD $@" >> ${root}/called\n${brings}\n`,
      {
        mode: 0o755,
      },
    );
    const done = spawnSync(process.execPath, [join(root, 'scripts', 'setup.mjs')], {
      cwd: root,
      encoding: 'utf8',
      env: { PATH: `${join(root, 'bin')}:/usr/bin:/bin`, npm_lifecycle_event: 'setup' },
    });
    const called = await readFile(join(root, 'called'), 'utf8');
    const own = spawnSync(join(root, 'node_modules', '.bin', 'node'), { encoding: 'utf8' });
    await rm(root, { recursive: true, force: true });
    return {
      status: done.status,
      stderr: done.stderr,
      called,
      own: own.status === 0 ? own.stdout : '',
    };
  }
  const packaged = (says: string) =>
    `case $PWD in *.interpreter) mkdir -p node_modules/node-here/bin
printf '#!/bin/sh\\necho ${says}\\n' > node_modules/node-here/bin/node
chmod 755 node_modules/node-here/bin/node;; esac`;

  it('brings the one of the lock, whose integrity npm holds, and runs no script of it', async () => {
    const { status, called, own } = await setUp(packaged('v24.0.0'));
    expect({ status, own }).toEqual({ status: 0, own: 'v24.0.0\n' });
    expect(called).toMatch(/node_modules\/\.interpreter ci --include=optional --ignore-scripts /);
  });

  it.each([
    ['none could be brought whole', ':'],
    ['the one that is packaged does not run', packaged('v9.0.0')],
  ])('asks for it in clear words where %s', async (why, brings) => {
    const { status, stderr, own } = await setUp(brings);
    expect(status).toBe(2);
    expect(stderr).toContain('set-up: Node 24 or later is needed, and this machine has v24');
    expect(stderr).toContain(`${why}: install it from https://nodejs.org`);
    expect(own).toBe('');
  });

  it('would bring the version that this repository asks for', async () => {
    const wanted = (await readFile('.node-version', 'utf8')).trim();
    const lock = JSON.parse(await readFile('scripts/interpreter/package-lock.json', 'utf8')) as {
      packages: Record<string, { version?: string; integrity?: string }>;
    };
    const brought = Object.entries(lock.packages).filter(([path]) => path !== '');
    expect(brought.length).toBeGreaterThan(1);
    for (const [path, { version, integrity }] of brought) {
      expect({ path, version }).toEqual({ path, version: wanted });
      expect(integrity).toMatch(/^sha512-/);
    }
  });
});
