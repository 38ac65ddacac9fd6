import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { formatProblem, mostFaults } from '../ground/problem.ts';
import { issuesText, pathText, validate } from './validate.ts';
import { YamlSource } from './yaml-source.ts';

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

test('what is wrong with keys hides nothing that is wrong with the rest', () => {
  const text = 'title: 5\n__proto__: { a: 1 }\ntitle: ok\nconstructor: 1\nshapes: 5\n';
  expect(validate(schema, new YamlSource('f', text)).data).toBeUndefined();
  expect(faults(text).sort()).toEqual([
    'f:1:8  title: got 5  expected string',
    'f:2:1  the key `__proto__` is not read  choose another name',
    'f:3:1  Map keys must be unique: `title`  write each key once',
    'f:4:1  unknown key `constructor`  allowed: title, shapes, byName, size',
    'f:5:9  shapes: got 5  expected array',
  ]);
  expect(faults('a: { __proto__: &x 1 }\ntitle: *x\n')).toEqual([
    'f:1:6  the key `__proto__` is not read  choose another name',
  ]);
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
      'shapes: https://u:sesame@h.example/',
      'f:1:9  shapes: got "https://***@h.example/"  expected array',
    ],
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

test.each([
  ['titel: x', 'unknown-key'],
  ['title: 5', 'schema'],
  ['shapes: [{ kind: cirle, radius: 2 }]', 'schema'],
  ['shapes: [{ kind: square, side: 1, colour: gren }]', 'schema'],
  ['byName: { A: { kind: circle, radius: 1 } }', 'schema'],
  [Array.from({ length: mostFaults }, (_, i) => `k${i}: 1`).join('\n'), 'unknown-key'],
])('the rule that %s breaks is named', (text, code) => {
  const { problems } = validate(schema, new YamlSource('f', text));
  expect([...new Set(problems.map((one) => one.code))]).toEqual([code]);
});

test('that there are more faults is one of the schema', () => {
  const text = Array.from({ length: mostFaults + 2 }, (_, i) => `k${i}: 1`).join('\n');
  const last = validate(schema, new YamlSource('f', `\n${text}`)).problems.at(-1);
  expect(last).toMatchObject({ code: 'schema', message: 'and 2 more faults', line: 2, column: 1 });
});

test('many faults of keys are told as many as others', () => {
  const many = faults(`title: 5\n${'a: 1\n'.repeat(3 * mostFaults)}`);
  expect(many).toHaveLength(mostFaults);
});

test('all are told, up to a number; the others are counted', () => {
  const keys = (n: number) => Array.from({ length: n }, (_, i) => `k${i}: 1`).join('\n');
  expect(faults(keys(mostFaults))).toHaveLength(mostFaults);
  const many = faults(keys(mostFaults + 1));
  expect(many).toHaveLength(mostFaults + 1);
  expect(many.at(-1)).toBe('f:1:1  and 1 more fault  mend these first');
});

describe('what wraps a schema hides none of its keys', () => {
  const inner = z.strictObject({ colour: z.string(), width: z.number().optional() });
  const wrapped = z.strictObject({
    optional: inner.optional(),
    nullable: inner.nullable().optional(),
    defaulted: inner.default({ colour: 'red' }),
    lazy: z.lazy(() => inner).optional(),
    piped: z.preprocess((value) => value, inner).optional(),
    list: z.array(inner.optional()).optional(),
    byName: z
      .record(
        z.string(),
        z.lazy(() => inner),
      )
      .optional(),
    either: z.union([z.string(), inner, z.strictObject({ length: z.number() })]).optional(),
    tagged: z
      .array(
        z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal(['a', 'b']), inner: inner.optional() }),
          z.strictObject({ kind: z.literal('c'), colours: z.number() }),
        ]),
      )
      .optional(),
  });
  const told = (text: string) =>
    validate(wrapped, new YamlSource('f', text)).problems.map(({ message, hint }) =>
      [message, hint].join(' | '),
    );

  test.each([
    ['optional', '{ color: x, colour: x }', 'optional'],
    ['nullable', '{ color: x, colour: x }', 'nullable'],
    ['defaulted', '{ color: x, colour: x }', 'defaulted'],
    ['lazy', '{ color: x, colour: x }', 'lazy'],
    ['piped', '{ color: x, colour: x }', 'piped'],
    ['list', '[{ colour: x }, { color: x, colour: x }]', 'list.#2'],
    ['byName', '{ a: { color: x, colour: x } }', 'byName.a'],
    ['either', '{ color: x, colour: x }', 'either'],
    ['tagged', '[{ kind: b, inner: { color: x, colour: x } }]', 'tagged.#1.inner'],
  ])('%s: %s', (key, value, at) => {
    expect(told(`${key}: ${value}`)).toEqual([
      `${at}: unknown key \`color\` | did you mean \`colour\`?`,
    ]);
  });

  test('of a tagged value only the keys of its kind are meant', () => {
    expect(told('tagged: [{ kind: c, colours: 1, iner: 1 }]')).toEqual([
      'tagged.#1: unknown key `iner` | allowed: kind, colours',
    ]);
    expect(told('tagged: [{ kind: a, iner: 1 }]')).toEqual([
      'tagged.#1: unknown key `iner` | did you mean `inner`?',
    ]);
    expect(told('tagged: [{ kind: other }]')).toEqual([
      'tagged.#1.kind: unknown value `other` | allowed: a, b, c',
    ]);
  });

  test('all that are not known are told, each at its place', () => {
    const { problems } = validate(wrapped, new YamlSource('f', 'x: 1\noptinal: 2\n'));
    expect(
      problems.map(({ line, column, message, code }) => [line, column, message, code]),
    ).toEqual([
      [1, 1, 'unknown key `x`', 'unknown-key'],
      [2, 1, 'unknown key `optinal`', 'unknown-key'],
    ]);
  });
});

