import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RealPart } from '../support/real-part.ts';

const root = join(import.meta.dirname, '..', '..');

/** Where the tests keep Gerrit's files and a site that is set up, between runs. */
export const gerritCache = join(root, '.cache', 'gerrit');

/** Gerrit's files, once they are there. */
export const gerritLibraries = join(gerritCache, 'lib');

export const pomFile = join(import.meta.dirname, 'gerrit', 'pom.xml');

function runs(command: string, args: string[]): string | undefined {
  const result = spawnSync(command, args, { encoding: 'utf8' });
  return result.status === 0 ? `${result.stdout}${result.stderr}` : undefined;
}

/** Java 17 or later. */
function hasJava(): boolean {
  const version = /version "(\d+)/.exec(runs('java', ['-version']) ?? '')?.[1];
  return Number(version ?? 0) >= 17;
}

function hasLibraries(): boolean {
  try {
    return readdirSync(gerritLibraries).filter((name) => name.endsWith('.jar')).length === 6;
  } catch {
    return false;
  }
}

/** A Gerrit that tests may start on this machine. */
export const gerritPart: RealPart = {
  name: 'tests against a real Gerrit',
  available: hasJava() && (hasLibraries() || runs('mvn', ['-version']) !== undefined),
  reason: 'no Java 17 or later, or no Maven to bring Gerrit with',
  command: 'sudo apt-get install -y openjdk-17-jre-headless maven',
};
