import { expect, test } from 'vitest';
import { Scanner } from './scanner.ts';

const scanner = new Scanner({
  probes: {
    word: { kind: 'text', title: 'words', include: ['**'], pattern: 'green' },
  } as unknown as ConstructorParameters<typeof Scanner>[0]['probes'],
  tests: [],
  wrappers: {},
});
const none: ReadonlySet<number> = new Set();

test.each([
  ['UTF-8', Buffer.from('green\n'), new Set([0]), 1],
  ['UTF-8 that was searched before, in vain', Buffer.from('red\n'), none, 0],
  // Its texts are not found by the bytes that they have in UTF-8.
  ['UTF-16', Buffer.from('\ufeffgreen\n', 'utf16le'), none, 1],
])('what is known of the texts in %s leaves nothing out', (_, content, held, found) => {
  const { hits } = scanner.scan(content, scanner.classOf('a.txt'), 'a.txt', {
    ...{ held, places: new Int32Array(0), base: undefined, kept: undefined },
    spans: { count: 0, at: new Int32Array(0) },
  });
  expect(hits.get(0)?.length ?? 0).toBe(found);
});