describe('a value that is none of the allowed', () => {
  const named = z.strictObject({ size: z.enum(['small', 'large']), of: z.literal(7).optional() });
  const told = (text: string) =>
    validate(named, new YamlSource('f', text)).problems.map(formatProblem);
  test.each([
    ['{}', 'f:1:1  size: missing  allowed: small, large'],
    ['size: smal', 'f:1:7  size: unknown value `smal`  did you mean `small`?'],
    ['size: [small]', 'f:1:7  size: unknown value `["small"]`  allowed: small, large'],
    [
      `size: ${'x'.repeat(70)}`,
      `f:1:7  size: unknown value \`${'x'.repeat(60)}\`  allowed: small, large`,
    ],
  ])('%s', (text, fault) => {
    expect(told(text)).toEqual([fault]);
  });
  test('or of another kind', () => {
    expect(told('{ size: small, of: 8 }')).toEqual(['f:1:20  of: unknown value `8`  allowed: 7']);
  });
});

test('a name that is bad for two reasons is told with both, in the map in which it stands', () => {
  const name = z
    .string()
    .min(3, { error: 'expected three letters' })
    .regex(/^[a-z]+$/, { error: 'expected small letters' });
  const deep = z.object({ a: z.record(z.string(), z.record(name, z.number())) });
  const { problems } = validate(deep, new YamlSource('f', 'a:\n  x: { B: 1 }\n'));
  expect(problems.map(formatProblem)).toEqual([
    'f:2:8  a.x: bad name `B`  expected three letters; expected small letters',
  ]);
});

test('what was written is shown whole up to a length', () => {
  const size = z.strictObject({ size: z.number() });
  const shownOf = (letters: number) =>
    validate(size, new YamlSource('f', `size: ${'x'.repeat(letters)}`)).problems[0]?.message;
  // The quotes count.
  expect(shownOf(58)).toBe(`size: got "${'x'.repeat(58)}"`);
  expect(shownOf(59)).toBe(`size: got "${'x'.repeat(56)}…`);
});

test('positions in lists count from one, as people count', () => {
  expect(pathText(['stages', 0, 'after', 11])).toBe('stages.#1.after.#12');
});

test.each([
  [1, 'a.#1: m'],
  [10, Array.from({ length: 10 }, (_, i) => `a.#${i + 1}: m`).join('; ')],
  [12, [...Array.from({ length: 10 }, (_, i) => `a.#${i + 1}: m`), 'and 2 more'].join('; ')],
])('%d faults of what no person wrote stand in one line', (count, words) => {
  const issues = Array.from({ length: count }, (_, i) => ({
    ...{ code: 'custom' as const, path: ['a', i], message: 'm' },
  }));
  expect(issuesText(new z.ZodError(issues))).toBe(words);
});

test('a fault of the whole has no place', () => {
  const issue = { code: 'custom' as const, path: [], message: 'm' };
  expect(issuesText(new z.ZodError([issue]))).toBe('m');
});
