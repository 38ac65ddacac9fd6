import fc from 'fast-check';
import { expect, test } from 'vitest';
import { registrySchema } from '../proposal/registry.ts';
import { lineAddress } from './line-address.ts';

const commit = 'c'.repeat(40);
const browse = {
  'git.example.org': 'https://git.example.org/{repository}/src/{commit}/{path}#L{line}',
  'github.com': 'https://mirror.example.org/{repository}/{path}?line={line}',
};

test.each<[string, Record<string, string>, string | undefined]>([
  ['https://git.example.org/a/b', browse, `https://git.example.org/a/b/src/${commit}/lib/x.py#L7`],
  [
    'https://git.example.org/a/b.git',
    browse,
    `https://git.example.org/a/b/src/${commit}/lib/x.py#L7`,
  ],
  ['https://github.com/a/b', {}, `https://github.com/a/b/blob/${commit}/lib/x.py#L7`],
  ['https://gitlab.com/a/b', {}, `https://gitlab.com/a/b/-/blob/${commit}/lib/x.py#L7`],
  // The registry's word goes before what is known of a host.
  ['https://github.com/a/b', browse, 'https://mirror.example.org/a/b/lib/x.py?line=7'],
  ['https://other.example.org/a/b', browse, undefined],
  ['/srv/git/a', browse, undefined],
])('line 7 of a file of %s, with %j', (repository, known, address) => {
  expect(lineAddress({ browse: known }, repository, commit, 'lib/x.py', 7)).toBe(address);
});

test('a path cannot leave its place in the address', () => {
  const address = lineAddress({ browse }, 'https://git.example.org/a/b', commit, 'a b/#L9?x', 1);
  expect(address).toBe(`https://git.example.org/a/b/src/${commit}/a%20b/%23L9%3Fx#L1`);
});

test('whatever the data, a line’s address leads over http or https to the host that the registry wrote out', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'https://',
      'http://',
      'javascript:',
      'data:',
      'a.example',
      '@',
      '/',
      '\\',
      '?',
    ),
    fc.constantFrom(
      '#',
      ':',
      '{repository}',
      '{path}',
      '{commit}',
      '{line}',
      '"',
      '\n',
      '\t',
      '%0a',
    ),
    fc.string({ maxLength: 4 }),
  );
  const text = fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join(''));
  let led = 0;
  fc.assert(
    fc.property(
      fc.oneof(
        text,
        text.map((rest) => `https://a.example/${rest}`),
      ),
      fc.oneof(
        text,
        text.map((rest) => `https://h.example/${rest}`),
      ),
      text,
      (template, repository, path) => {
        const data = {
          browse: { 'h.example': template },
          teams: { t: {} },
          projects: { p: { team: 't', repository } },
        };
        const read = registrySchema.safeParse(data);
        if (!read.success) return;
        const address = lineAddress(read.data, repository, 'c'.repeat(40), path, 1);
        if (address === undefined) return;
        led++;
        const { protocol, host, username } = new URL(address);
        expect(['http:', 'https:']).toContain(protocol);
        expect(host).toBe(new URL(template.replace(/\{(\w+)\}/g, '$1')).host);
        expect(username).toBe('');
      },
    ),
    { numRuns: 5000 },
  );
  expect(led).toBeGreaterThan(50);
});
