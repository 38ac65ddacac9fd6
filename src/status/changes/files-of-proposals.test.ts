import { expect, test } from 'vitest';
import { readFile } from './files-of-proposals.ts';

test.each([
  'index.md',
  'probes.yaml',
  'links.yaml',
  'reviews.json',
  'as-of.json',
  'adoption/nova.json',
  'adoption/oslo.messaging-2_x.json',
])('is read: %s', (file) => {
  expect(readFile(`0012-remove-it/${file}`)).toEqual({
    ...{ name: '0012-remove-it', number: 12, file },
  });
});

test.each([
  ...['projects.yaml', 'index.md', '/index.md', '0012-remove-it'],
  ...['0012/index.md', '012-remove/index.md', '00012-remove/index.md', '0012-Remove/index.md'],
  ...['0012-a--b/index.md', '0012-a-/index.md', 'x0012-a/index.md', '0012-a b/index.md'],
  ...['0012-a/x-index.md', '0012-a/index.md.bak', '0012-a/index-md', '0012-a/sub/index.md'],
  ...['0012-a/adoption/.hidden.json', '0012-a/adoption/x/y.json', '0012-a/adoption/x.jsonl'],
  ...['0012-a/x/adoption/nova.json', '0012-a/adoption/Nova.json', '_template/index.md'],
])('is not read: %s', (path) => {
  expect(readFile(path)).toBeUndefined();
});
