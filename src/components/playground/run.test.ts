import { describe, expect, test } from 'vitest';
import { figures, percentile, switchesByCall } from './figures.ts';
import { run, schedule } from './run.ts';
import { fromQuery, type Settings } from './settings.ts';
import { timeline } from './timeline.ts';
import { verdict } from './verdict.ts';

const setting = (query: string): Settings => fromQuery(query).settings;
const few = 'quick=0&waiting=0&computing=0&reserving=6&pool=4';

describe('a run of the library', () => {
  test('loses updates when an unmarked call switches between read and write', async () => {
    const result = await run(setting(`model=green&reservation=forgotten&${few}`));
    // The four of the pool all read before the first one writes.
    expect(figures(result).lost).toBeGreaterThanOrEqual(3);
    expect(result.messages.some(({ overwrote }) => overwrote !== undefined)).toBe(true);
    expect(switchesByCall(result).get('implicit reserving log')).toBe(6);
    expect(verdict(result)).toMatchObject({ tone: 'bad' });
    expect(verdict(result).text).toMatch(/no word of the program says so/);
  });

  test.each(['aiogreen', 'async', 'blocking'])(
    'loses none with the same code under %s: its calls do not switch',
    async (model) => {
      const result = await run(setting(`model=${model}&reservation=forgotten&${few}`));
      expect(figures(result).lost).toBe(0);
      expect(switchesByCall(result).has('explicit reserving log')).toBe(false);
      expect(verdict(result).text).toMatch(/^All 6 reservations are in the counter/);
    },
  );

  test.each(['green', 'aiogreen', 'async'])(
    'loses updates under %s when a wait stands between read and write',
    async (model) => {
      const result = await run(setting(`model=${model}&reservation=between&${few}`));
      expect(figures(result).lost).toBeGreaterThanOrEqual(3);
    },
  );

  test.each(['green', 'aiogreen', 'async'])('loses none under %s with the lock', async (model) => {
    const result = await run(setting(`model=${model}&reservation=locked&${few}`));
    expect(figures(result).lost).toBe(0);
  });

  test('half migrated serves both kinds on one server, and the old half still loses updates', async () => {
    const result = await run(setting(`model=both&reservation=forgotten&${few}`));
    const counts = switchesByCall(result);
    expect(counts.get('implicit reserving log')).toBe(3);
    expect(counts.get('explicit reserving ask')).toBe(3);
    expect(counts.has('explicit reserving log')).toBe(false);
    expect(figures(result).lost).toBeGreaterThanOrEqual(1);
  });

  test('under blocking works on one message at a time, in the order of sending', async () => {
    const result = await run(
      setting('model=blocking&quick=3&waiting=2&computing=0&reserving=2&reservation=forgotten'),
    );
    const worked = result.messages.map(({ spans }) => {
      const own = spans.filter(({ phase }) => phase !== 'queued');
      return [own[0]?.from ?? 0, own.at(-1)?.to ?? 0] as const;
    });
    for (const [i, [begin]] of worked.entries()) {
      expect(begin).toBeGreaterThanOrEqual(worked[i - 1]?.[1] ?? 0);
    }
  });

  test('never works on more messages at once than the pool has places', async () => {
    const result = await run(
      setting('model=async&quick=0&waiting=9&computing=0&reserving=0&pool=3'),
    );
    const edges = result.messages
      .flatMap(({ spans }) => {
        const own = spans.filter(({ phase }) => phase !== 'queued');
        return [
          { at: own[0]?.from ?? 0, by: 1 },
          { at: own.at(-1)?.to ?? 0, by: -1 },
        ];
      })
      .sort((a, b) => a.at - b.at || a.by - b.by);
    let now = 0;
    const most = Math.max(...edges.map(({ by }) => (now += by)));
    expect(most).toBe(3);
  });

  test('without messages is over, and says so', async () => {
    const result = await run(setting('quick=0&waiting=0&computing=0&reserving=0'));
    expect(verdict(result).text).toBe('No messages, so nothing happened.');
    expect(figures(result)).toMatchObject({ messages: 0, p95: 0, longest: 0 });
    expect(timeline(result, 400)).toContain('Time line of 0 messages');
  });
});

describe('the drawing', () => {
  test('has a row with a bar for every message, marks for switches, crosses for lost updates', async () => {
    const result = await run(setting(`model=green&reservation=forgotten&${few}`));
    const svg = timeline(result, 600);
    expect(svg.match(/class="running"/g)?.length).toBeGreaterThanOrEqual(6);
    expect(svg.match(/class="switch implicit"/g)).toHaveLength(12);
    const overwrote = result.messages.filter((one) => one.overwrote !== undefined).length;
    expect(svg.match(/class="lost"/g)).toHaveLength(overwrote);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });
});

test('a mix is spread evenly over the run', () => {
  const mix = { quick: 4, waiting: 0, computing: 2, reserving: 0 };
  expect(schedule(mix)).toEqual(['quick', 'computing', 'quick', 'quick', 'computing', 'quick']);
});

test('a percentile is one of the values, none above it but the rest', () => {
  const values = [50, 10, 40, 20, 30];
  expect(percentile(values, 50)).toBe(30);
  expect(percentile(values, 95)).toBe(50);
  expect(percentile(values, 1)).toBe(10);
  expect(percentile([], 95)).toBe(0);
});
