import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect } from 'vitest';
import { hiddenCharacter } from '../../src/ground/trust/hidden-characters.ts';
import { proposalsFolder } from '../support/proposals.ts';

/** What one run of a command may take over all inputs together; so each of them takes less. */
const bounds = {
  /** JavaScript's own heap, in MiB: beyond it the process ends with a crash. */
  heapMebibytes: 512,
  /** All memory of the process, in MiB. */
  memoryMebibytes: 1024,
  /** Computing time, in ms. */
  computingMs: 60_000,
  /** By the clock, on a machine that does other things as well, in ms. */
  clockMs: 200_000,
  /** Characters printed. */
  output: 500_000,
};

/** Tells on its way out what the process has taken. */
const measure = `import { writeSync } from 'node:fs';
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeSync(3, JSON.stringify({ ms: (userCPUTime + systemCPUTime) / 1000, mebibytes: maxRSS / 1024 }));
});`;

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
    bytes = bounds.output,
  }: { env?: Record<string, string>; cwd?: string; bytes?: number } = {},
): Promise<Ended> {
  const options = [`--max-old-space-size=${bounds.heapMebibytes}`, '--import'];
  const hook = `data:text/javascript,${encodeURIComponent(measure)}`;
  const child = spawn(
    process.execPath,
    [...options, hook, resolve(import.meta.dirname, '../../scripts', script), ...args],
    {
      cwd,
      env: { ...process.env, CI: 'true', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      timeout: bounds.clockMs,
      killSignal: 'SIGKILL',
    },
  );
  const texts = ['', '', '', ''];
  for (const [i, stream] of child.stdio.entries()) {
    stream?.on('data', (chunk: Buffer) => (texts[i] = (texts[i] ?? '') + chunk.toString('utf8')));
  }
  const code = await new Promise<number | null>((done) => child.on('close', done));
  const [, out = '', err = '', taken = ''] = texts;
  const shown = `${script} ${args.join(' ')}\n${err.slice(0, 2000)}`;
  expect(taken, `${shown}\nended before its end`).not.toBe('');
  const { ms, mebibytes } = JSON.parse(taken) as { ms: number; mebibytes: number };
  expect(ms, shown).toBeLessThan(bounds.computingMs);
  expect(mebibytes, shown).toBeLessThan(bounds.memoryMebibytes);
  expect([0, 1, 2, 3], shown).toContain(code);
  expect(`${out}${err}`).not.toContain(secret);
  expect(err, 'a fault of this program').not.toMatch(/\n\s+at .*\.ts:\d+/);
  expect(`${out}${err}`).not.toContain('a fault of this program');
  expect(out.length + err.length).toBeLessThan(bytes);
  for (const line of `${out}\n${err}`.split('\n')) {
    expect(hiddenCharacter(line), JSON.stringify(line.slice(0, 200))).toBeUndefined();
    expect(line).not.toMatch(/^\s*::|##\w*\[/);
  }
  return { code, out, err };
}

/** The front matter and the probes of a good proposal. */
export async function goodProposal(): Promise<{ head: string; index: string; probes: string }> {
  const index = await readFile('test/support/async-blueprint/index.md', 'utf8');
  const probes = await readFile('test/support/async-blueprint/probes.yaml', 'utf8');
  const head = /^---\n[\s\S]*?\n---\n/.exec(index)?.[0] ?? '';
  return { head, index, probes };
}

/** A folder's name for each hostile input, after the good proposal's 0001. */
export function folderNames(names: readonly string[], first = 2): Map<string, string> {
  return new Map(
    names.map((name, i) => [name, `${String(first + i).padStart(4, '0')}-${slug(name)}`]),
  );
}

function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/**
 * A folder of proposals with the good one, and beside it one for each hostile prose and one for each
 * hostile front matter.
 */
export async function besideGood(
  prose: Readonly<Record<string, string>>,
  data: Readonly<Record<string, string>> = {},
): Promise<{ root: string; folders: Map<string, string> }> {
  const { head, probes } = await goodProposal();
  const folders = folderNames([...Object.keys(prose), ...Object.keys(data)]);
  const files: Record<string, string> = {};
  const add = (name: string, index: string) => {
    files[`${folders.get(name) ?? ''}/index.md`] = index;
    files[`${folders.get(name) ?? ''}/probes.yaml`] = probes;
  };
  for (const [name, text] of Object.entries(prose)) add(name, `${head}\n${text}\n`);
  for (const [name, text] of Object.entries(data)) add(name, `---\n${text}---\n`);
  return { root: await proposalsFolder(files), folders };
}

/** The good proposal's lines of what `check` prints, without where its folder lies. */
export function linesOfGood(out: string, root: string): string[] {
  return out
    .split('\n')
    .filter((line) => line.includes('0001-async/'))
    .map((line) => line.replaceAll(root, ''));
}

/** A text of about `size` characters, made of one piece over and over. */
export const fill = (piece: string, size = 200_000) =>
  piece.repeat(Math.floor(size / piece.length));
