import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { formatProblem } from '../ground/problem.ts';
import { pathText, validate } from './validate.ts';
import { mostFaults, YamlSource } from './yaml-source.ts';

const shape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('circle'), radius: z.number().min(1) }),
  z.strictObject({
    kind: z.literal('square'),
    side: z.number(),
    colour: z.enum(['red', 'green']).optional(),
  }),
]);
const schema = z.strictObject({
  title: z.string().max(5).default('none'),
  shapes: z.array(shape).optional(),
  byName: z
    .record(z.string().regex(/^[a-z]+$/, { error: 'expected small letters' }), shape)
    .optional(),
  size: z
    .union([z.literal('all'), z.strictObject({ width: z.number() })], {
      error: 'expected `all` or {width}',
    })
    .optional(),
});

const faults = (text: string) =>
  validate(schema, new YamlSource('f', text)).problems.map(formatProblem);

test('data that holds is handed over, defaults filled in', () => {
  expect(validate(schema, new YamlSource('f', 'shapes: [{ kind: circle, radius: 2 }]'))).toEqual({
    data: { title: 'none', shapes: [{ kind: 'circle', radius: 2 }] },
    problems: [],
  });
});

test('while the YAML is faulty nothing is said of its data', () => {
  const { data, problems } = validate(schema, new YamlSource('f', 'titel: ['));
  expect(data).toBeUndefined();
  expect(problems.every(({ code }) => code === 'yaml')).toBe(true);
});

describe('each fault has its place, what was written, and what is allowed', () => {
  test.each([
    ['titel: x', 'f:1:1  unknown key `titel`  did you mean `title`?'],
    ['title: 5', 'f:1:8  title: got 5  expected string'],
    [
      'title: longer',
      'f:1:8  title: got "longer"  too big, expected string to have <=5 characters',
    ],
    ['shapes: 5', 'f:1:9  shapes: got 5  expected array'],
    [
      'shapes: [{ kind: cirle, radius: 2 }]',
      'f:1:18  shapes.#1.kind: unknown value `cirle`  did you mean `circle`?',
    ],
    [
      'shapes: [{ radius: 2 }]',
      'f:1:10  shapes.#1.kind: unknown value `nothing`  allowed: circle, square',
    ],
    [
      'shapes: [{ kind: circle, radios: 2 }]',
      'f:1:26  shapes.#1: unknown key `radios`  did you mean `radius`?',
    ],
    [
      'shapes: [{ kind: circle, radius: 0 }]',
      'f:1:34  shapes.#1.radius: got 0  too small, expected number to be >=1',
    ],
    [
      'shapes: [{ kind: square, side: 1, colour: gren }]',
      'f:1:43  shapes.#1.colour: unknown value `gren`  did you mean `green`?',
    ],
    [
      'shapes: [{ kind: square, side: 1, colour: 7 }]',
      'f:1:43  shapes.#1.colour: unknown value `7`  allowed: red, green',
    ],
    [
      'byName: { A: { kind: circle, radius: 1 } }',
      'f:1:11  byName: bad name `A`  expected small letters',
    ],
    ['byName: { a: { kind: round } }', 'f:1:22  byName.a.kind: unknown value `round`  '],
    ['size: some', 'f:1:7  size: got "some"  expected `all` or {width}'],
    ['- a', 'f:1:1  got ["a"]  expected object'],
  ])('%s', (text, message) => {
    expect(faults(text).map((one) => one.slice(0, message.length))).toContain(message);
  });

  test('a value that is missing is told where it should stand', () => {
    expect(faults('shapes: [{ kind: circle }]')).toEqual([
      'f:1:10  shapes.#1.radius: missing  expected number',
    ]);
  });

  test('what was written is shown shortened', () => {
    const [fault] = faults(`title: [${'x, '.repeat(50)}]`);
    expect(fault).toMatch(/^f:1:8 {2}title: got \["x",.{40,60}… {2}expected string$/);
  });
});

test('all are told, up to a number; the others are counted', () => {
  const keys = (n: number) => Array.from({ length: n }, (_, i) => `k${i}: 1`).join('\n');
  expect(faults(keys(mostFaults))).toHaveLength(mostFaults);
  const many = faults(keys(mostFaults + 1));
  expect(many).toHaveLength(mostFaults + 1);
  expect(many.at(-1)).toBe('f:1:1  and 1 more faults  mend these first');
});

test('positions in lists count from one, as people count', () => {
  expect(pathText(['stages', 0, 'after', 11])).toBe('stages.#1.after.#12');
});
