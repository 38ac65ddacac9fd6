import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { putTogether } from '../../test/adoption/support/copied.ts';
import type { Stored } from '../git/object-source.ts';
import { HeldSets } from '../git/pack/held-sets.ts';
import { LiteralAutomaton } from '../git/pack/literal-automaton.ts';
import { LiteralFinder } from '../git/pack/literal-hits.ts';
import { probesFileSchema } from '../proposal/probe.ts';
import { Scanner } from './scanner.ts';
import { loadGrammars } from './syntax/grammar.ts';

beforeAll(loadGrammars);

const { probes } = probesFileSchema.parse({
  probes: {
    import: { title: 't', kind: 'import', language: 'python', modules: ['green', 'lib.pool'] },
    call: { title: 't', kind: 'call', language: 'python', functions: ['green.spawn', 'patch'] },
    keyword: {
      title: 't',
      kind: 'call',
      language: 'python',
      functions: ['*'],
      keywords: { executor: 'green' },
    },
    name: { title: 't', kind: 'text', include: ['**/*.py'], pattern: 'green' },
    blank: { title: 't', kind: 'text', include: ['**/*.py'], pattern: '  green' },
    first: {
      title: 't',
      kind: 'text',
      include: ['**/*.py'],
      pattern: '/^(?:import|from)\\s+green\\b/',
    },
    any: { title: 't', kind: 'text', include: ['**/*.py'], pattern: '/gr[ae]y|green/i' },
    short: { title: 't', kind: 'text', include: ['**/*.py'], pattern: 'gr' },
    blanks: { title: 't', kind: 'text', include: ['**/*.py'], pattern: '    ' },
    broken: { title: 't', kind: 'text', include: ['**/*.py'], pattern: 'x = \ufffd' },
    setup: { title: 't', kind: 'dependency', packages: ['green'] },
  },
});

const piece = fc.constantFrom(
  ...['x = 1\n', '\n', '# green\n', "'''", '"""\n', '(', ')\n', '\\\n', 'é = 1\n', '  '],
  ...['import green\n', '    from lib import pool\n', 'from green import spawn as go\n'],
  ...[
    'green.spawn(1)\n',
    'go(2)\n',
    'x = f(patch(\n  y), executor="green")\n',
    'from . import pool\n',
  ],
  ...[
    '"green"\n',
    'y = "green", "green"\n',
    '  green\n',
    'z = [1,\n  2,  # green\n  green]\n',
    'a\rb\n',
  ],
  ...['\ufeff', 'x = 2\n'.repeat(60), `"""${'text green\n'.repeat(30)}"""\n`],
);
const content = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));
const part = fc.oneof(
  fc.record({ from: fc.nat(3000), length: fc.integer({ min: 1, max: 3000 }) }),
  content.map((insert) => ({ insert })),
);
const parts = fc.array(part, { maxLength: 5 });

/** Scans a content of which it is known where the texts stand, and one of which nothing is. */
function scanBoth(text: string | Buffer) {
  const path = 'a/b.py';
  const scanner = new Scanner({ probes, tests: [], wrappers: {} });
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const at = scanner.classOf(path);
  const places = new LiteralFinder(new LiteralAutomaton(scanner.texts)).inWhole(bytes);
  const held = new HeldSets(scanner.texts.length).of(places);
  const spans: Stored['spans'] = { count: 0, at: new Int32Array(0) };
  const stored: Stored = { held, places, base: undefined, spans, kept: undefined };
  const whole = new Scanner({ probes, tests: [], wrappers: {} }).scan(bytes, at, path);
  return { found: scanner.scan(bytes, at, path, stored), whole };
}

it('finds in what a version is made of what stands in the whole of it', () => {
  const wrappers = { import: ['a.wrapper', 'lib.other'] };
  const path = 'a/setup.py';
  fc.assert(
    fc.property(content, parts, parts, fc.boolean(), (first, some, others, isAsked) => {
      const scanner = new Scanner({ probes, tests: [], wrappers });
      const at = scanner.classOf(path);
      const automaton = new LiteralAutomaton(scanner.texts);
      const finder = new LiteralFinder(automaton);
      const sets = new HeldSets(scanner.texts.length);
      let bytes: Buffer = Buffer.from(first);
      const none: Stored['spans'] = { count: 0, at: new Int32Array(0) };
      const known = (base: Stored['base'], spans = none): Stored => {
        const places = finder.inWhole(bytes);
        return { held: sets.of(places), places, base, spans, kept: undefined };
      };
      const same = (stored: Stored) => {
        const whole = new Scanner({ probes, tests: [], wrappers });
        expect(scanner.scan(bytes, at, path, stored)).toEqual(whole.scan(bytes, at, path));
      };
      let stored = known(undefined);
      // A content from which others are made may not be asked for.
      if (isAsked) same(stored);
      for (const next of [some, others]) {
        const base = { content: bytes, kept: stored.kept };
        const made = putTogether(bytes, next);
        ({ bytes } = made);
        stored = known(base, made.spans);
        scanner.between(bytes, stored);
        same(stored);
      }
    }),
    { numRuns: 150 },
  );
});

it.each([
  'x = f(patch(\n  y"""\nch(\n  y), executor="green")\n',
  "patch('''\n\n",
  "patch('''",
  'patch(1,\n',
  '# green',
  'green',
])('ends where the file does: %j', (text) => {
  const { found, whole } = scanBoth(text);
  expect(found).toEqual(whole);
});

it('finds what stands for bytes that are no text in all of its lines', () => {
  const text = Buffer.concat([Buffer.from('x = \ufffd\nx = '), Buffer.of(0xff), Buffer.from('\n')]);
  const { found, whole } = scanBoth(text);
  expect([...found.hits.values()].map((hits) => hits.length)).toEqual([2]);
  expect(found).toEqual(whole);
});

// Each was looked up among all before it, and its line counted from the beginning: that took minutes.
it.each([
  ['lines', 'green\n'.repeat(60_000)],
  ['lines of blanks', 'x = "green"\n' + '      \n'.repeat(60_000)],
  ['lines of one statement', 'x = [\n' + 'green,\n'.repeat(60_000)],
])('tells the lines of sixty thousand %s', (_of, text) => {
  const { found, whole } = scanBoth(text);
  const linesOf = ({ hits }: typeof found) =>
    [...hits].map(([probe, some]) => `${probe}: ${some.map(({ line }) => line).join(' ')}`);
  const last = text.split('\n').length - 1;
  expect(linesOf(found).some((lines) => lines.endsWith(` ${last}`))).toBe(true);
  expect(linesOf(found).toSorted()).toEqual(linesOf(whole).toSorted());
});
