import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { readRemembered } from '../../../src/adoption/cache/read-remembered.ts';
import type { UnitReader } from '../../../src/adoption/fleet/read-unit.ts';
import { readApart, type ReaderProgress } from '../../../src/adoption/read-apart.ts';
import { inCache, inMirrors } from '../../../src/git/clone.ts';
import type { OptionHelp } from '../cli.ts';
import { pastDay, wholeNumber } from '../options.ts';

/** Where a machine finds repositories, and what it keeps of them: for the table of options. */
export const readerOptions = {
  mirrors: {
    type: 'string',
    value: '<pattern>',
    help: 'read existing clones, bare or not: {owner} and {name} stand for the repository’s',
  },
  'as-of': {
    type: 'string',
    value: '<day>',
    help: 'with --mirrors: the day on which those clones were last fetched, YYYY-MM-DD',
  },
  local: {
    type: 'boolean',
    help: 'read repositories that are folders of this machine or file: addresses too',
  },
  host: {
    type: 'string',
    multiple: true,
    value: '<name>',
    help: 'ask this host alone; may be given several times. Default: any, over https or ssh',
  },
  cache: {
    type: 'string',
    value: '<dir>',
    help: 'where clones of its own are kept; default: .cache/repositories',
  },
  'no-fetch': { type: 'boolean', help: 'read the cache as it is, ask no server' },
  scans: {
    type: 'string',
    value: '<dir>',
    help: 'where what was found is kept, so that a later run reads what is new; default: .cache/scans',
  },
  'no-scans': { type: 'boolean', help: 'read everything anew, and keep nothing' },
  'scans-limit': {
    type: 'string',
    value: '<MiB>',
    help: 'what was used longest ago is then thrown away; default: 2048',
  },
  jobs: { type: 'string', value: '<n>', help: 'repositories at a time; default: 2' },
} as const satisfies Record<string, OptionHelp>;

export interface ReaderValues {
  mirrors?: string;
  'as-of'?: string;
  local?: boolean;
  host?: string[];
  cache?: string;
  'no-fetch'?: boolean;
  scans?: string;
  'no-scans'?: boolean;
  'scans-limit'?: string;
  jobs?: string;
}

/** What the options say of this machine. */
export interface ReaderSettings {
  /** @param progress how far the reading of one repository has come */
  reader: (progress?: (progress: ReaderProgress) => void) => UnitReader;
  scans: string | undefined;
  /** Of what is kept, in bytes. */
  mostScans: number;
  jobs: number;
}

/** @throws WrongUse */
export function readerSettings(values: ReaderValues): ReaderSettings {
  const locate =
    values.mirrors === undefined
      ? inCache(resolve(values.cache ?? join('.cache', 'repositories')), {
          fetch: values['no-fetch'] !== true,
          local: values.local === true,
          hosts: values.host,
        })
      : inMirrors(values.mirrors, {
          asOf: asOfDay(values['as-of']),
          local: values.local === true,
        });
  const scans =
    values['no-scans'] === true ? undefined : resolve(values.scans ?? join('.cache', 'scans'));
  const most = wholeNumber('--scans-limit', values['scans-limit'] ?? '2048', { least: 1 });
  return {
    reader: (progress) => ({
      ...{ locate, scans },
      read: (task) => readRemembered(task, (one) => readApart(one, {}, progress)),
    }),
    ...{ scans, mostScans: most * 1024 * 1024, jobs: jobsOf(values.jobs) },
  };
}

function asOfDay(text: string | undefined): string | undefined {
  return text === undefined ? undefined : pastDay('--as-of', text);
}

function jobsOf(text: string | undefined): number {
  if (text === undefined) return Math.min(2, availableParallelism());
  return wholeNumber('--jobs', text, { least: 1, most: 64 });
}
