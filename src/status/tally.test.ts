import { expect, test } from 'vitest';
import type { Row } from './report.ts';
import { tally, tallyOf } from './tally.ts';

const row = (status: Row['status'], by: Row['by'] = null) => ({ status, by }) as Row;
const rows = [
  row('done', 'sign'),
  row('done', 'sign'),
  row('done', 'absence'),
  row('done'),
  row('in progress'),
  row('regressed'),
  row('not started'),
  row('unknown'),
  row('not affected'),
  row('not affected'),
];

test('done is told by sign and by absence, of all that are affected', () => {
  expect(tallyOf(rows)).toEqual({
    counts: {
      done: 4,
      'in progress': 1,
      regressed: 1,
      'not started': 1,
      unknown: 1,
      'not affected': 2,
    },
    affected: 8,
    done: 4,
    bySign: 2,
    byAbsence: 1,
    unknown: 1,
  });
});

test('a tally is of one stage', () => {
  const at = (one: Row) =>
    new Map([
      ['s', one],
      ['t', row('unknown')],
    ]);
  const of = {
    rows: new Map([
      ['a', at(row('done'))],
      ['b', at(row('not started'))],
      ['c', new Map()],
    ]),
  };
  expect(tally(of, 's')).toMatchObject({ affected: 2, done: 1, unknown: 0 });
});
