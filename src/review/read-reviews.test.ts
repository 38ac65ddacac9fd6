import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readReviews } from './read-reviews.ts';
import type { Link, Review } from './review.ts';
import { emptySnapshot, maxSnapshotBytes, snapshotText } from './snapshot.ts';

const review = (number: number, more: Partial<Review> = {}): Review => ({
  id: `gerrit:review.example.org/demo/alpha~${number}`,
  repository: 'demo/alpha',
  title: `Change ${number}`,
  status: 'open',
  owner: 'Ada',
  ...more,
});
const link = (number: number, stage: string, decision: Link['decision']): Link => ({
  review: `gerrit:review.example.org/demo/alpha~${number}`,
  stage,
  decision,
  provenance: [{ kind: 'topic', text: 't', firstSeen: '2026-01-01' }],
});
const context = {
  systems: [{ kind: 'gerrit' as const, host: 'review.example.org', aliases: [] }],
  stages: ['one', 'two'],
};

describe('readReviews', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossplan-read-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  const rows = async () =>
    (await readReviews(folder, context)).links.map(
      ({ review: id, stage, decision }) => `${id.split('~')[1] ?? ''} ${stage} ${decision}`,
    );
  const stored = (links: Link[]) =>
    write(
      'reviews.json',
      snapshotText({ ...emptySnapshot(), reviews: [review(1), review(2)], links }),
    );

  const whole = snapshotText({
    ...emptySnapshot(),
    sources: [{ source: 'git', seen: {} }],
    reviews: [review(1), review(2)],
    unresolved: ['gerrit:review.example.org/?~9'],
    links: [link(1, 'one', 'confirmed'), link(2, 'two', 'suggested')],
  });

  it('keeps every decision in force beside a bad one, and names that', async () => {
    await stored([link(1, 'one', 'confirmed'), link(2, 'one', 'confirmed')]);
    await write(
      'links.yaml',
      `decisions:
  - { review: 'gerrit:review.example.org/demo/alpha~1', stage: one, decision: rejected }
  - { review: 'gerrit:review.example.org/demo/alpha~2', stage: one, decision: maybe, by: [x] }
  - 7
  - { review: 'gerrit:review.example.org/demo/alpha~2', stage: two, decision: confirmed }
`,
    );
    expect(await rows()).toEqual(['1 one rejected', '2 one confirmed', '2 two confirmed']);
    const { problems } = await readReviews(folder, context);
    expect(problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
      expect.stringMatching(/^3 decisions\.#2\.decision: /),
      expect.stringMatching(/^3 decisions\.#2\.by: /),
      expect.stringMatching(/^4 decisions\.#3: /),
    ]);
  });

  it('takes an absent file, and one of comments alone, for an empty one', async () => {
    expect(await readReviews(folder, context)).toEqual({
      reviews: [],
      links: [],
      sources: [],
      unresolved: [],
      problems: [],
      unread: 'nothing',
    });
    await write('links.yaml', '# nothing yet\n');
    expect((await readReviews(folder, context)).problems).toEqual([]);
  });

  it('puts a person’s decision over every rule’s, the last one over the earlier', async () => {
    await stored([link(1, 'one', 'confirmed'), link(2, 'one', 'suggested')]);
    await write(
      'links.yaml',
      `decisions:
  - { review: 'gerrit:review.example.org/demo/alpha~1', stage: one, decision: rejected }
  - { review: 'https://review.example.org/c/demo/alpha/+/1', stage: two, decision: confirmed }
  - { review: 'https://review.example.org/2', stage: one, decision: rejected }
  - { review: 'https://review.example.org/2', stage: one, decision: confirmed, by: Liaison }
`,
    );
    expect(await rows()).toEqual(['1 one rejected', '2 one confirmed', '1 two confirmed']);
    const { links } = await readReviews(folder, context);
    expect(links[1]?.person?.by).toBe('Liaison');
    expect(links[1]?.provenance).toHaveLength(1);
  });

  it('names every fault of links.yaml with its place, and goes on with the rest', async () => {
    await stored([link(1, 'one', 'confirmed')]);
    await write(
      'links.yaml',
      `decisions:
  - { review: 'https://review.example.org.evil.net/1', stage: one, decision: rejected }
  - { review: 'https://review.example.org/q/topic:x', stage: one, decision: rejected }
  - { review: 'https://review.example.org/1', stage: tow, decision: rejected }
  - { review: 'https://review.example.org/2', stage: two, decision: confirmed }
`,
    );
    const { problems } = await readReviews(folder, context);
    expect(
      problems.map(({ line, column, message, hint }) => [line, column, message, hint]),
    ).toEqual([
      [
        2,
        15,
        'decisions.#1.review: `https://review.example.org.evil.net/1` names no review',
        expect.stringContaining('gerrit:<host>'),
      ],
      [
        3,
        15,
        'decisions.#2.review: `https://review.example.org/q/topic:x` names no review',
        expect.any(String),
      ],
      [4, 54, 'decisions.#3.stage: no stage `tow`', 'did you mean `two`?'],
    ]);
    expect(problems.map(({ code }) => code)).toEqual(Array(3).fill('broken-reference'));
    expect(await rows()).toEqual(['1 one confirmed', '2 two confirmed']);
  });

  it.each([
    ['no JSON', '{'],
    ['another shape', '{"format": 2}'],
    ['a format that is not known', whole.replace(/"format": \d+/, '"format": 99')],
    ['a list that is none', '{"format": 2, "sources": [], "reviews": 7, "links": {}}'],
    [
      'an e-mail address in it',
      snapshotText({ ...emptySnapshot(), reviews: [review(1)] }).replace('Ada', 'a@example.com'),
    ],
  ])(
    'says that reviews.json is broken when it has %s, and returns the decisions',
    async (_, text) => {
      await write('reviews.json', text);
      await write(
        'links.yaml',
        `decisions:\n  - { review: 'https://review.example.org/2', stage: two, decision: confirmed }\n`,
      );
      const { problems, reviews } = await readReviews(folder, context);
      expect(reviews).toEqual([]);
      expect(problems).toMatchObject([
        { line: 1, hint: expect.stringContaining('restore it') as string },
      ]);
      expect(await rows()).toEqual(['2 two confirmed']);
    },
  );

  it.each<[string, string, string[]]>([
    [
      'a merge conflict',
      whole.replace(
        /^.*"Change 2".*$/m,
        (line) => `<<<<<<< ours\n${line}\n||||||| base\nx\n=======\n"theirs"\n>>>>>>> theirs`,
      ),
      ['1 one confirmed', '2 two suggested'],
    ],
    [
      'a merge conflict to its end, and words like its marks within a line',
      whole
        .replaceAll('Change 2', 'Change 2 <<<<<<< ||||||| ======= >>>>>>>')
        .replace(/\}\s*$/, '<<<<<<< ours\n}\n=======\n]\n>>>>>>> theirs'),
      ['1 one confirmed', '2 two suggested'],
    ],
    [
      'a merge conflict whose sides hold words like its marks',
      whole.replace(
        /^.*"Change 2".*$/m,
        (line) =>
          `<<<<<<< ours\n${line}\n||||||| base\nx =======\n=======x\n=======\n">>>>>>>"\n>>>>>>> theirs`,
      ),
      ['1 one confirmed', '2 two suggested'],
    ],
    [
      'a key that is not known, in an entry and beside the entries',
      whole.replace('"owner": "Ada"', '"owner": "Ada", "news": 1').replace('{', '{ "news": 1,'),
      ['1 one confirmed', '2 two suggested'],
    ],
    [
      'an entry that does not hold',
      whole.replace('"decision": "suggested"', '"decision": "perhaps"'),
      ['1 one confirmed'],
    ],
  ])('keeps what was known where reviews.json has %s, and says so', async (_, text, expected) => {
    expect(text).not.toBe(whole);
    await write('reviews.json', text);
    const { problems, reviews, sources, unresolved, unread } = await readReviews(folder, context);
    expect(problems).toHaveLength(1);
    expect(reviews.map(({ title }) => title.slice(0, 8))).toEqual(['Change 1', 'Change 2']);
    expect(unresolved).toEqual(['gerrit:review.example.org/?~9']);
    expect(sources).toHaveLength(1);
    expect(unread).toBe('reviews');
    expect(await rows()).toEqual(expected);
  });

  it('tells apart that decisions are unread, that one is bad, and that there are none', async () => {
    await write('reviews.json', whole);
    const unread = async () => (await readReviews(folder, context)).unread;
    expect(await unread()).toBe('nothing');
    await write('links.yaml', 'decisions: [');
    expect(await unread()).toBe('decisions');
    await write('links.yaml', 'decisions: [{}]');
    expect(await unread()).toBe('nothing');
    await write('links.yaml', '# none yet\n');
    expect(await unread()).toBe('nothing');
  });

  it('tells what of reviews.json does not hold, or cannot be read, at its own name', async () => {
    const told = async () =>
      (await readReviews(folder, context)).problems.map(({ file, code, message, hint }) => {
        expect(file.endsWith('reviews.json')).toBe(true);
        expect(hint).toBe('restore it from git, or remove it and run `npm run sync`');
        return [code, message];
      });
    await write('reviews.json', '{');
    expect(await told()).toEqual([['schema', expect.stringMatching(/^no JSON: ./)]]);
    await write('reviews.json', '{"format": 2, "sources": [{ "source": 5 }]}');
    expect(await told()).toEqual([
      ['schema', expect.stringMatching(/^sources\.#1\.source: .*; reviews: .*; links: ./)],
    ]);
    await rm(join(folder, 'reviews.json'));
    await mkdir(join(folder, 'reviews.json'));
    expect(await told()).toEqual([['unreadable', expect.stringMatching(/ is no regular file$/)]]);
    await rm(join(folder, 'reviews.json'), { recursive: true });
    await write('reviews.json', '');
    await truncate(join(folder, 'reviews.json'), maxSnapshotBytes + 1);
    expect(await told()).toEqual([['too-large', expect.stringMatching(/./)]]);
  });

  it('goes to the file that it stands in: what is a link leads nowhere', async () => {
    await write('elsewhere', '{}');
    await symlink(join(folder, 'elsewhere'), join(folder, 'reviews.json'));
    await symlink(join(folder, 'elsewhere'), join(folder, 'links.yaml'));
    const { problems } = await readReviews(folder, context);
    expect(problems.map(({ file, code }) => [file.split('/').at(-1), code])).toEqual([
      ['links.yaml', 'unreadable'],
      ['reviews.json', 'unreadable'],
    ]);
  });

  it('has what the snapshot says of sources and of what no server has told of', async () => {
    const sources = [{ source: 'git', seen: {} }];
    const unresolved = ['gerrit:review.example.org/?~9' as const];
    await write('reviews.json', snapshotText({ ...emptySnapshot(), sources, unresolved }));
    expect(await readReviews(folder)).toMatchObject({ sources, unresolved, problems: [] });
  });

  it('refuses a decision on no stage of the proposal, where the stages are known', async () => {
    const entry =
      '{ review: gerrit:review.example.org/demo/alpha~1, stage: no, decision: confirmed }';
    await write('links.yaml', `decisions: [${entry}]\n`);
    expect((await readReviews(folder, context)).links).toEqual([]);
    expect((await readReviews(folder)).links).toHaveLength(1);
  });

  it('tells a key that is none beside what is wrong with the entries, and decides nothing', async () => {
    const good = '{ review: "gerrit:review.example.org/a~1", stage: one, decision: confirmed }';
    await write('links.yaml', `__proto__: 1\nprototype: 2\ndecisions: [${good}, 5]\n`);
    const { problems, links, unread } = await readReviews(folder, context);
    expect(problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '1 the key `__proto__` is not read',
      '2 unknown key `prototype`',
      expect.stringMatching(/^3 decisions\.#2: /),
    ]);
    expect({ links, unread }).toEqual({ links: [], unread: 'decisions' });
  });

  it('names a file that cannot be read as YAML, and decides nothing', async () => {
    await write('links.yaml', 'decisions: [');
    const { problems, links } = await readReviews(folder, context);
    expect(links).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(['yaml']);
  });
});
