import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { proposalsFolder, temporaryFolder } from '../../test/support/proposals.ts';
import { loadProposals } from './load-proposals.ts';
import { numberText } from './proposal-number.ts';
import { draftsApart, readDraftsApart } from './read-drafts-apart.ts';
import { readDrafts, type ReadDrafts } from './read-drafts.ts';

const index = await readFile('test/support/async-blueprint/index.md', 'utf8');
const probes = await readFile('test/support/async-blueprint/probes.yaml', 'utf8');

/** What a folder may hold: whole, and wrong in each part that is read. */
const kinds: readonly Readonly<Record<string, string>>[] = [
  { 'index.md': index, 'probes.yaml': probes },
  { 'index.md': index.replace(/^title: .*$/m, 'title: a: b'), 'probes.yaml': probes },
  { 'index.md': index.replace(/^title:/m, 'titel:'), 'probes.yaml': probes },
  { 'index.md': index.replace(/^claims: \[\]$/m, 'claims: [{ projects: [none] }]') },
  { 'index.md': `${index}\n### Stage: nowhere\n\n<script>x</script>\n`, 'probes.yaml': 'a: [' },
  { 'index.md': 'No data.\n', 'probes.yaml': probes.replace('eventlet', 'é😀') },
  { 'index.md': '> '.repeat(40), 'probes.yaml': `${probes}\n${probes}` },
  { 'probes.yaml': probes },
];

const day = '2026-11-26';

test('many folders, read in threads, are what they are when read here, faults and places included', async () => {
  const files = Array.from({ length: 240 }, (_, i) =>
    Object.entries(kinds[i % kinds.length] ?? {}).map(
      ([name, text]) => [`${numberText(i + 2)}-kind/${name}`, text] as const,
    ),
  );
  const root = await proposalsFolder(Object.fromEntries(files.flat()));
  const apart: number[] = [];
  const counting: ReadDrafts = async (...order) => {
    const drafts = await readDraftsApart(...order);
    apart.push(drafts.length);
    return drafts;
  };
  const [here, there] = [
    await loadProposals(root, day, readDrafts),
    await loadProposals(root, day, counting),
  ];
  expect(apart).toEqual([241]);
  expect(there).toEqual(here);
  expect(here.proposals.length).toBeGreaterThan(25);
  expect(here.faulty.length).toBeGreaterThan(180);
  const places = ({ proposals }: typeof here) =>
    proposals.map(({ frontMatterSource: data, probesSource }) => [
      data.position(['stages', 1, 'id']),
      data.position([], 'title'),
      probesSource.position(['probes', 0, 'id']),
    ]);
  expect(places(there)).toEqual(places(here));
});

test.each([
  ['dies at its work', 'export default () => process.exit(1);'],
  ['cannot be sent what it read', "export default () => Promise.reject(new Error('no'));"],
  ['cannot begin', "throw new Error('no');"],
  ['ends before it begins', 'process.exit(1);'],
  ['never answers', 'export default () => new Promise(() => setInterval(() => {}, 1000));'],
])('where a thread %s its folders are read here', async (_, program) => {
  const root = await temporaryFolder();
  const thread = join(root, 'thread.mjs');
  await writeFile(thread, program);
  const apart = draftsApart({
    thread: pathToFileURL(thread),
    limit: () => AbortSignal.timeout(500),
  });
  const names = Array.from({ length: 240 }, (_, i) => `${numberText(i + 1)}-not-there`);
  expect(await apart(root, names)).toEqual(await readDrafts(root, names));
});
