import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRepository } from '../../src/git/repository.ts';
import { probesFileSchema } from '../../src/proposal/probe.ts';
import { attention } from '../../src/review/attention.ts';
import { readMirrors } from '../../src/review/sync/git/read-mirrors.ts';
import { reviewsByStage } from '../../src/review/summary.ts';
import { reviewIndex } from '../../src/review/review-index.ts';
import { turnContext, turnOf } from '../../src/review/turn.ts';
import { patienceMs } from '../support/patience.ts';
import { realParts } from '../support/real-parts.ts';
import { gerritPart } from './available.ts';
import { command } from './command.ts';
import { GerritServer } from './gerrit/server.ts';
import { proposalsRoot } from './proposals-root.ts';
import { byQuestion, siteOf, tableRows } from './reviews-page.ts';
import { Workbench } from './workbench.ts';

const changeId = (n: number) => `I${n.toString(16).padStart(40, '0')}`;
const nextDay = () => Date.now() + 86_400_000;

/** One server for all: each test makes changes under names of its own. */
describe.skipIf(!gerritPart.available)('sync against a real Gerrit', () => {
  let server: GerritServer;
  let clone: string;
  let made = 0;

  beforeAll(async () => {
    server = await GerritServer.start();
    await server.project('demo/alpha');
    clone = await server.clone('demo/alpha');
    server.git(clone, 'push', '-q', 'origin', 'HEAD:refs/heads/stable/1');
    await server.rest('PUT', '/accounts/reviewer', {
      name: 'Ben Reviewer',
      email: 'ben@example.com',
      http_password: 'pass-word',
    });
    // Administrators may vote and submit; everybody registered may vote to the full.
    const rules = { 'global:Registered-Users': { action: 'ALLOW', min: -2, max: 2 } };
    await server.rest('POST', '/projects/All-Projects/access', {
      add: {
        'refs/heads/*': { permissions: { 'label-Code-Review': { label: 'Code-Review', rules } } },
      },
    });
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
  });

  /**
   * Ends in a later second than now. The server keeps moments of a change to the second, so a test
   * of what waits longest calls it between two changes.
   */
  async function nextSecond(): Promise<void> {
    const second = () => Math.floor(Date.now() / 1000);
    const began = second();
    await expect.poll(second, { timeout: patienceMs }).toBeGreaterThan(began);
  }

  /** Pushes a change for review and returns its number. */
  async function push(
    subject: string,
    { options = '', footers = '', body = '', branch = 'master', id = 0, file = '' } = {},
  ): Promise<number> {
    made++;
    server.git(clone, 'checkout', '-q', '--detach', `origin/${branch}`);
    await writeFile(join(clone, file === '' ? `file-${made}` : file), `${made}\n`);
    server.git(clone, 'add', '.');
    const trailer = `${footers}${footers === '' ? '' : '\n'}Change-Id: ${changeId(id === 0 ? made : id)}`;
    const message = `${subject}\n\n${body}${body === '' ? '' : '\n\n'}${trailer}\n`;
    server.git(clone, 'commit', '-q', '-m', message);
    const target = `HEAD:refs/for/${branch}${options === '' ? '' : `%${options}`}`;
    server.git(clone, 'push', '-q', 'origin', target);
    return server.numberOf(server.git(clone, 'rev-parse', 'HEAD').trim());
  }

  const vote = (number: number, value: number, as?: string) =>
    server.rest(
      'POST',
      `/changes/${number}/revisions/current/review`,
      { labels: { 'Code-Review': value } },
      as,
    );

  async function submit(number: number): Promise<void> {
    await vote(number, 2);
    await server.rest('POST', `/changes/${number}/submit`);
    server.git(clone, 'fetch', '-q', 'origin');
  }

  const bench = () =>
    Workbench.create([
      { kind: 'gerrit', host: server.host, aliases: ['old.example.org'], api: server.url },
    ]);

  it('finds changes by every declared query, and ties them with the reason', async () => {
    await using work = await bench();
    await push('By topic', { options: 'topic=find-me' });
    await push('By hashtag', { options: 'hashtag=find-hash' });
    await push('By bug', { footers: 'Partial-Bug: #770001' });
    await push('By footer', { footers: 'Implements: blueprint find-it' });
    await push('By marker [find: one]', {});
    await push('By file', { file: 'find.cfg' });
    await push('By word', { body: 'It speaks of findable things.' });
    await push('Not at all', { options: 'topic=find-me-not' });
    work
      .stage('one', { topic: ['find-me'] }, { hashtag: ['find-hash'] }, { bug: ['770001'] })
      .stage('two', { footer: ['Implements: blueprint find-it'] }, { marker: ['[find: one]'] })
      .stage('three', { file: ['find.cfg'] }, { message: ['findable things'] });
    const { sources, changed } = await work.sync();
    expect(sources).toMatchObject([{ problems: [], read: 7 }]);
    expect(changed).toBe(true);
    expect(await work.rows()).toEqual([
      'one: By bug confirmed (bug Partial-Bug: #770001)',
      'one: By hashtag confirmed (hashtag find-hash)',
      'one: By topic confirmed (topic find-me)',
      'three: By file confirmed (file find.cfg)',
      'three: By word suggested (message findable things)',
      'two: By footer confirmed (footer Implements: blueprint find-it)',
      'two: By marker [find: one] confirmed (marker [find: one])',
    ]);
  });

  it('keeps a change whole, with votes on both sides, and nobody’s e-mail address', async () => {
    await using work = await bench();
    const below = await push('Below', { options: 'topic=whole' });
    const number = await push('Above <script>alert(1)</script> \u202eright to left', {
      options: 'topic=whole,hashtag=a-b,wip',
      footers: `Depends-On: http://old.example.org/${below}\nRelated-Bug: #12\nSigned-off-by: A <a@example.com>`,
    });
    await vote(number, 2);
    await vote(number, -2, 'reviewer:pass-word');
    work.stage('one', { topic: ['whole'] });
    await work.sync();
    const { reviews } = await work.read();
    const review = reviews.find(({ id }) => id.endsWith(`~${number}`));
    expect(review).toMatchObject({
      id: `gerrit:${server.host}/demo/alpha~${number}`,
      repository: 'demo/alpha',
      title: 'Above <script>alert(1)</script> \u202eright to left',
      status: 'open',
      draft: true,
      owner: 'Administrator',
      branch: 'master',
      topic: 'whole',
      hashtags: ['a-b'],
      votes: { 'Code-Review': { '+2': 1, '-2': 1 } },
      size: { added: 1, removed: 0 },
      dependsOn: [`gerrit:${server.host}/?~${below}`],
      footers: [{ key: 'Related-Bug', value: '#12' }],
    });
    expect(review?.updated).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    for (const name of await readdir(work.folder, { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue;
      const text = await readFile(join(name.parentPath, name.name), 'utf8');
      expect(text).not.toMatch(/@example\.com/);
    }
  });

  it('resolves a bare number, an old host’s address and every branch of a Change-Id', async () => {
    await using work = await bench();
    const id = 0xabcdef;
    const first = await push('On master', { id });
    await push('On stable', { id, branch: 'stable/1' });
    const other = await push('Cited by number');
    const near = await push('In no stage');
    work.stage('one').stage('two');
    work.text = [
      '### Stage: one',
      `See http://old.example.org/#/c/${other}/ and ${server.url}/c/demo/alpha/+/${first}/1.`,
      '### Stage: two',
      `All of ${server.url}/q/${changeId(id)}, and <${server.url}/q/status:open>.`,
      '### Other',
      `${server.url}/${near} and ${server.url}/9999999`,
    ].join('\n\n');
    await work.sync();
    expect(await work.rows()).toEqual([
      'one: Cited by number confirmed (cited)',
      'one: On master confirmed (cited)',
      'two: On master confirmed (cited)',
      'two: On stable confirmed (cited)',
    ]);
    const { reviews, unresolved, links } = await work.read();
    expect(reviews.map(({ title }) => title).sort()).toEqual([
      'Cited by number',
      'In no stage',
      'On master',
      'On stable',
    ]);
    expect(unresolved).toEqual([`gerrit:${server.host}/?~9999999`]);
    expect(links.find(({ stage }) => stage === 'two')?.provenance[0]).toMatchObject({
      kind: 'cited',
      text: `${server.url}/q/${changeId(id)}`,
      line: 7,
    });
  });

  it('follows every turn of a change, and asks once and writes nothing when nothing changed', async () => {
    await using work = await bench();
    const turning = await push('Turning', { options: 'topic=turns' });
    const leaving = await push('Leaving', { options: 'topic=turns' });
    await push('Staying', { options: 'topic=turns' });
    work.stage('one', { topic: ['turns'] });
    await work.sync();
    const steps: [string, unknown][] = [];
    const step = async () => {
      const { sources, changed } = await work.sync();
      steps.push([(await work.status())['Turning'] ?? 'none', changed]);
      return sources[0]?.requests;
    };
    const before = await work.writtenAt();
    expect(await step()).toBe(1);
    expect(await work.writtenAt()).toBe(before);
    await server.rest('POST', `/changes/${turning}/abandon`, {});
    await step();
    await server.rest('POST', `/changes/${turning}/restore`, {});
    await step();
    await submit(turning);
    await step();
    expect(steps).toEqual([
      ['open', false],
      ['abandoned', true],
      ['open', true],
      ['merged', true],
    ]);
    await server.rest('DELETE', `/changes/${leaving}/topic`);
    await work.sync();
    expect(await work.status()).toEqual({ Turning: 'merged', Staying: 'open' });
  });

  it('sees a merged change that is taken back, though the revert bears no topic', async () => {
    await using work = await bench();
    const number = await push('Taken back', { options: 'topic=back' });
    work.stage('one', { topic: ['back'] });
    await submit(number);
    await work.sync();
    const revert = await server.rest('POST', `/changes/${number}/revert`, { topic: 'elsewhere' });
    await submit(Number(revert['_number']));
    await work.sync({ now: nextDay });
    const reviews = await work.read();
    const stages = reviewsByStage(reviews, ['one'], { projects: {} });
    const { reverted } = attention(stages, () => undefined);
    expect(reverted.map(({ review, revertedBy }) => [review.title, revertedBy?.title])).toEqual([
      ['Taken back', 'Revert "Taken back"'],
    ]);
  });

  it('keeps and marks a change that is deleted or made private, and unmarks it when it is back', async () => {
    await using work = await bench();
    const deleted = await push('Deleted', { options: 'topic=gone' });
    const hidden = await push('Hidden', { options: 'topic=gone' });
    work.stage('one', { topic: ['gone'] });
    await work.sync();
    await server.rest('DELETE', `/changes/${deleted}`);
    await server.rest('POST', `/changes/${hidden}/private`, {});
    await work.sync({ now: nextDay });
    expect(await work.status()).toEqual({ Deleted: 'gone, was open', Hidden: 'gone, was open' });
    expect(await work.rows()).toHaveLength(2);
    await server.rest('DELETE', `/changes/${hidden}/private`);
    await work.sync({ now: () => nextDay() + 86_400_000 });
    expect(await work.status()).toEqual({ Deleted: 'gone, was open', Hidden: 'open' });
  });

  it('says whose turn it is in every state, as the server itself has it', async () => {
    await using work = await bench();
    const topic = 'topic=turn';
    const refused = await push('Refused', { options: topic });
    await vote(refused, -2, 'reviewer:pass-word');
    const ready = await push('Ready', { options: topic });
    await vote(ready, 2, 'reviewer:pass-word');
    const asked = await push('Asked', { options: topic });
    await server.rest('POST', `/changes/${asked}/reviewers`, { reviewer: 'reviewer' });
    const commented = await push('Commented', { options: topic });
    await server.rest(
      'POST',
      `/changes/${commented}/revisions/current/review`,
      { message: 'Please change it.', labels: { 'Code-Review': -1 } },
      'reviewer:pass-word',
    );
    await push('Draft', { options: `${topic},wip` });
    await push('Nobody asked', { options: topic });
    // On the change before it: a relation chain of two.
    await writeFile(join(clone, 'on-top'), 'x\n');
    server.git(clone, 'add', '.');
    server.git(clone, 'commit', '-q', '-m', `On top\n\nChange-Id: ${changeId(0xfeed)}\n`);
    server.git(clone, 'push', '-q', 'origin', `HEAD:refs/for/master%${topic}`);
    work.stage('one', { topic: ['turn'] });
    await work.sync();
    const { reviews } = await work.read();
    const context = turnContext(reviews, reviewIndex(reviews));
    const told = reviews.map((review) => {
      const { who, because, people, since, behind } = turnOf(review, context);
      const named = [...people, behind?.title ?? ''].join('');
      return `${review.title}: ${who} (${because}) ${named}${since === undefined ? '' : ', since'}`;
    });
    expect(told.sort()).toEqual([
      'Asked: reviewers (its server asks for a review) Ben Reviewer, since',
      'Commented: author (its server asks its author) Administrator, since',
      'Draft: author (a draft) Administrator',
      'Nobody asked: reviewers (wants Code-Review) ',
      'On top: another review (another review must land first) Nobody asked',
      'Ready: submitter (nothing is left but to land it) ',
      'Refused: author (refused by Code-Review) Administrator, since',
    ]);
  });

  it('ties changes of projects with one and with three parts to the registry’s own', async () => {
    await using work = await Workbench.create(
      [{ kind: 'gerrit', host: server.host, aliases: [], api: server.url }],
      [`${server.url}/solo`, `${server.url}/a/media/deep/tool`],
    );
    for (const name of ['solo', 'media/deep/tool']) {
      await server.project(name);
      const folder = await server.clone(name);
      await writeFile(join(folder, 'file'), 'x\n');
      server.git(folder, 'add', '.');
      const id = changeId(0xb000 + name.length);
      server.git(folder, 'commit', '-q', '-m', `In ${name}\n\nChange-Id: ${id}\n`);
      server.git(folder, 'push', '-q', 'origin', 'HEAD:refs/for/master%topic=parts');
    }
    work.stage('one', { topic: ['parts'] });
    await work.sync();
    const [stage] = reviewsByStage(await work.read(), ['one'], work.registry);
    const rows = stage?.confirmed.map(({ review, project }) => `${review.title}: ${project}`);
    expect(rows?.sort()).toEqual(['In media/deep/tool: p1', 'In solo: p0']);
  });

  it('is one record, whether the server or git’s history told of it first', async () => {
    const name = 'one-part';
    await server.project(name);
    const folder = await server.clone(name);
    await writeFile(join(folder, 'file'), 'x\n');
    server.git(folder, 'add', '.');
    const message = `Twice told\n\nCloses-Bug: #880088\nChange-Id: ${changeId(0xd00d)}\n`;
    server.git(folder, 'commit', '-q', '-m', message);
    server.git(folder, 'push', '-q', 'origin', 'HEAD:refs/for/master');
    const number = await server.numberOf(server.git(folder, 'rev-parse', 'HEAD').trim());
    await vote(number, 2);
    await server.rest('POST', `/changes/${number}/submit`);
    server.git(folder, 'fetch', '-q', 'origin');
    server.git(folder, 'checkout', '-q', '-B', 'master', 'origin/master');
    const systems = [{ kind: 'gerrit' as const, host: server.host, aliases: [], api: server.url }];
    for (const order of ['git first', 'server first']) {
      await using work = await Workbench.create(systems, [`${server.url}/${name}`]);
      work.stage('one', { bug: ['880088'] });
      const fromGit = async () =>
        readMirrors({
          registry: work.registry,
          proposals: [
            {
              ...(await work.input()),
              since: '2000-01-01',
              projects: ['p0'],
              probes: probesFileSchema.parse({ probes: {} }),
              plan: [],
            },
          ],
          open: () => openRepository(folder),
          today: '2026-03-01',
        });
      if (order === 'git first') await fromGit();
      await work.sync();
      if (order === 'server first') await fromGit();
      const { reviews, links } = await work.read();
      expect(reviews.map(({ id }) => id)).toEqual([`gerrit:${server.host}/${name}~${number}`]);
      expect(links.map(({ decision }) => decision)).toEqual(['confirmed']);
    }
  });

  it('warns of an open revert of a step that has merged', async () => {
    await using work = await bench();
    const number = await push('Standing', { options: 'topic=threat' });
    await submit(number);
    await server.rest('POST', `/changes/${number}/revert`, { topic: 'threat' });
    work.stage('one', { topic: ['threat'] });
    await work.sync();
    const stages = reviewsByStage(await work.read(), ['one'], { projects: {} });
    const { threatened } = attention(stages, () => undefined);
    expect(
      threatened.map(({ review, threatenedBy }) => [review.title, threatenedBy?.title]),
    ).toEqual([['Standing', 'Revert "Standing"']]);
  });

  it.skipIf(!realParts.chromium.available)(
    'has a page that shows each change where it belongs, as a browser sees it',
    { timeout: 600_000 },
    async () => {
      // Signed-in callers clone below /a/: the first of them is that, the second the project's own.
      const addresses = { solo: `${server.url}/solo`, deep: `${server.url}/a/a/b/c` };
      await using proposals = await proposalsRoot(
        `[{ kind: gerrit, host: '${server.host}', api: '${server.url}' }]`,
        '[{ topic: [page] }]',
        `See ${server.url}/9999999.`,
      );
      const registry = join(proposals.root, 'projects.yaml');
      const projects = Object.entries({ alpha: `${server.url}/demo/alpha`, ...addresses });
      await writeFile(
        registry,
        (await readFile(registry, 'utf8')).replace(/^ {2}alpha:.*$/m, () =>
          projects
            .map(([name, repository]) => `  ${name}: { team: team, repository: '${repository}' }`)
            .join('\n'),
        ),
      );
      const options = 'topic=page';
      for (const name of ['solo', 'a/b/c']) {
        if (!(await server.has(name))) await server.project(name);
        const folder = await server.clone(name);
        await writeFile(join(folder, 'of-page'), 'x\n');
        server.git(folder, 'add', '.');
        const id = changeId(0xc000 + name.length);
        server.git(folder, 'commit', '-q', '-m', `In ${name}\n\nChange-Id: ${id}\n`);
        server.git(folder, 'push', '-q', 'origin', `HEAD:refs/for/master%${options}`);
        await nextSecond();
      }
      const author = 'reviewer:pass-word';
      await vote(await push('Refused', { options }), -2, author);
      await vote(await push('Ready', { options }), 2, author);
      const asked = await push('Asked', { options });
      await server.rest('POST', `/changes/${asked}/reviewers`, { reviewer: 'reviewer' });
      await nextSecond();
      await vote(await push('Commented', { options }), -1, author);
      await nextSecond();
      await push('Draft', { options: `${options},wip` });
      await nextSecond();
      await push('Below', { options });
      await writeFile(join(clone, 'on-the-page'), 'x\n');
      server.git(clone, 'add', '.');
      server.git(clone, 'commit', '-q', '-m', `Above\n\nChange-Id: ${changeId(0xface)}\n`);
      server.git(clone, 'push', '-q', 'origin', `HEAD:refs/for/master%${options}`);
      const rival = await push('Rival', { file: 'contested' });
      const conflicting = await push('In conflict', { options, file: 'contested' });
      await submit(rival);
      // The server works it out by itself, some time after the branch moved.
      await expect
        .poll(async () => (await server.rest('GET', `/changes/${conflicting}`))['mergeable'], {
          timeout: 600_000,
        })
        .toBe(false);
      const deleted = await push('Deleted', { options });
      const standing = await push('Standing', { options });
      await submit(standing);
      await server.rest('POST', `/changes/${standing}/revert`, { topic: 'elsewhere' });
      const undone = await push('Taken back', { options });
      await submit(undone);
      const revert = await server.rest('POST', `/changes/${undone}/revert`, { topic: 'elsewhere' });
      await submit(Number(revert['_number']));
      const sync = async (cache: string) => {
        const place = ['--root', proposals.root, '--cache', join(proposals.root, cache)];
        return command('sync.ts', [...place, '--spacing', '0', '--cycle', '1']);
      };
      // 1: the server knows nothing of a change that is cited.
      expect(await sync('.first')).toMatchObject({ code: 1 });
      await server.rest('DELETE', `/changes/${deleted}`);
      // With nothing remembered of the day, the next run looks after everything, as it would tomorrow.
      expect(await sync('.second')).toMatchObject({ code: 1 });
      await using site = await siteOf(proposals.root);
      const { page, errors } = await site.watch('/proposals/0001-move/reviews/');
      expect(await byQuestion(page)).toEqual({
        Refused: ['Refused'],
        'Ready to land': ['Ready'],
        'Waiting for review': ['In solo', 'In a/b/c', 'Asked', 'Below'],
        'Waiting for their author': ['Commented', 'Draft', 'In conflict'],
        'Waiting behind another review': ['Above'],
        'About to be reverted': ['Standing'],
        'Merged but reverted': ['Taken back'],
      });
      expect(await tableRows(page)).toEqual([
        'Refused: open, alpha',
        'Ready: open, alpha',
        'In solo: open, solo',
        'In a/b/c: open, deep',
        'Asked: open, alpha',
        'Below: open, alpha',
        'Commented: open, alpha',
        'Draft: draft, alpha',
        'In conflict: open, alpha',
        'Above: open, alpha',
        'Deleted: gone, alpha',
        'change 9999999: unknown, ',
        'Taken back: reverted, alpha',
        'Standing: merged, alpha',
      ]);
      const rowOf = async (title: string) => {
        const is = page.locator('th bdi', { hasText: new RegExp(`^${title}$`) });
        const row = page.locator('.review-table tbody tr').filter({ has: is });
        // What is out of sight has no inner text.
        return ((await row.textContent()) ?? '').replace(/\s+/g, ' ');
      };
      expect(await rowOf('Standing')).toContain(`would be taken back by demo/alpha`);
      expect(await rowOf('Deleted')).toContain('no longer visible on its server; it was open');
      expect(await page.getByTitle('in conflict with its branch').count()).toBeGreaterThan(0);
      expect(await rowOf('Above')).toMatch(/waits behind demo\/alpha \d+/);
      expect(await rowOf('Asked')).toMatch(/reviewers’ turn: Ben Reviewer since \d/);
      expect(await page.locator('.review-table tr.stage').innerText()).toMatch(
        /10 open, 1 merged, 1 merged and taken back, 1 gone, 1 of unknown state/,
      );
      expect(await page.locator('main').innerText()).toMatch(
        /1 is of unknown state: cited .* and its server shows it to nobody/,
      );
      expect(errors).toEqual([]);
      const filtered = await site.open('/proposals/0001-move/reviews/?person=Ben+Reviewer');
      expect(await tableRows(filtered)).toEqual(['Asked: open, alpha']);
      for (const [project, title] of [
        ['solo', 'In solo'],
        ['deep', 'In a/b/c'],
      ] as const) {
        const own = await site.open(`/projects/${project}/`);
        expect(await own.locator('.review-lines a.title').allInnerTexts()).toEqual([title]);
      }
    },
  );

  it('reads every page where the server gives two changes at a time', async () => {
    await using work = await bench();
    const subjects = Array.from({ length: 7 }, (_, i) => `Page ${i}`);
    for (const subject of subjects) await push(subject, { options: 'topic=pages' });
    work.stage('one', { topic: ['pages'] });
    const limit = (change: unknown) => server.rest('POST', '/projects/All-Projects/access', change);
    const rules = { 'global:Anonymous-Users': { action: 'ALLOW', min: 0, max: 2 } };
    await limit({ add: { GLOBAL_CAPABILITIES: { permissions: { queryLimit: { rules } } } } });
    try {
      const { sources } = await work.sync();
      expect(Object.keys(await work.status()).sort()).toEqual(subjects);
      expect(sources[0]?.problems).toEqual([]);
      // Seven changes, two at a time, each page beginning with the last change of the one before,
      // and a look at the end for what moved: of the last second there may be several.
      expect(sources[0]?.requests).toBeGreaterThanOrEqual(7);
    } finally {
      await limit({ remove: { GLOBAL_CAPABILITIES: { permissions: { queryLimit: {} } } } });
    }
  });

  it('finds values that need quoting, and goes on when one query makes the server fail', async () => {
    await using work = await bench();
    const number = await push('Quoted');
    await server.rest('PUT', `/changes/${number}/topic`, { topic: 'with {braces} and ~/+%' });
    await server.rest('POST', `/changes/${number}/hashtags`, {
      add: ['say "this"', 'say "that" {there}', 'back\\slash'],
    });
    work
      .stage('one', { topic: ['with {braces} and ~/+%'] })
      .stage('two', { hashtag: ['say "this"'] })
      .stage('three', { hashtag: ['say "that" {there}'] })
      .stage('four', { hashtag: ['back\\slash'] })
      .stage('five', { file: ['^('] });
    const { sources } = await work.sync();
    expect((await work.rows()).map((row) => row.split(':', 1)[0])).toEqual([
      'four',
      'one',
      'three',
      'two',
    ]);
    expect(sources[0]?.problems).toEqual([expect.stringContaining('file:"^("')]);
    expect(sources[0]?.failure).toBeUndefined();
  });

  it('keeps what it was told when the server dies in mid-run, says so, and goes on from there', async () => {
    await using work = await bench();
    for (let i = 0; i < 5; i++) await push(`Dying ${i}`, { options: 'topic=dying' });
    work.stage('one', { topic: ['dying'] });
    let asked = 0;
    const { sources } = await work.sync({
      pageSize: 2,
      fetcher: {
        fetch: async (input, init) => {
          if (++asked === 3) await server.kill();
          return fetch(input, init);
        },
      },
    });
    expect(sources[0]).toMatchObject({
      failure: expect.stringContaining('refuses the connection') as string,
      requests: 4,
    });
    const after = await work.read();
    expect(after.sources[0]?.failure?.reason).toContain('refuses the connection');
    expect(after.sources[0]?.seen).toEqual({});
    await server.run();
    const again = await work.sync({ pageSize: 2 });
    expect(again.sources[0]).toMatchObject({ resumed: 2, problems: [] });
    const whole = await work.read();
    expect(whole.reviews).toHaveLength(5);
    expect(whole.sources[0]?.failure).toBeUndefined();
  });
});
