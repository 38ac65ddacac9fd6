import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readReviews } from './read-reviews.ts';
import { addDecisions, BrokenDecisions } from './write-decisions.ts';

const context = {
  systems: [{ kind: 'gerrit' as const, host: 'review.example.org', aliases: [] }],
  stages: ['one', 'two'],
};

describe('addDecisions', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossplan-decide-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  const rows = async () =>
    (await readReviews(folder, context)).links.map(
      ({ review: id, stage, decision }) => `${id.split('~')[1] ?? ''} ${stage} ${decision}`,
    );

  it('loses none of many that are made at once', async () => {
    const decide = (number: number) =>
      addDecisions(folder, [
        {
          review: `gerrit:review.example.org/demo/alpha~${number}`,
          stage: 'one',
          decision: 'confirmed',
        },
      ]);
    await Promise.all([1, 2, 3, 4, 5, 6].map(decide));
    const { links, problems } = await readReviews(folder, context);
    expect(problems).toEqual([]);
    expect(links).toHaveLength(6);
  });

  it('adds a decision without touching a word of what a person wrote', async () => {
    const written = `# Ours.\ndecisions:\n  # Because of the talk.\n  - review: https://review.example.org/1\n    stage: one\n    decision:   rejected # yes\n`;
    await write('links.yaml', written);
    await addDecisions(folder, [
      { review: 'https://review.example.org/2', stage: 'two', decision: 'confirmed', note: 'a: b' },
    ]);
    const text = await readFile(join(folder, 'links.yaml'), 'utf8');
    expect(text).toContain('# Ours.');
    expect(text).toContain('# Because of the talk.');
    expect(text).toContain('rejected # yes');
    expect(await rows()).toEqual(['1 one rejected', '2 two confirmed']);
  });

  it('begins links.yaml where there is none, and leaves a broken one alone', async () => {
    await addDecisions(folder, [
      { review: 'https://review.example.org/2', stage: 'two', decision: 'rejected' },
    ]);
    expect(await rows()).toEqual(['2 two rejected']);
    for (const broken of ['decisions: [', 'decisions: 7\n', 'decisons: []\n']) {
      await write('links.yaml', broken);
      await expect(addDecisions(folder, [])).rejects.toThrow(BrokenDecisions);
      expect(await readFile(join(folder, 'links.yaml'), 'utf8')).toBe(broken);
    }
  });

  it('adds to a list that is empty, or is not there yet, and begins with what it is for', async () => {
    const one = {
      review: 'https://review.example.org/2',
      stage: 'two',
      decision: 'confirmed',
    } as const;
    await addDecisions(folder, [one]);
    const text = await readFile(join(folder, 'links.yaml'), 'utf8');
    expect(text).toMatch(/^# What people decided about links .*\n# the last one .*counts\.\n/);
    for (const begin of ['', '# mine\n', 'decisions: []\n', '{}\n']) {
      await write('links.yaml', begin);
      await addDecisions(folder, [one, { ...one, stage: 'one' }]);
      expect([begin, await rows()]).toEqual([begin, ['2 one confirmed', '2 two confirmed']]);
    }
    const long = { ...one, note: 'word '.repeat(50).trim() };
    await addDecisions(folder, [long]);
    expect(await readFile(join(folder, 'links.yaml'), 'utf8')).toContain(`note: ${long.note}`);
  });

  it('begins no file in the place of what cannot be read', async () => {
    await mkdir(join(folder, 'links.yaml'));
    await expect(addDecisions(folder, [])).rejects.toThrow(/links\.yaml/);
    expect((await stat(join(folder, 'links.yaml'))).isDirectory()).toBe(true);
  });

  it('says which entry of links.yaml cannot be added to', async () => {
    const path = join(folder, 'links.yaml');
    await write('links.yaml', 'decisions: [');
    await expect(addDecisions(folder, [])).rejects.toThrow(`${path}: `);
    await expect(addDecisions(folder, [])).rejects.toHaveProperty('name', 'BrokenDecisions');
    await write('links.yaml', 'decisions: 7\n');
    await expect(addDecisions(folder, [])).rejects.toThrow(
      `${path}: mend its faults first; \`npm run link -- list\` names them`,
    );
  });
});
