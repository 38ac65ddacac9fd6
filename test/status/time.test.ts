import { describe, expect, test } from 'vitest';
import { realParts } from '../support/real-parts.ts';
import { StatusWorkbench } from './workbench.ts';

const on: Record<string, string> = { 'p/a.py': 'import green\n' };
const off: Record<string, string> = { 'p/a.py': 'x = 1\n' };
const clean =
  '{ id: clean, title: T, summary: S., criteria: { bad: imports, good: { dependencies: clean } } }';

describe.skipIf(!realParts.git.available)('commits are joined by their place on the line', () => {
  test('a first commit of the year 2030 freezes nothing after it', async () => {
    const bench = await StatusWorkbench.make();
    const ids = await bench.repository(
      'clock',
      ['2030-01-01', off],
      ['2024-02-01', on],
      ['2024-03-01', off],
    );
    expect(await bench.row('clock')).toMatchObject({
      status: 'done',
      reason: 'no imports left in code since 2024-03-01',
      since: { commit: ids[2] },
    });
  });

  test('added and removed within one second: it was affected, and is done', async () => {
    const bench = await StatusWorkbench.make();
    const ids = await bench.repository(
      'same',
      ['2024-01-01', off],
      ['2024-06-01T00:00:00Z', on],
      ['2024-06-01T00:00:00Z', off],
    );
    expect(await bench.row('same')).toMatchObject({ status: 'done', since: { commit: ids[2] } });
  });

  test('of two changes of one second the right commit is named', async () => {
    const bench = await StatusWorkbench.make();
    const ids = await bench.repository(
      'two',
      ['2024-01-01', { ...on, 'requirements.txt': 'green\n' }],
      ['2024-06-01T00:00:00Z', off],
      ['2024-06-01T00:00:00Z', { 'requirements.txt': 'other\n' }],
    );
    await bench.ask({
      stages: ['{ id: unrequired, title: T, summary: S., criteria: { bad: requirement } }'],
    });
    await bench.read();
    expect((await bench.rowOf('two')).since?.commit).toBe(ids[1]);
    expect((await bench.rowOf('two', 'unrequired')).since?.commit).toBe(ids[2]);
  });
});

describe.skipIf(!realParts.git.available)('projects that stand on others', () => {
  test('are done since the last of them was, and relapse with them', async () => {
    const bench = await StatusWorkbench.make();
    await bench.repository(
      'a',
      ['2024-01-01', { ...on, 'requirements.txt': 'b\n' }],
      ['2024-02-01', off],
    );
    const ids = await bench.repository(
      'b',
      ['2024-01-01', on],
      ['2024-10-01', off],
      ['2025-01-01', on],
    );
    await bench.ask({ stages: [clean] });
    await bench.read();
    expect(await bench.rowOf('a', 'clean', '2024-12-01')).toMatchObject({
      status: 'done',
      since: { commit: ids[1], project: 'b' },
    });
    expect(await bench.rowOf('a', 'clean')).toMatchObject({
      status: 'regressed',
      since: { commit: ids[2], project: 'b' },
    });
    expect((await bench.rowOf('a')).status).toBe('done');
  });

  test.each([[['c1', 'c2']], [['c2', 'c1']]])('in a circle, in the order %j', async (order) => {
    const bench = await StatusWorkbench.make();
    await bench.repository('c1', ['2024-01-01', { ...on, 'requirements.txt': 'c2\n' }]);
    await bench.repository(
      'c2',
      ['2024-01-01', { ...on, 'requirements.txt': 'c1\n' }],
      ['2024-02-01', off],
    );
    await bench.ask({ stages: [clean] }, order);
    await bench.read();
    expect((await bench.rowOf('c1', 'clean')).status).toBe('not started');
    const row = await bench.rowOf('c2', 'clean');
    expect(row.status).toBe('in progress');
    expect(row.reason).toMatch(/^waits for c1/);
  });
});

describe.skipIf(!realParts.git.available)('reasons never say the opposite of the counts', () => {
  test('two left where three would be too many', async () => {
    const bench = await StatusWorkbench.make();
    const uses = (n: number) => ({ 'p/a.py': 'import green\n'.repeat(n) });
    await bench.repository('few', ['2024-01-01', uses(4)], ['2024-02-01', uses(2)]);
    await bench.ask({
      stages: [
        '{ id: few, title: T, summary: S., criteria: { bad: { probe: imports, atLeast: 3 } } }',
      ],
    });
    await bench.read();
    expect((await bench.rowOf('few', 'few')).reason).toBe(
      'fewer than 3 imports in code (2) since 2024-02-01',
    );
  });

  test('imports that are left in tests alone', async () => {
    const bench = await StatusWorkbench.make();
    const tested = { 'tests/test_a.py': 'import green\n' };
    await bench.repository('tested', ['2024-01-01', { ...on, ...tested }], ['2024-02-01', off]);
    await bench.repository('only', ['2024-01-01', tested]);
    expect((await bench.row('tested')).reason).toBe(
      'no imports left in code since 2024-02-01; not asked: imports in tests (1)',
    );
    expect((await bench.rowOf('only')).reason).toBe(
      'never affected since 2024-01-01; not asked: imports in tests (1)',
    );
  });

  test('the past is asked in the same way', async () => {
    const bench = await StatusWorkbench.make();
    await bench.repository('past', ['2024-01-01', on], ['2024-02-01', off]);
    await bench.ask();
    await bench.read();
    expect((await bench.rowOf('past', 'gone', '2024-01-31')).status).toBe('not started');
    expect((await bench.rowOf('past', 'gone', '2024-02-01')).status).toBe('done');
  });
});
