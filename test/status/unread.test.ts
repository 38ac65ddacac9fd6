import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git } from '../adoption/support/history.ts';
import { realParts } from '../support/real-parts.ts';
import { StatusWorkbench } from './workbench.ts';

const on: Record<string, string> = { 'p/a.py': 'import green\n' };
const off: Record<string, string> = { 'p/a.py': 'x = 1\n' };
const requirement = `{ id: unrequired, title: T, summary: S., criteria: { bad: requirement } }`;

describe.skipIf(!realParts.git.available)('what could not be read is unknown, never done', () => {
  test('a manifest that is broken at the head, its requirement still in it', async () => {
    const bench = await StatusWorkbench.make();
    await bench.repository(
      'badman',
      ['2024-01-01', { 'pyproject.toml': '[project]\nname="x"\ndependencies=["green"]\n', ...on }],
      ['2024-02-01', { 'pyproject.toml': '[project]\n<<<<<<< HEAD\ndependencies=["green"]\n' }],
    );
    await bench.ask({ stages: [requirement] });
    await bench.read();
    const row = await bench.rowOf('badman', 'unrequired');
    expect(row).toMatchObject({ status: 'unknown', unknown: { kind: 'unreadable' } });
    expect(row.reason).toContain('pyproject.toml');
    expect((await bench.rowOf('badman')).status).toBe('not started');
  });

  test('a file that has grown too large', async () => {
    const bench = await StatusWorkbench.make();
    const large = `import green\n${'#'.repeat(9_000_000)}\n`;
    await bench.repository('big', ['2024-01-01', on], ['2024-02-01', { 'p/a.py': large }]);
    expect(await bench.row('big')).toMatchObject({
      status: 'unknown',
      unknown: { kind: 'unreadable', probes: ['imports'] },
    });
  });

  test('a clone without contents, and one that lacks a single one', async () => {
    const bench = await StatusWorkbench.make();
    await bench.repository('merge', ['2024-01-01', on], ['2024-02-01', { z: '1' }]);
    git(bench.path('merge'), ['config', 'uploadpack.allowFilter', 'true']);
    const from = `file://${bench.path('merge')}`;
    git(bench.folder, [
      'clone',
      '-q',
      '--bare',
      '--filter=blob:none',
      from,
      bench.path('blobless'),
    ]);
    git(bench.folder, ['clone', '-q', '--bare', from, bench.path('broken')]);
    const packs = join(bench.path('broken'), 'objects', 'pack');
    const contents = readdirSync(packs)
      .filter((name) => name.endsWith('.pack'))
      .map((name) => readFileSync(join(packs, name)));
    rmSync(packs, { recursive: true });
    for (const content of contents) git(bench.path('broken'), ['unpack-objects', '-q'], content);
    const blob = git(bench.path('merge'), ['rev-parse', 'HEAD:p/a.py']);
    rmSync(join(bench.path('broken'), 'objects', blob.slice(0, 2), blob.slice(2)));
    for (const project of ['blobless', 'broken']) {
      bench.add(project);
      expect(await bench.row(project)).toMatchObject({ status: 'unknown' });
    }
  });

  test('a pattern that was given up on the one file that has the word', async () => {
    const bench = await StatusWorkbench.make();
    await bench.repository(
      'slow',
      ['2024-01-01', on],
      ['2024-02-01', { 'p/b.txt': 'x'.repeat(200) }],
    );
    await bench.ask({
      probes: `  slow: { kind: text, title: slow, include: ['p/*.txt'], pattern: '/(?=(x+x+)+y)\\w|green/' }`,
      stages: ['{ id: slow, title: T, summary: S., criteria: { bad: slow } }'],
    });
    await bench.read();
    const row = await bench.rowOf('slow', 'slow');
    expect(row).toMatchObject({
      status: 'unknown',
      unknown: { kind: 'unreadable', probes: ['slow'] },
    });
    expect(row.reason).toContain('p/b.txt');
  });

  test('whether it was done before a shallow clone begins', async () => {
    const bench = await StatusWorkbench.make();
    await bench.repository('whole', ['2024-01-05', on], ['2024-02-01', off], ['2024-03-01', on]);
    git(bench.folder, [
      'clone',
      '-q',
      '--bare',
      '--depth',
      '1',
      `file://${bench.path('whole')}`,
      bench.path('shallow'),
    ]);
    bench.add('shallow');
    expect(await bench.row('whole')).toMatchObject({ status: 'regressed' });
    const row = await bench.rowOf('shallow');
    expect(row).toMatchObject({ status: 'unknown', unknown: { kind: 'cut history' } });
    expect(row.reason).toMatch(/^left: imports \(1\); whether it ever was done cannot be told/);
  });
});

describe.skipIf(!realParts.git.available)('what was not asked is unknown, never 0', () => {
  test('an include that matches no file, unless its author says that none is an answer', async () => {
    const bench = await StatusWorkbench.make();
    await bench.repository('lib', ['2024-01-01', on]);
    const stages = ['{ id: served, title: T, summary: S., criteria: { bad: served } }'];
    const probe = (rest: string) =>
      `  served: { kind: import, title: served, language: python, modules: [green], include: ['services/**/*.py']${rest} }`;
    await bench.ask({ stages, probes: probe('') });
    await bench.read();
    expect(await bench.rowOf('lib', 'served')).toMatchObject({
      status: 'unknown',
      unknown: { kind: 'not asked', probes: ['served'] },
    });
    // It is read again only where the question changed: what none means is no question.
    await bench.ask({ stages, probes: probe(', absentIs: zero') });
    expect(await bench.rowOf('lib', 'served')).toMatchObject({ status: 'done', by: 'absence' });
  });

  test('a repository, a branch or a period that was never read', async () => {
    const bench = await StatusWorkbench.make();
    await bench.repository('moved', ['2024-01-01', on], ['2024-02-01', off]);
    expect(await bench.row('moved')).toMatchObject({ status: 'done' });
    const changed = async (asked: Parameters<StatusWorkbench['ask']>[0], words: RegExp) => {
      await bench.ask(asked);
      const row = await bench.rowOf('moved');
      expect(row).toMatchObject({ status: 'unknown', unknown: { kind: 'changed' } });
      expect(row.reason).toMatch(words);
    };
    await changed({ since: '2015-01-01' }, /from 2024-01-01 on, not from 2015-01-01/);
    await changed(
      { projects: { moved: 'repository: https://host.example/other/moved' } },
      /another repository/,
    );
    const branch = 'repository: https://host.example/o/moved, branch: stable';
    await changed({ projects: { moved: branch } }, /another branch/);
  });
});
