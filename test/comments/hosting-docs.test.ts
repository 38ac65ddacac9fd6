import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { longestPassage } from '../../src/comments/anchoring/selector-schema.ts';
import { defaultLimits } from '../../src/comments/server/limits.ts';

const guide = await readFile('src/content/docs/guide/hosting-comments.md', 'utf8');
const example = (name: string) => readFile(`examples/hosting/${name}`, 'utf8');

/** First cells of the table below a heading. */
function table(heading: string): string[][] {
  const part = guide.split(/^## /m).find((one) => one.startsWith(heading)) ?? '';
  return part
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

test('the guide names every variable that the server reads, and no other', async () => {
  const source = await readFile('src/comments/server/configuration.ts', 'utf8');
  const read = new Set(source.match(/(?<=')(?:COMMENTS_[A-Z_]+[A-Z]|SITE|BASE)(?=')/g));
  const said = table('What the environment says').map(([name = '']) => name.replaceAll('`', ''));
  expect(said.toSorted()).toEqual([...read].toSorted());
  expect(said.length).toBeGreaterThan(14);
});

test('the guide says the limits that there are', () => {
  const words = (of: readonly [number, number]) =>
    `${of[0]} ${of[1] === 60 ? 'a minute' : 'in ten minutes'}`;
  const rows = Object.values(defaultLimits).map(({ person, address }) => [
    words(person),
    words(address),
  ]);
  expect(table('Limits').map(([, ...cells]) => cells)).toEqual(rows);
  expect(guide).toContain(`a passage ${longestPassage.toLocaleString('en')} characters`);
});

test('what the guide shows of a proxy stands in the examples', async () => {
  for (const [language, file] of [
    ['nginx', 'nginx.conf'],
    ['text', 'Caddyfile'],
  ] as const) {
    const shown = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'ms').exec(guide)?.[1] ?? '';
    const lines = (text: string) => text.split('\n').map((line) => line.trim());
    const whole = lines(await example(file));
    expect(lines(shown).filter((line) => !whole.includes(line))).toEqual([]);
    expect(shown).toContain('127.0.0.1:8080');
  }
});

test('the units of systemd start what there is, with the store where they may write', async () => {
  const server = await example('crossplan.service');
  expect(server).toContain('ExecStart=/usr/bin/node scripts/serve.ts --port 8080\n');
  const backUp = await example('crossplan-back-up.service');
  expect(backUp).toContain('/usr/bin/node scripts/comments.ts back-up ');
  for (const unit of [server, backUp]) {
    expect(unit).toContain('Environment=COMMENTS_STORE=/var/lib/crossplan/');
    expect(unit).toContain('StateDirectory=crossplan\n');
  }
});
