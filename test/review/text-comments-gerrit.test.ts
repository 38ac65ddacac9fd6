import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSaidInReview } from '../../src/review/said-in-review.ts';
import { gerritPart } from './available.ts';
import { GerritServer } from './gerrit/server.ts';
import { Workbench } from './workbench.ts';

const path = 'proposals/0001-plan/index.md';
const base = '## Summary\n\nWhat stood there.\n\nThe end of it.\n';
const first = '## Summary\n\nOne release.\n\nTwo *weeks* of warning.\n\nThe end of it.\n';
const second = '## Summary\n\nA new line.\n\nOne release.\n\nThree days.\n\nThe end of it.\n';

describe.skipIf(!gerritPart.available)(
  'what was said on a proposal’s text on a real Gerrit',
  () => {
    let server: GerritServer;
    let clone: string;
    let number: number;

    const push = async (text: string, target: string) => {
      await mkdir(join(clone, 'proposals', '0001-plan'), { recursive: true });
      await writeFile(join(clone, path), text);
      server.git(clone, 'add', '.');
      const message = `The plan\n\nChange-Id: I${'1'.repeat(40)}\n`;
      const amend = target === 'master' || number === 0 ? [] : ['--amend'];
      server.git(clone, 'commit', '-q', ...amend, '-m', target === 'master' ? 'Base' : message);
      server.git(
        clone,
        'push',
        '-q',
        'origin',
        `HEAD:refs/${target === 'master' ? 'heads' : 'for'}/master`,
      );
    };
    const say = async (patchSet: number, comment: object): Promise<string> => {
      const known = new Set(await ids());
      await server.rest('POST', `/changes/${number}/revisions/${patchSet}/review`, {
        comments: { [path]: [comment] },
        omit_duplicate_comments: false,
      });
      return (await ids()).find((id) => !known.has(id)) ?? '';
    };
    const ids = async () => {
      const all = (await server.rest('GET', `/changes/${number}/comments`)) as Record<
        string,
        { id: string }[]
      >;
      return Object.values(all).flatMap((some) => some.map(({ id }) => id));
    };

    beforeAll(async () => {
      number = 0;
      server = await GerritServer.start();
      await server.project('demo/plans');
      clone = await server.clone('demo/plans');
      await push(base, 'master');
      await push(first, 'for');
      number = await server.numberOf(server.git(clone, 'rev-parse', 'HEAD').trim());
    });
    afterAll(() => server[Symbol.asyncDispose]());

    it('is read with settled ones, on the lines to which Gerrit carries them, with what stood there', async () => {
      const stays = await say(1, { line: 3, message: 'Which one?', unresolved: true });
      const settled = await say(1, {
        line: 5,
        message: 'Too short. ada@example.org',
        unresolved: true,
      });
      await say(1, { in_reply_to: settled, line: 5, message: 'Done.', unresolved: false });
      const lost = await say(1, { line: 5, message: 'Of what?', unresolved: true });
      const parent = await say(1, {
        side: 'PARENT',
        line: 3,
        message: 'It was better.',
        unresolved: true,
      });
      const whole = await say(1, { message: 'A file of it.', unresolved: true });
      await push(second, 'for');
      const fresh = await say(2, {
        range: { start_line: 5, start_character: 0, end_line: 7, end_character: 5 },
        line: 7,
        message: 'Both.',
        unresolved: true,
      });

      await using work = await Workbench.create([
        { kind: 'gerrit', host: server.host, aliases: [], api: server.url },
      ]);
      work.textReviews = [`${server.url}/c/demo/plans/+/${number}`];
      const { said, sources } = await work.sync();
      expect(said).toEqual([{ proposal: '0001-test', changed: true, threads: 6, unread: [] }]);
      expect(sources.flatMap(({ problems }) => problems)).toEqual([]);
      const { reviews, problems } = await readSaidInReview(work.folder);
      expect(problems).toEqual([]);
      expect(reviews.map(({ review }) => review)).toEqual([
        `gerrit:${server.host}/demo/plans~${number}`,
      ]);
      const told = (id: string) => reviews[0]?.threads.find((one) => one.id === id);
      // The newest patch set has its line two further down.
      expect(told(stays)).toMatchObject({
        ...{ patchSet: 2, line: 5, resolved: false, quote: 'One release.', section: 'Summary' },
        comments: [{ by: 'Administrator', text: 'Which one?' }],
      });
      // Gerrit leaves settled ones out of what it carries: it stands where it was said.
      expect(told(settled)).toMatchObject({
        ...{ patchSet: 1, line: 5, resolved: true, quote: 'Two weeks of warning.' },
        comments: [{ text: 'Too short. (address left out)' }, { text: 'Done.' }],
      });
      expect(told(lost)).toMatchObject({ resolved: false, section: 'Summary' });
      expect(told(lost)?.blob).toBeDefined();
      expect(told(parent)).toMatchObject({ quote: 'What stood there.', line: 3 });
      expect(told(whole)).toMatchObject({ resolved: false });
      expect(told(whole)).not.toHaveProperty('line');
      expect(told(fresh)).toMatchObject({ patchSet: 2, line: 7, quote: 'Three days.' });
      const blobOf = (commit: string) => server.git(clone, 'rev-parse', `${commit}:${path}`).trim();
      expect(told(stays)?.blob).toBe(blobOf('HEAD'));
      expect(told(parent)?.blob).toBe(blobOf('HEAD~1'));
      // The number alone is the same change.
      work.textReviews = [`${server.url}/${number}`];
      expect((await work.sync()).said[0]).toMatchObject({ changed: false, threads: 6 });
    });
  },
);
