import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { newOsloMessaging, osloMessaging, rabbitmq } from '../executor/rabbit/available.ts';
import { postgresql } from '../comments/support/available.ts';
import { duckdb } from '../status/duckdb/available.ts';
import { gerritPart } from '../review/available.ts';
import type { RealPart } from './real-part.ts';

function program(names: string[]): string | undefined {
  for (const name of names) {
    if (
      name.startsWith('/')
        ? existsSync(name)
        : spawnSync('sh', ['-c', `command -v ${name}`]).status === 0
    ) {
      return name;
    }
  }
  return undefined;
}

export const chromiumPath =
  process.env['CHROMIUM'] ??
  program(['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']);

/** Every real part, in the order in which `npm test` names what it skipped. */
export const realParts = {
  chromium: {
    name: 'browser tests',
    available: chromiumPath !== undefined,
    reason: 'no Chromium on this machine (looked for /usr/bin/chromium and $CHROMIUM)',
    command: 'sudo apt-get install -y chromium',
  },
  git: {
    name: 'tests on git repositories',
    available: program(['git']) !== undefined,
    reason: 'no git on this machine',
    command: 'sudo apt-get install -y git',
  },
  rabbitmq,
  osloMessaging,
  newOsloMessaging,
  gerrit: gerritPart,
  postgresql,
  duckdb,
} satisfies Record<string, RealPart>;
