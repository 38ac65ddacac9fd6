import { createHash } from 'node:crypto';
import type { Probe } from '../proposal/probe.ts';
import { engineVersion } from './engine-version.ts';
import { grammarsVersion } from './pattern/grammars.ts';
import { markups } from './file/script-blocks.ts';
import { mayName, mayReadData, mayReadShell } from './probe/may-name.ts';
import { rubyAndPhp } from './file/file-syntax.ts';
import { isTabled, tablesVersion } from './syntax/lex-table.ts';

/** 16 hexadecimal digits that change when a probe may find something else in the same content. */
export function contentHash(probe: Probe, wrappers: readonly string[]): string {
  // Which files it looks at changes nothing that it finds in one.
  const asked = askedOf({ ...probe, include: undefined, exclude: undefined } as Probe);
  return digitsOf([engineVersion, asked, wrappers, ...versionsAsked(probe)]);
}

/**
 * What a probe asks, with its keys in order. How it is called and explained, and what finding no file
 * means, changes nothing that it finds.
 */
export function askedOf(probe: Probe | undefined): unknown {
  return sorted({ ...probe, title: undefined, note: undefined, absentIs: undefined });
}

export function digitsOf(data: unknown): string {
  return createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 16);
}

/** The same data with the keys of every object in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}

/** Of how files are read, by what reads them: to be raised whenever it may tell something else of the same file. */
export interface ReadingVersions {
  tables: number;
  grammars: number;
  /** What of markup is read as scripts. */
  scriptBlocks: number;
  /** Shell, and which files are shell by their names. */
  shell: number;
  /** YAML, TOML, INI, Dockerfiles and Markdown; 0: by their lines alone. */
  data: number;
  /** What manifests say that is required; 0: without what was read of each later. */
  manifests: number;
}

const current: ReadingVersions = {
  ...{ tables: tablesVersion, grammars: grammarsVersion },
  ...{ scriptBlocks: 1, shell: 2, data: 1, manifests: 1 },
};

/** Those of before, newest first: what was read then is still what was known then. */
export const earlierVersions: readonly ReadingVersions[] = [
  { ...current, manifests: 0 },
  { ...current, tables: 3, shell: 1, data: 0, manifests: 0 },
];

const tabledFiles = [
  ...markups,
  ...rubyAndPhp,
  'Containerfile',
  'go',
  'java',
  'kt',
  'kts',
  'rs',
  'c',
  'h',
  'cc',
  'cpp',
  'cxx',
  'hh',
  'hpp',
  'hxx',
  'cs',
];

/**
 * The versions of what a probe's answer may depend on: others change nothing of what it finds.
 */
export function versionsAsked(
  probe: Probe | undefined,
  { tables, grammars, scriptBlocks, shell, data, manifests } = current,
): (number | string)[] {
  switch (probe?.kind) {
    case 'import':
      if (isTabled(probe.language)) return [tables];
      return probe.language === 'python' ? [] : [scriptBlocks];
    case 'text':
      return [
        ...(mayName(probe.include, tabledFiles) ? [tables] : []),
        ...(mayReadShell(probe.include) ? [shell] : []),
        // Told from the others by its name.
        ...(data > 0 && mayReadData(probe.include) ? ['data', data] : []),
      ];
    case 'call':
      return probe.language === 'python' ? [] : [scriptBlocks];
    case 'syntax':
      return [grammars];
    case 'dependency':
      return manifests > 0 ? ['manifests', manifests] : [];
    case 'config':
    case 'file':
    case undefined:
      return [];
  }
}
