import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hiddenCharacter } from '../../src/ground/trust/hidden-characters.ts';
import { proposalsFolder } from '../support/proposals.ts';

/** The bounds of each command over all of it. */
const limitMs = 60_000;
const heapMiB = 512;

const size = 200_000;
const fill = (piece: string) => piece.repeat(Math.floor(size / piece.length));

/** What stands in index.md instead of the good prose; each costs its own proposal at most. */
const prose: Record<string, string> = {
  quotes: fill('>'),
  brackets: fill('['),
  tags: fill('<b>'),
  script: '<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>',
  links: '[a](javascript:alert(1)) [b](data:text/html,x)',
  escapes: '\u001b[2J\u001b]0;title\u0007 ::error::x\n\n::error::y',
};

/** Front matter that is no good. */
const data: Record<string, string> = {
  commands: 'title: "::error::all is lost"\nstatus: "\\e[2J\\n::error::x"\n',
  keys: Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join('\n'),
  nested: fill('['),
  aliases: 'a: &a [*a]\n',
  tag: 'title: !!js/function "function () {}"\n',
  proto: '__proto__: { polluted: yes }\nconstructor: { prototype: { polluted: yes } }\n',
};

let good: string;
let hostile: string;
const secret = 'credentials-of-somebody';

beforeAll(async () => {
  const index = await readFile('test/support/async-blueprint/index.md', 'utf8');
  const probes = await readFile('test/support/async-blueprint/probes.yaml', 'utf8');
  const head = /^---\n[\s\S]*?\n---\n/.exec(index)?.[0] ?? '';
  const whole = { '0001-good/index.md': index, '0001-good/probes.yaml': probes };
  good = await proposalsFolder(whole);
  const files: Record<string, string> = { ...whole };
  let number = 2;
  const next = (name: string) => `${String(number++).padStart(4, '0')}-${name}`;
  for (const [name, text] of Object.entries(prose)) {
    const folder = next(name);
    files[`${folder}/index.md`] = `${head}\n${text}\n`;
    files[`${folder}/probes.yaml`] = probes;
  }
  for (const [name, text] of Object.entries(data)) {
    const folder = next(name);
    files[`${folder}/index.md`] = `---\n${text}---\n`;
    files[`${folder}/probes.yaml`] = probes;
  }
  hostile = await proposalsFolder(files);
  const outside = join(hostile, '..', `${Date.now()}-secret`);
  await writeFile(outside, secret);
  const links: [string, string][] = [
    ['file', outside],
    ['device', '/dev/zero'],
    ['environment', '/proc/self/environ'],
    ['loop', 'index.md'],
  ];
  for (const [name, target] of links) {
    const folder = join(hostile, next(name));
    await mkdir(folder);
    await symlink(target, join(folder, 'index.md'));
    await symlink(target, join(folder, 'probes.yaml'));
    await symlink(target, join(folder, 'links.yaml'));
    await symlink(target, join(folder, 'reviews.json'));
  }
  const pipe = join(hostile, next('pipe'));
  await mkdir(pipe);
  execFileSync('mkfifo', [join(pipe, 'index.md'), join(pipe, 'probes.yaml')]);
  await symlink(tmpdir(), join(hostile, next('folder')));
  await mkdir(join(hostile, '0099-\u001b[2J\n::error::name'));
});
afterAll(() => rm(hostile, { recursive: true, force: true }));

function command(script: string, args: string[]) {
  return spawnSync(
    process.execPath,
    [`--max-old-space-size=${heapMiB}`, resolve('scripts', script), ...args],
    { encoding: 'utf8', timeout: limitMs, maxBuffer: 64 * 1024 * 1024 },
  );
}

it('check tells all of it, ends within its bounds, and prints nothing that acts', () => {
  const { status, stdout, stderr } = command('check.ts', ['--root', hostile]);
  expect(stderr).toBe('');
  expect([1, 3]).toContain(status);
  for (const name of [
    ...Object.keys(prose),
    ...Object.keys(data),
    'file',
    'device',
    'pipe',
    'folder',
  ]) {
    expect(stdout, name).toMatch(new RegExp(`\\d{4}-${name}[/:]`));
  }
  const alone = command('check.ts', ['--root', good])
    .stdout.split('\n')
    .filter((line) => line.includes('0001-good/'));
  expect(stdout.split('\n').filter((line) => line.includes('0001-good/'))).toEqual(
    alone.map((line) => line.replaceAll(good, hostile)),
  );
  expect(stdout).not.toContain(secret);
  expect(stdout.length).toBeLessThan(100_000);
  for (const line of stdout.split('\n')) {
    expect(hiddenCharacter(line)).toBeUndefined();
    expect(line).not.toMatch(/^\s*::/);
  }
});

it('the good proposal beside it has the same status, byte for byte', () => {
  const alone = command('status.ts', ['--root', good, '--proposal', '1', '--json']);
  const beside = command('status.ts', ['--root', hostile, '--proposal', '1', '--json']);
  expect(alone.stdout.length).toBeGreaterThan(2);
  expect(beside.stdout).toBe(alone.stdout);
});
