import { describe, expect, test } from 'vitest';
import type { Status } from '../../src/status/status.ts';
import { writeHistory, noon } from '../adoption/support/history.ts';
import { realParts } from '../support/real-parts.ts';
import { StatusWorkbench, type Commit } from './workbench.ts';

const on: Record<string, string> = { 'p/a.py': 'import green\n' };
const stage = (id: string, criteria: string) =>
  `{ id: ${id}, title: T, summary: S., criteria: ${criteria} }`;

describe.skipIf(!realParts.git.available)('a project is not done by moving what is asked', () => {
  const required: [string, Record<string, string | null>, Record<string, string | null>, Status][] =
    [
      [
        'requirements.txt to setup.py',
        { 'requirements.txt': 'green\n' },
        {
          'requirements.txt': null,
          'setup.py': 'from setuptools import setup\nsetup(install_requires=["green"])\n',
        },
        'not started',
      ],
      [
        'requirements.txt to requirements.in',
        { 'requirements.txt': 'green\n' },
        { 'requirements.txt': null, 'requirements.in': 'green\n' },
        'not started',
      ],
      [
        'requirements.txt to a file that it leads to',
        { 'requirements.txt': 'green\n' },
        { 'requirements.txt': '-r deps/base.txt\n', 'deps/base.txt': 'green\n' },
        'not started',
      ],
      [
        'requirements.txt to constraints that it leads to',
        { 'requirements.txt': 'green\n' },
        { 'requirements.txt': '-c deps/limits.txt\n', 'deps/limits.txt': 'green<2\n' },
        'not started',
      ],
      [
        'requirements.txt to a manifest of a language that nobody reads',
        { 'requirements.txt': 'green\n' },
        { 'requirements.txt': null, 'build.gradle': 'implementation "green"\n' },
        'unknown',
      ],
      [
        'package.json to the list of another runtime',
        { 'package.json': '{"dependencies":{"green":"1"}}' },
        { 'package.json': null, 'deno.json': '{"imports":{"green":"npm:green@1"}}' },
        'unknown',
      ],
      [
        'package.json that is no JSON any more',
        { 'package.json': '{"dependencies":{"green":"1"}}' },
        { 'package.json': '{"dependencies":{"green":"1" "x":"2"}}' },
        'unknown',
      ],
    ];
  test.each(required)('%s', async (_, before, after, status) => {
    const bench = await StatusWorkbench.make();
    await bench.repository('one', ['2024-01-01', { ...on, ...before }], ['2024-02-01', after]);
    await bench.ask({ stages: [stage('unrequired', '{ bad: requirement }')] });
    await bench.read();
    expect((await bench.rowOf('one', 'unrequired', '2024-01-15')).status).toBe('not started');
    expect((await bench.rowOf('one', 'unrequired')).status).toBe(status);
  });

  test.each<[string, Commit, Status]>([
    ['Cython', ['2024-02-01', { 'p/a.py': null, 'p/a.pyx': 'import green\n' }], 'not started'],
    [
      'a module of windows',
      ['2024-02-01', { 'p/a.py': null, 'p/a.pyw': 'import green\n' }],
      'not started',
    ],
    [
      'a notebook',
      ['2024-02-01', { 'p/a.py': null, 'p/a.ipynb': '{"source": ["import green"]}\n' }],
      'unknown',
    ],
    [
      'a script without an extension',
      ['2024-02-01', { 'p/a.py': null, 'bin/a': '#!/usr/bin/env python3\nimport green\n' }],
      'not started',
    ],
  ])('a module that becomes %s', async (_, moved, status) => {
    const bench = await StatusWorkbench.make();
    await bench.repository('one', ['2024-01-01', on], moved);
    expect((await bench.row('one')).status).toBe(status);
  });

  const isRead = { status: 'not started', unknown: null };
  const isNot = { status: 'unknown', unknown: { kind: 'unreadable', probes: ['web'] } };
  test.each([
    ['vue', isRead],
    ['svelte', isRead],
    ['astro', isRead],
    ['mdx', isNot],
    ['html', isNot],
  ])('a script that becomes .%s', async (ext, answer) => {
    const bench = await StatusWorkbench.make();
    const script = "import green from 'green';\n";
    await bench.repository(
      'one',
      ['2024-01-01', { ...on, 'web/a.js': script, 'web/b.js': 'x()\n' }],
      ['2024-02-01', { 'web/a.js': null, [`web/a.${ext}`]: `<script>\n${script}</script>\n` }],
    );
    await bench.ask({
      probes: '  web: { kind: import, title: web, language: javascript, modules: [green] }',
      stages: [stage('web', '{ bad: web }')],
    });
    await bench.read();
    expect(await bench.rowOf('one', 'web')).toMatchObject(answer);
  });
});

