import { expect, it } from 'vitest';
import { reviewIdSchema, unresolvedIdSchema } from './review.ts';

it('an id is a text, not what only reads like one', () => {
  const id = 'gerrit:review.example.org/demo/alpha~1';
  const number = 'gerrit:review.example.org/?~1';
  const fits = (schema: typeof reviewIdSchema | typeof unresolvedIdSchema) =>
    [id, [id], number, [number], 7].filter((value) => schema.safeParse(value).success);
  expect(fits(reviewIdSchema)).toEqual([id]);
  expect(fits(unresolvedIdSchema)).toEqual([number]);
});
