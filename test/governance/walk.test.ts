import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { plusDays, today } from '../../src/ground/day.ts';
import { editFrontMatter } from '../../src/proposal/front-matter-editor.ts';
import { proposalStatuses, type ProposalStatus } from '../../src/proposal/lifecycle.ts';
import { isStep } from '../../src/proposal/transition.ts';
import { git, noon, writeHistory } from '../adoption/support/history.ts';
import { proposalsFolder, temporaryFolder, writtenTemplate } from '../support/proposals.ts';
import { runCommand } from '../support/run-command.ts';

let folder: string;
let root: string;
let server: Server;
let comments: string;
let open: string[] | undefined = [];
const day = today();
const begun = plusDays(day, -20);

/** A repository that used callbacks, and does not any more. */
function migrated(name: string, now = "import fs from 'node:fs/promises';\n") {
  const path = join(folder, name);
  writeHistory(path, [
    {
      time: noon(begun),
      entries: [
        { path: 'a.js', content: "import fs from 'node:fs';\nfs.readFile('a', (e) => e);\n" },
      ],
    },
    { time: Math.floor(Date.now() / 1000), entries: [{ path: 'a.js', content: now }] },
  ]);
  return path;
}

beforeAll(async () => {
  folder = await temporaryFolder();
  const still = "import fs from 'node:fs';\nfs.readFile('b', (e) => e);\n";
  root = await proposalsFolder({
    'projects.yaml': `teams: { web: {}, ops: {} }
bodies: { council: { name: The council } }
projects:
  alpha: { team: web, repository: ${JSON.stringify(migrated('alpha'))} }
  beta: { team: ops, repository: ${JSON.stringify(migrated('beta', still))} }
`,
  });
  await rm(join(root, '0001-async'), { recursive: true });
  const { index: template, probes } = await writtenTemplate();
  const dated = template.replace('    after: [ready]\n', "    after: [ready]\n    due: '1.0'\n");
  await mkdir(join(root, '_template'));
  await writeFile(join(root, '_template/index.md'), dated);
  await writeFile(join(root, '_template/probes.yaml'), probes);
  await writeFile(join(root, '.gitignore'), '.index.lock\n');
  git(root, ['init', '-q', '-b', 'main']);
  commit();
  server = createServer((_, response) => {
    response.statusCode = open === undefined ? 503 : 200;
    response.end(JSON.stringify({ open: open ?? [] }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  comments = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await Promise.all([folder, root].map((one) => rm(one, { recursive: true })));
});

function commit(): void {
  git(root, ['add', '-A']);
  git(root, ['commit', '-qm', 'x', '--allow-empty']);
}

const index = async () => readFile(join(root, '0001-new', 'index.md'), 'utf8');
const command = (script: string, ...args: string[]) =>
  runCommand(script, [...args, '--root', root]);
const go = (...args: string[]) => command('transition.ts', '1', ...args, '--comments', comments);

/** A command that does what it says; its change is committed. */
async function does(...args: Parameters<typeof command>): Promise<string> {
  const { code, out, err } = await command(...args);
  expect(code, err).toBe(0);
  commit();
  return out;
}

/** Every step that there is not, from where the proposal stands, is refused, and no letter changes. */
async function forbidden(from: ProposalStatus): Promise<void> {
  const before = await index();
  expect(before).toContain(`\nstatus: ${from}\n`);
  const none = proposalStatuses.filter((to) => !isStep(from, to));
  const tried = await Promise.all(none.map((to) => go(to, '--reason', 'R.')));
  for (const [i, { code, err }] of tried.entries()) {
    const to = none[i];
    expect(code, to).toBe(1);
    expect(err).toContain(from === to ? `it is ${to} already` : `no step from ${from} to ${to}`);
  }
  expect(await index()).toBe(before);
}

test('from new to completed by commands alone; each step that is not there is refused on the way', async () => {
  await does('new.ts', 'New');
  // A person says from when on histories count: what was over by then is not affected.
  const made = (await index()).replace(/^since: .*$/m, `since: ${plusDays(begun, -5)}`);
  await writeFile(join(root, '0001-new/index.md'), made);
  commit();
  await forbidden('draft');

  // On a changed text, on no branch, and by a dry run nothing is decided.
  await writeFile(join(root, '0001-new/index.md'), `${await index()}\nMore.\n`);
  const dirty = await go('proposed');
  expect(dirty).toMatchObject({ code: 1 });
  expect(dirty.err).toContain('0001-new/index.md is not committed');
  commit();
  git(root, ['checkout', '-q', '--detach']);
  const detached = await go('proposed');
  expect(detached).toMatchObject({ code: 1 });
  expect(detached.err).toContain('HEAD is detached');
  git(root, ['checkout', '-q', 'main']);
  const before = await index();
  const dry = await go('proposed', '--dry-run');
  expect(dry).toMatchObject({ code: 0 });
  expect(dry.out).toContain('- status: draft\n+ status: proposed\n');
  expect(await index()).toBe(before);

  await does('transition.ts', '1', 'proposed', '--on', begun, '--by', 'Ada');
  const lines = (text: string) => text.split('\n');
  const proposed = await index();
  // What it differs by are the lines of the step and no others.
  expect(lines(before).filter((line) => !lines(proposed).includes(line))).toEqual([
    'status: draft',
  ]);
  expect(lines(proposed).length - lines(before).length).toBeLessThanOrEqual(6);
  await forbidden('proposed');

  // Nothing was read yet: whether anybody is affected is unknown.
  const unread = await go('final comment');
  expect(unread).toMatchObject({ code: 3 });
  expect(unread.err).toContain('whether alpha is affected is unknown');
  expect(unread.err).toContain('readiness: design is not answered');
  await does('track.ts', '--local', '--cache', join(folder, 'cache'), '--no-scans');

  open = ['7'];
  const all = await go('final comment');
  expect(all).toMatchObject({ code: 1 });
  for (const what of [
    ...['design', 'referenceImplementation', 'knownBlockers', 'whoHelps'],
    'concern 7 of the comments is open',
    'web was not asked to sign off',
    'ops was not asked to sign off',
  ]) {
    expect(all.err).toContain(what);
  }
  open = undefined;
  const silent = await go('final comment');
  expect(silent).toMatchObject({ code: 3 });
  expect(silent.err).toContain('/comments/1/gate answers 503');
  open = [];

  await does('sign-off.ts', 'ask', 'web', 'ops', '--on', begun, '--escalate-to', 'The council');
  const ready = ['design', 'referenceImplementation', 'knownBlockers', 'whoHelps'];
  const answers = ready.flatMap((point) => ['--ready', `${point}=Known.`]);
  const until = plusDays(begun, 10);
  await does('transition.ts', '1', 'final comment', '--on', begun, '--until', until, ...answers);
  await forbidden('final comment');

  const waiting = await go('accepted');
  expect(waiting).toMatchObject({ code: 1 });
  expect(waiting.err).toContain('web has not answered yet');
  await does('sign-off.ts', 'answer', 'web', '--says', 'yes', '--by', 'W');
  await does('sign-off.ts', 'answer', 'ops', '--says', 'no answer', '--by', 'Ada');
  expect((await go('accepted')).err).toContain('ops says no answer');
  const vote = ['--body', 'council', '--quorum', '2', '--for', 'Ada', '--for', 'Ben'];
  const said = ['--reason', 'Asked.', '--where', 'Minutes'];
  await does('decide.ts', 'waive', 'ops', ...vote, ...said);

  // A yes belongs to a text.
  const accepted = await index();
  await writeFile(join(root, '0001-new/index.md'), accepted.replace('On operators,', 'On users,'));
  commit();
  expect((await go('accepted')).err).toContain(
    'web said yes to an earlier text; changed since: Impact',
  );
  await writeFile(join(root, '0001-new/index.md'), accepted);
  commit();

  const list = await does('sign-off.ts', 'list');
  expect(list).toContain(`0001  web  yes  asked ${begun}, 20 days\n`);
  expect(list).toContain(`0001  ops  no answer  asked ${begun}, 20 days; waived\n`);

  await does('transition.ts', '1', 'accepted', '--by', 'The council');
  await forbidden('accepted');
  await does('transition.ts', '1', 'active');
  await forbidden('active');

  const left = await go('completed');
  expect(left).toMatchObject({ code: 1 });
  expect(left.err).toContain('beta is not done:');
  const end = plusDays(day, 30);
  await does('decide.ts', 'exempt', 'beta', '--by', 'The council', '--until', end, ...said);
  await does('transition.ts', '1', 'completed');
  await forbidden('completed');
  expect(await does('decide.ts', 'list')).toContain('final comment → accepted  The council\n');
  const check = await command('check.ts');
  expect(check.out).toContain('1 proposal whole, 0 faulty, 0 faults');
});

test('a shallow clone says what it cannot know', async () => {
  const clone = join(folder, 'shallow');
  // Back at the final comment, by hand and with its log.
  const completed = await index();
  const [, yaml = ''] = completed.split(/^---$/m);
  const { moves } = parse(yaml) as { moves: { from: string }[] };
  const at = moves.findIndex(({ from }) => from === 'final comment');
  expect(at).toBeGreaterThan(0);
  const again = editFrontMatter(completed, [
    { path: ['status'], value: 'final comment' },
    { path: ['moves'], value: moves.slice(0, at) },
  ]);
  await writeFile(join(root, '0001-new', 'index.md'), again);
  commit();
  git(folder, ['clone', '-q', '--depth', '1', `file://${root}`, clone]);
  const { code, err } = await runCommand('transition.ts', ['1', 'accepted', '--root', clone]);
  expect(code, err).toBe(3);
  expect(err).toContain('whether web said yes to this text is unknown: this clone is shallow');
});

test('two people at once: one step is made, the other is told', async () => {
  const both = await Promise.all([
    go('withdrawn', '--reason', 'A.'),
    go('withdrawn', '--reason', 'B.'),
  ]);
  expect(both.map(({ code }) => code).sort()).toEqual([0, 1]);
  const text = await index();
  expect(text.match(/^status: withdrawn$/gm)).toHaveLength(1);
  expect(text.match(/to: withdrawn/g)).toHaveLength(1);
});
