import { expect, test } from 'vitest';
import { change } from '../changes/change.ts';
import { digestHtml, digestMarkdown, screen } from './digest-text.ts';
import { digestMail } from './digest-mail.ts';
import type { Digest } from './digest.ts';

const commit = { commit: 'a'.repeat(40), date: '2026-10-05T12:00:00Z' };
const words = 'alpha, <b>Callbacks</b> [gone](x): done, before in progress';
const digest: Digest = {
  ...{ team: 'web', since: '2026-10-01', base: null, head: commit, left: 0 },
  toDo: Array.from({ length: 30 }, (_, i) => ({
    ...{ kind: 'stage', proposal: 1, due: i === 0 ? '2026-09-30' : null },
    ...{ words: `${'long '.repeat(40)}${i}`, todo: 'take out *it*\nand more' },
  })),
  changes: Array.from({ length: 30 }, (_, i) => ({
    ...change({
      kind: 'status',
      proposal: 1,
      subject: `s${i}`,
      words,
      happened: { on: '2026-10-02' },
    }),
    learned: commit,
  })),
  unknown: ['one thing', 'another'],
};
const context = { name: 'Web & Co', today: '2026-10-06' };

test('a team’s digest fits one screen, its duties first, and says what it leaves out', () => {
  const lines = digestMarkdown(digest, context).trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(screen.lines);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(screen.signs);
  expect(lines.slice(0, 3)).toEqual(['# Web & Co: what changed since 1 Oct 2026', '', '## To do']);
  expect(lines[4]).toMatch(/^- was due 30 Sept 2026: long/);
  expect(lines).toContain('- and 22 more');
  expect(lines).toContain('- and 19 more');
  expect(lines.at(-1)).toBe('Not known: one thing; and 1 more');
});

test('what strangers wrote is text, in Markdown and in HTML', () => {
  expect(digestMarkdown(digest, context)).toContain('\\<b>Callbacks\\</b> \\[gone]\\(x)');
  const html = digestHtml(digest, context);
  expect(html).toContain('&#x3C;b>Callbacks');
  expect(html).toContain('<title>Web &#x26; Co: what changed');
});

test('each change says when it happened and since when it is here', () => {
  expect(digestMarkdown({ ...digest, team: null }, context)).toContain(
    '(2 Oct 2026; here since 5 Oct 2026)',
  );
});

test('a mail has its text and its page, its day, and the same bytes each time', async () => {
  const mail = await digestMail(digest, { ...context, name: 'Wéb' }, { to: 'web@example.org' });
  expect(await digestMail(digest, { ...context, name: 'Wéb' }, { to: 'web@example.org' })).toBe(
    mail,
  );
  expect(mail).toMatch(/^To: web@example\.org$/m);
  expect(mail).toMatch(/^Subject: =\?UTF-8\?/m);
  expect(mail).toMatch(/^Date: Mon, 05 Oct 2026 12:00:00 \+0000$/m);
  expect(mail).toMatch(/^Content-Type: multipart\/alternative;/m);
  expect(mail).toMatch(/^Content-Type: text\/plain; charset=utf-8$/m);
  expect(mail).toMatch(/^Content-Type: text\/html; charset=utf-8$/m);
  expect(mail.split('\n').every((line) => line.length <= 998)).toBe(true);
});

test('a mail is a draft of no sender, until one is named; its name is that of what it tells', async () => {
  const draft = await digestMail(digest, context);
  expect(draft).not.toMatch(/^(?:From|To|X-Mailer):/m);
  expect(draft).toMatch(/^X-Unsent: 1$/m);
  expect(draft).toMatch(/^Message-ID: <a{16}\.web\.2026-10-01@crossplan\.invalid>$/m);
  expect(draft).not.toContain('\r');
  const sent = await digestMail({ ...digest, team: null }, context, { from: 'plan@example.org' });
  expect(sent).toMatch(/^From: plan@example\.org$/m);
  expect(sent).toMatch(/^Message-ID: <a{16}\.all\./m);
});
