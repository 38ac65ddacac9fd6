import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { expect } from 'vitest';
import { hiddenCharacter } from '../../src/ground/trust/hidden-characters.ts';
import { environment } from '../support/site.ts';

/** What one run of a command may take over all inputs together; so each of them takes less. */
const bounds = {
  /** JavaScript's own heap of a process, in MiB: beyond it the process ends with a crash. */
  heapMebibytes: 512,
  /** All memory of a process, in MiB. */
  memoryMebibytes: 1024,
  /** Computing time of the command and of every Node that it started, in ms. */
  computingMs: 60_000,
  /** By the clock, on a machine that does other things as well, in ms. */
  clockMs: 400_000,
  /** Characters printed. */
  output: 500_000,
};

/** What the build of a site may take beyond {@link bounds}: it renders every page in one process. */
export const boundsOfBuild = {
  heapMebibytes: 1536,
  memoryMebibytes: 2048,
  computingMs: 180_000,
  clockMs: 800_000,
  output: 5_000_000,
};

/** Colours of a terminal, and nothing that moves, deletes or names anything. */
// eslint-disable-next-line no-control-regex -- it is what is looked for
const colours = /\u001b\[[\d;]*m/g;

/** Each process, and each that it starts, tells on its way out what it has taken. */
const measure = `import { appendFileSync } from 'node:fs';
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const taken = { pid: process.pid, ms: (userCPUTime + systemCPUTime) / 1000, mebibytes: maxRSS / 1024 };
  appendFileSync(process.env.HOSTILE_MEASURED, JSON.stringify(taken) + '\\n');
});`;

interface Taken {
  pid: number;
  ms: number;
  mebibytes: number;
}

/** A secret that stands where no command has any business: nothing may ever print it. */
export const secret = 'credentials-of-somebody';

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/**
 * Runs a command of scripts/ over hostile input and holds what holds of every run: it ends by itself,
 * within its bounds, with one of the exit codes that mean what they say, and prints nothing that acts
 * and no secret.
 */
export async function bounded(
  script: string,
  args: readonly string[],
  {
    env = {},
    cwd = process.cwd(),
    ...given
  }: { env?: Record<string, string>; cwd?: string } & Partial<typeof bounds> = {},
): Promise<Ended> {
  const { heapMebibytes, memoryMebibytes, computingMs, clockMs, output } = { ...bounds, ...given };
  const measured = join(tmpdir(), `crossplan-measured-${randomUUID()}`);
  const hook = `data:text/javascript,${encodeURIComponent(measure)}`;
  const own = {
    CI: 'true',
    NO_COLOR: '1',
    NODE_OPTIONS: `--max-old-space-size=${heapMebibytes} --import=${hook}`,
    HOSTILE_MEASURED: measured,
  };
  const program = resolve(import.meta.dirname, '../../scripts', script);
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { ...environment(), ...own, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: clockMs,
    killSignal: 'SIGKILL',
  });
  const texts = ['', ''];
  for (const [i, stream] of [child.stdout, child.stderr].entries()) {
    stream.setEncoding('utf8').on('data', (text: string) => (texts[i] = (texts[i] ?? '') + text));
  }
  const code = await new Promise<number | null>((done) => child.on('close', done));
  const [out = '', err = ''] = texts;
  const shown = `${script} ${args.join(' ')}\n${out.slice(-2000)}\n${err.slice(0, 2000)}`;
  const lines = await readFile(measured, 'utf8').catch(() => '');
  await rm(measured, { force: true });
  // Threads of a process tell the whole process: the last of it counts.
  const taken = new Map<number, Taken>();
  for (const line of lines.split('\n').filter((one) => one !== '')) {
    const one = JSON.parse(line) as Taken;
    taken.set(one.pid, one);
  }
  expect(taken.has(child.pid ?? 0), `${shown}\nended before its end`).toBe(true);
  const all = [...taken.values()];
  expect(
    all.reduce((sum, { ms }) => sum + ms, 0),
    shown,
  ).toBeLessThan(computingMs);
  expect(Math.max(...all.map(({ mebibytes }) => mebibytes)), shown).toBeLessThan(memoryMebibytes);
  expect([0, 1, 2, 3], shown).toContain(code);
  expect(`${out}${err}`).not.toContain(secret);
  expect(err, 'a fault of this program').not.toMatch(/\n\s+at .*\.ts:\d+/);
  expect(`${out}${err}`).not.toContain('a fault of this program');
  expect(out.length + err.length).toBeLessThan(output);
  // The builder colours its own lines, whatever it is told.
  const text = `${out}\n${err}`;
  const plain = script === 'build.ts' ? text.replace(colours, '') : text;
  for (const line of plain.split('\n')) {
    expect(hiddenCharacter(line), JSON.stringify(line.slice(0, 200))).toBeUndefined();
    expect(line).not.toMatch(/^\s*::|##\w*\[/);
  }
  return { code, out, err };
}

/** A good proposal of the projects alpha and beta: its front matter and its files. */
export async function goodProposal(): Promise<{ head: string; index: string; probes: string }> {
  const text = await readFile('test/support/async-blueprint/index.md', 'utf8');
  // Another proposal is about the projects of hostile repositories, and asks hostile servers.
  const index = text
    .replace(/^projects: all$/m, 'projects: [alpha, beta]')
    .replace(/^ +# How the code reviews .*\n +reviews:\n.*\n/m, '');
  const probes = await readFile('test/support/async-blueprint/probes.yaml', 'utf8');
  const head = /^---\n[\s\S]*?\n---\n/.exec(index)?.[0] ?? '';
  return { head, index, probes };
}

/** A text of about `size` characters, made of one piece over and over. */
export const fill = (piece: string, size = 200_000) =>
  piece.repeat(Math.floor(size / piece.length));
