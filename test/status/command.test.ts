import { beforeAll, describe, expect, test } from 'vitest';
import { writeAsOf } from '../../src/adoption/as-of-file.ts';
import { realParts } from '../support/real-parts.ts';
import { runCommand } from '../support/run-command.ts';
import { StatusWorkbench } from './workbench.ts';

describe.skipIf(!realParts.git.available)('npm run status', () => {
  let root = '';
  let ids: string[] = [];
  beforeAll(async () => {
    const bench = await StatusWorkbench.make();
    ids = await bench.repository(
      'web-app',
      ['2024-01-01', { 'p/a.py': 'import green\nimport green\n', 'p/b.py': 'x = 1\n' }],
      ['2024-03-01', { 'p/a.py': 'import green\n' }],
    );
    root = await bench.ask({
      stages: ['{ id: due, title: Due, summary: S., due: 2024-06-01, criteria: { bad: imports } }'],
      projects: { other: "repository: 'https://host.example/o/other'" },
    });
    await bench.read();
    await bench.ask(
      {
        stages: [
          "{ id: due, title: Due, summary: S., due: '2024-06-01', criteria: { bad: imports } }",
        ],
      },
      ['web-app', 'other'],
    );
    const days = new Map([['web-app', { day: '2024-04-01', by: 'fetched' as const }]]);
    await writeAsOf(`${root}/0001-leave`, days);
  });

  const run = (...args: string[]) => runCommand('status.ts', ['--root', root, ...args]);

  test('says as of when, what is stale, what nobody has looked at since, and ends with 3 where something was not read', async () => {
    const { code, out } = await run();
    expect(code).toBe(3);
    expect(out).toContain('As of 2024-04-01; of 1 the day is not known.');
    expect(out).toContain('? other was not read; run npm run track.');
    expect(out).toContain('Stale, asked more than 14 days ago: web-app; run npm run track.');
    expect(out).toContain('Due was due 2024-06-01; nobody has looked since at web-app and other;');
  });

  test('ends with 0 where everything asked for is known', async () => {
    const { code, out } = await run('--project', 'web-app');
    expect(code).toBe(0);
    expect(out).toContain('A in progress: left: imports (1); down from 2 on 2024-01-01');
    expect(out).not.toContain('other');
  });

  test('explains one status: predicates, counts with their files, evidence, commits, what is to be done', async () => {
    const { code, out } = await run('--why', 'web-app', 'gone');
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      'web-app, gone: in progress: left: imports (1); down from 2 on 2024-01-01',
      'As of 2024-04-01',
      '',
      'What is asked:',
      '  ever affected: imports in code: yes',
      '  bad: imports in code: yes',
      '',
      'What was found:',
      '  imports, imports: 1 in code, 0 in strings, 0 in tests (2 files looked at)',
      '    p/a.py:1 code',
      `    2024-01-01 ${ids[0]?.slice(0, 10) ?? ''} 2 in code, 0 in strings, 0 in tests`,
      `    2024-03-01 ${ids[1]?.slice(0, 10) ?? ''} 1 in code, 0 in strings, 0 in tests`,
      '',
      'What would make it done:',
      '  take out imports in code: 1 left',
      '',
      '',
    ]);
    const unread = await run('--why', 'other', 'gone');
    expect(unread.code).toBe(3);
    expect(unread.out).toContain('run npm run track -- --project other');
  });

  test('answers as of a past day', async () => {
    const { out } = await run('--project', 'web-app', '--on', '2024-02-01');
    expect(out).toContain('A not started: left: imports (2)');
    const words =
      'As of the end of 2024-02-01, by what had landed then; the criteria are those of today.';
    expect(out.split('\n')).toContain(words);
    const json = await run('--on', '2024-02-01', '--json');
    expect(JSON.parse(json.out)).toHaveLength(4);
    expect(json.err.trim()).toBe(words);
    const why = await run('--on', '2024-02-01', '--why', 'web-app', 'gone');
    expect(why.out.split('\n').slice(0, 2)).toEqual([
      words,
      'web-app, gone: not started: left: imports (2)',
    ]);
  });

  test('gives programs every row, or what one status stands on', async () => {
    const rows = JSON.parse((await run('--json')).out) as { project: string; asOf: unknown }[];
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatchObject({
      project: 'web-app',
      asOf: { day: '2024-04-01', by: 'fetched' },
      unknown: null,
    });
    const [why] = JSON.parse((await run('--json', '--why', 'web-app', 'gone')).out) as unknown[];
    expect(why).toMatchObject({
      row: { status: 'in progress' },
      wouldBeDone: [expect.any(String)],
    });
  });

  test.each([
    [['--on', '2099-01-01'], '--on: expected a day up to today'],
    [['--on', '2024-1-1'], '--on: expected a day up to today'],
    [['--on', '2020-01-01'], 'the history of 0001-leave counts from 2024-01-01 on'],
    [['gone'], 'a stage is named with --why'],
    [['--why', 'webapp', 'gone'], 'did you mean `web-app`?'],
    [['--why', 'web-app', 'gome'], 'did you mean `gone`?'],
    [['--why', 'web-app'], '--why is needed'],
  ])('%j is wrong use', async (args, message) => {
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
