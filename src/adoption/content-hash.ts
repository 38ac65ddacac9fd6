import { createHash } from 'node:crypto';
import type { Probe } from '../proposal/probe.ts';
import { engineVersion } from './engine-version.ts';
import { grammarsVersion } from './pattern/grammars.ts';
import { markups } from './file/script-blocks.ts';
import { mayName, mayReadShell } from './probe/may-name.ts';
import { rubyAndPhp } from './file/file-syntax.ts';
import { isTabled, tablesVersion } from './syntax/lex-table.ts';

/** 16 hexadecimal digits that change when a probe may find something else in the same content. */
export function contentHash(probe: Probe, wrappers: readonly string[]): string {
  // Which files it looks at changes nothing that it finds in one.
  const asked = askedOf({ ...probe, include: undefined, exclude: undefined } as Probe);
  return digitsOf([engineVersion, asked, wrappers, ...tablesAsked(probe)]);
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

/** To be raised whenever other parts of markup are read as scripts. */
const scriptBlocksVersion = 1;

/** To be raised whenever shell is told apart otherwise, or more files are known by their names. */
const shellVersion = 1;

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
 * The version of the languages' tables, or grammars, for a probe whose answer may depend on them: they
 * change nothing of what is asked of other files.
 */
export function tablesAsked(probe: Probe | undefined): number[] {
  switch (probe?.kind) {
    case 'import':
      if (isTabled(probe.language)) return [tablesVersion];
      return probe.language === 'python' ? [] : [scriptBlocksVersion];
    case 'text':
      return [
        ...(mayName(probe.include, tabledFiles) ? [tablesVersion] : []),
        ...(mayReadShell(probe.include) ? [shellVersion] : []),
      ];
    case 'call':
      return probe.language === 'python' ? [] : [scriptBlocksVersion];
    case 'syntax':
      return [grammarsVersion];
    case 'config':
    case 'dependency':
    case 'file':
    case undefined:
      return [];
  }
}
