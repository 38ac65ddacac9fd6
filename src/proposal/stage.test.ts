import { describe, expect, test } from 'vitest';
import { reviewQuerySchema, stageSchema } from './stage.ts';

const stage = { id: 'ready', title: 'Ready', summary: 'All is there.', criteria: { bad: 'x' } };
const faults = (value: unknown, schema: typeof stageSchema | typeof reviewQuerySchema) =>
  schema
    .safeParse(value)
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

test('a stage comes after nothing and looks for no reviews, unless it says so', () => {
  expect(stageSchema.parse(stage)).toEqual({ ...stage, after: [], reviews: [] });
  expect(faults({ ...stage, title: 'x'.repeat(61) }, stageSchema)).toHaveLength(1);
  expect(faults({ ...stage, due: 1 }, stageSchema)).toEqual([
    'due: expected a day or a release of `calendar`, in quotes: "2026.2"',
  ]);
});

describe('a query for reviews', () => {
  test.each([
    [{ topic: ['a'] }],
    [{ hashtag: ['a'] }],
    [{ bug: ['12', '#13'] }],
    [{ footer: ['Implements: blueprint x'] }],
    [{ label: ['a'] }],
    [{ marker: ['[stage: a]'] }],
    [{ file: ['a/b.py'] }],
    [{ message: ['a'] }],
    [{ search: 'a b' }],
    [{ on: 'gerrit:review.example.org', topic: ['a'], repository: ['a/b'], branch: ['main'] }],
  ])('%j', (query) => {
    expect(reviewQuerySchema.parse(query)).toEqual(query);
  });

  test.each([[{}], [{ repository: ['a/b'] }], [{ branch: ['main'], on: 'github:github.com' }]])(
    '%j alone finds nothing',
    (query) => {
      expect(faults(query, reviewQuerySchema)).toEqual([
        ': expected at least one of topic, hashtag, bug, footer, label, marker, file, message, search',
      ]);
    },
  );

  test.each([
    [{ bug: ['LP 12'] }, 'bug.0: expected a bug number'],
    [{ bug: ['12a'] }, 'bug.0: expected a bug number'],
    [{ footer: ['Implements:'] }, 'footer.0: expected `Key: value`'],
    [{ footer: ['see Topic: x'] }, 'footer.0: expected `Key: value`'],
    [{ footer: ['-a: x'] }, 'footer.0: expected `Key: value`'],
  ])('is not %j', (query, fault) => {
    expect(faults(query, reviewQuerySchema)).toEqual([fault]);
  });

  test.each([
    [{ topic: [] }],
    [{ topic: [''] }],
    [{ topic: ['x'.repeat(301)] }],
    [{ bug: [] }],
    [{ footer: [] }],
    [{ search: '' }],
    [{ search: 'x'.repeat(201) }],
    [{ topics: ['a'] }],
  ])('holds neither nothing nor too much: %j', (query) => {
    expect(faults(query, reviewQuerySchema)).not.toEqual([]);
  });
});