describe.skipIf(!realParts.git.available)('a repository as strangers make it', () => {
  test('a file name that is no UTF-8 is read like any other', async () => {
    const bench = await StatusWorkbench.make();
    await bench.repository('good', ['2024-01-01', on]);
    writeHistory(bench.path('odd'), [
      {
        time: noon('2024-01-01'),
        entries: [{ path: Buffer.from([0xff, 0x2e, 0x70, 0x79]), content: 'import green\n' }],
      },
    ]);
    bench.add('odd');
    expect(await bench.row('odd')).toMatchObject({ status: 'not started', left: [{ count: 1 }] });
    expect((await bench.rowOf('good')).status).toBe('not started');
  });

  test('a file of text with a NUL in it is not skipped in silence', async () => {
    const bench = await StatusWorkbench.make();
    await bench.repository('nul', ['2024-01-01', { ...on, 'p/b.java': 'x\0\ngreen\n' }]);
    await bench.ask({
      probes: "  word: { kind: text, title: words, include: ['**/*.java'], pattern: green }",
      stages: [stage('word', '{ bad: word }')],
    });
    await bench.read();
    expect(await bench.rowOf('nul', 'word')).toMatchObject({
      status: 'not started',
      left: [{ count: 1 }],
    });
  });

  test('a file in UTF-16 is read as the text that it is', async () => {
    const bench = await StatusWorkbench.make();
    const content = Buffer.from('\ufeffgreen\n', 'utf16le');
    writeHistory(bench.path('wide'), [
      {
        time: noon('2024-01-01'),
        entries: [
          { path: 'p/a.py', content: 'import green\n' },
          { path: 'p/b.java', content },
        ],
      },
    ]);
    bench.add('wide');
    await bench.ask({
      probes: "  word: { kind: text, title: words, include: ['**/*.java'], pattern: green }",
      stages: [stage('word', '{ bad: word }')],
    });
    await bench.read();
    expect(await bench.rowOf('wide', 'word')).toMatchObject({ left: [{ count: 1 }] });
  });

  test('a file that is kept outside of git is not read, and so unknown', async () => {
    const bench = await StatusWorkbench.make();
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 9\n';
    await bench.repository('away', ['2024-01-01', { 'p/a.py': pointer }]);
    const row = await bench.row('away');
    expect(row).toMatchObject({ status: 'unknown' });
    expect(JSON.stringify(row)).toContain('kept outside of git (Git LFS)');
  });
});

describe.skipIf(!realParts.git.available)(
  'a switch of one binary proves nothing of another',
  () => {
    const probes =
      "  switch: { kind: text, title: switches, include: ['p/cmd/{part}.py'], pattern: threads }";
    const stages = [stage('switched', '{ good: switch }')];
    const files = (api: string, cron: string) => ({ 'p/cmd/api.py': api, 'p/cmd/cron.py': cron });

    test('a project is done when the last of its parts is', async () => {
      const bench = await StatusWorkbench.make();
      const ids = await bench.repository(
        'parted',
        ['2024-01-01', { ...on, ...files('x\n', 'x\n') }],
        ['2024-02-01', files('threads = 1\n', 'x\n')],
        ['2024-05-01', files('threads = 1\n', 'threads = 1\n')],
      );
      const repository = "repository: 'https://host.example/o/parted'";
      const projects = { parted: `${repository}, parts: { api: {}, cron: {} }` };
      await bench.ask({ probes, stages, projects });
      await bench.read();
      expect(await bench.rowOf('parted', 'switched', '2024-03-01')).toMatchObject({
        status: 'in progress',
        parts: [
          { part: 'api', status: 'done', by: 'sign' },
          { part: 'cron', status: 'not started', reason: 'missing: switches' },
        ],
      });
      expect(await bench.rowOf('parted', 'switched')).toMatchObject({
        status: 'done',
        by: 'sign',
        since: { commit: ids[2] },
      });
    });

    test('a part for which the repository has nothing is unknown, not done with the others', async () => {
      const bench = await StatusWorkbench.make();
      await bench.repository('parted', [
        '2024-01-01',
        { ...on, ...files('threads = 1\n', 'threads = 1\n') },
      ]);
      const repository = "repository: 'https://host.example/o/parted'";
      const projects = { parted: `${repository}, parts: { api: {}, cron: {}, proxy: {} }` };
      await bench.ask({ probes, stages, projects });
      await bench.read();
      expect(await bench.rowOf('parted', 'switched')).toMatchObject({
        status: 'unknown',
        unknown: { kind: 'not asked' },
        parts: [{ status: 'done' }, { status: 'done' }, { part: 'proxy', status: 'unknown' }],
      });
    });
  },
);
