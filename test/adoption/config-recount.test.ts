import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readConfig } from '../../src/adoption/config/read-config.ts';
import type { Setting } from '../../src/adoption/config/setting.ts';

/** Each setting that has a value, as `keys: value`, in order. */
function flat({ table = [], list = [], texts }: Setting, above: string[] = []): string[] {
  const own = texts.length === 0 ? [] : [`${above.join('/')}: ${texts.at(-1) ?? ''}`];
  const below = table.flatMap(({ keys, ignoreCase, of }) => {
    const key = ignoreCase ? keys[0]?.toLowerCase() : keys[0];
    return flat(of, [...above, key ?? '']);
  });
  return [...own, ...below, ...list.flatMap((one) => flat(one, above))];
}

const ours = (format: 'ini' | 'json', text: string) =>
  readConfig(format, text).documents.flatMap((top) => flat(top));

/** What Python's own readers find in the same texts. */
function theirs(program: string, texts: readonly string[]): unknown[] {
  const answer = execFileSync('python3', ['-c', program], {
    ...{ input: JSON.stringify(texts), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  });
  return JSON.parse(answer) as unknown[];
}

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,5}$/);
const value = fc.stringMatching(/^[A-Za-z0-9 ,;#:=%[\]]{0,12}$/);
const iniLine = fc.oneof(
  fc.tuple(word, fc.constantFrom('=', ' = ', ': ', '=\t'), value).map((parts) => parts.join('')),
  fc.tuple(word, fc.constantFrom(' =', '=')).map((parts) => parts.join('')),
  value.map((text) => `  ${text}`),
  fc.constantFrom('', '# a comment', '  ; one that is deeper', '[Sect]', '[other:x]', '  '),
);

it('an INI file says what configparser says', () => {
  const texts = fc.sample(
    fc.array(iniLine, { maxLength: 12 }).map((lines) => ['[first]', ...lines, ''].join('\n')),
    { numRuns: 600, seed: 12 },
  );
  const program = `
import configparser, json, sys
out = []
for text in json.load(sys.stdin):
    parser = configparser.RawConfigParser(strict=False, default_section='')
    try:
        parser.read_string(text)
    except configparser.Error:
        out.append(None)
        continue
    out.append(['%s/%s: %s' % (s, k, v) for s in parser.sections() for k, v in parser.items(s)])
json.dump(out, sys.stdout)`;
  let compared = 0;
  for (const [i, said] of (theirs(program, texts) as (string[] | null)[]).entries()) {
    // It stops at a line that it does not understand.
    if (said === null) continue;
    const text = texts[i] ?? '';
    // A section or an option twice is one there, with the last value, and lines without end are kept.
    const last = new Map<string, string>();
    for (const one of ours('ini', text)) {
      const at = one.indexOf(': ');
      last.set(one.slice(0, at), one.slice(at + 2));
    }
    const lines = (value: string) =>
      value
        .split(/\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
    const known = new Map<string, string>();
    for (const one of said)
      known.set(one.slice(0, one.indexOf(': ')), one.slice(one.indexOf(': ') + 2));
    const compare = (all: Map<string, string>) =>
      [...all].map(([key, one]) => [key, lines(one)]).sort();
    expect(compare(last), text).toEqual(compare(known));
    compared++;
  }
  expect(compared).toBeGreaterThan(200);
});

it('a JSON file says what Python’s json says', () => {
  const texts = fc.sample(fc.json({ maxDepth: 4 }), { numRuns: 300, seed: 12 });
  const program = `
import json, sys
def flat(one, above):
    if isinstance(one, dict):
        for key, value in one.items():
            yield from flat(value, above + [key])
    elif isinstance(one, list):
        for value in one:
            yield from flat(value, above)
    elif isinstance(one, (int, float)) and not isinstance(one, bool):
        yield [above, 'number']
    else:
        yield [above, one if isinstance(one, str) else json.dumps(one)]
json.dump([list(flat(json.loads(text), [])) for text in json.load(sys.stdin)], sys.stdout)`;
  const said = theirs(program, texts) as [string[], string][][];
  for (const [i, expected] of said.entries()) {
    const isNumber = (text: string) => /^-?\d/.test(text);
    const found = ours('json', texts[i] ?? '');
    expect(found.length, texts[i]).toBe(expected.length);
    for (const [place, [above, text]] of expected.entries()) {
      const start = `${above.join('/')}: `;
      const one = found[place] ?? '';
      expect(one.startsWith(start), texts[i]).toBe(true);
      if (text !== 'number') expect(one.slice(start.length)).toBe(text);
      else expect(isNumber(one.slice(start.length)), one).toBe(true);
    }
  }
});
