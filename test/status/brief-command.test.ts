import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Brief } from '../../src/status/brief.ts';
import { writeFiles } from '../support/proposals.ts';
import { realParts } from '../support/real-parts.ts';
import { runCommand } from '../support/run-command.ts';
import { StatusWorkbench } from './workbench.ts';

describe.skipIf(!realParts.git.available)('npm run brief', () => {
  let root = '';
  let ids: string[] = [];
  beforeAll(async () => {
    const bench = await StatusWorkbench.make();
    ids = await bench.repository(
      'web-app',
      ['2024-01-01', { 'p/a.py': 'import green\nimport green\n' }],
      ['2024-03-01', { 'p/a.py': 'import green\n' }],
    );
    const gone = await bench.repository(
      'settled',
      ['2024-01-01', { 'p/a.py': 'import green\n' }],
      ['2024-02-01', { 'p/a.py': 'x = 1\n' }],
    );
    ids.push(...gone);
    root = await bench.ask();
    await bench.read();
    await bench.ask({}, ['web-app', 'settled', 'unread']);
  });

  const run = (...args: string[]) => runCommand('brief.ts', ['--root', root, ...args]);

  test('says what is left, where, and how another project did it', async () => {
    const { code, out } = await run('web-app');
    expect(code).toBe(0);
    expect(out).toContain('- take out imports in code: 1 left');
    expect(out).toContain('- `p/a.py` code, line 1');
    expect(out).toContain(`Read at commit \`${ids[1]}\``);
    expect(out).toContain(`settled, 1 Feb 2024: 1 before, 0 after commit \`${ids[3]}\``);
  });

  test('is data for a program', async () => {
    const { code, out } = await run('web-app', '--stage', 'gone', '--format', 'json');
    expect(code).toBe(0);
    const [brief, ...others] = JSON.parse(out) as Brief[];
    expect(others).toEqual([]);
    expect(brief).toMatchObject({
      project: 'web-app',
      stage: { id: 'gone' },
      read: { commit: ids[1] },
    });
  });

  test('where nothing is left it says so, and where nothing was read it ends with 3', async () => {
    expect(await run('settled')).toMatchObject({
      code: 0,
      out: expect.stringContaining('Nothing is left to do for settled.') as string,
    });
    expect(await run('unread')).toMatchObject({
      code: 3,
      out: expect.stringContaining('Status: unknown: ') as string,
    });
  });

  test('a proposal that cannot be read may ask more: it is named, and the run is partial', async () => {
    const broken = join(root, '0002-broken');
    await writeFiles(broken, { 'index.md': '---\ntitle: [\n---\n' });
    onTestFinished(() => rm(broken, { recursive: true }));
    for (const id of ['settled', 'web-app']) {
      const { code, out } = await run(id);
      expect(code).toBe(3);
      expect(out).toContain('What these ask is not known, their text has faults: 0002-broken.');
    }
    const { code, out } = await run('settled', '--proposal', '1');
    expect({ code, isNamed: out.includes('0002-broken') }).toEqual({ code: 3, isNamed: false });
  });

  test.each([
    [['web-ap'], 'did you mean `web-app`?'],
    [[], 'web-app'],
    [['web-app', '--stage', 'gon'], 'did you mean `gone`?'],
    [['web-app', '--format', 'html'], 'md'],
    [['web-app', 'settled'], 'it takes <project>'],
  ])('%j is wrong use', async (args, words) => {
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });

  test('a reader who stops reading ends it, without a word', async () => {
    const child = spawn(
      process.execPath,
      [resolve('scripts/brief.ts'), '--root', root, 'web-app'],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    child.stdout.destroy();
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await once(child, 'close');
    expect(said).toBe('');
  });
});
