import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of proposals with one blueprint, for the commands. */
export interface ProposalsRoot {
  root: string;
  /** Folder of its one proposal. */
  folder: string;
  [Symbol.asyncDispose]: () => Promise<void>;
}

/**
 * @param systems YAML of `reviewSystems`
 * @param reviews YAML of the stage's queries
 */
export async function proposalsRoot(
  systems: string,
  reviews: string,
  plan = '',
): Promise<ProposalsRoot> {
  const root = await mkdtemp(join(tmpdir(), 'crossplan-root-'));
  const folder = join(root, '0001-move');
  await mkdir(folder);
  await writeFile(
    join(root, 'projects.yaml'),
    `reviewSystems: ${systems}
teams: { team: {} }
projects:
  alpha: { team: team, repository: https://git.example.org/demo/alpha }
`,
  );
  await writeFile(
    join(folder, 'probes.yaml'),
    'probes:\n  old: { kind: text, title: Old, include: ["**"], pattern: old }\n',
  );
  await writeFile(
    join(folder, 'index.md'),
    `---
title: Move
summary: From old to new.
status: draft
champions: [Champion]
created: 2026-01-01
updated: 2026-01-01
since: 2025-01-01
projects: all
affected: old
stages:
  - id: one
    title: One
    summary: The one stage.
    criteria: { bad: old }
    reviews: ${reviews}
---

## Summary

Text.

## Problem

Text.

## Plan

### Stage: one

${plan}

## Migrating one project

Text.

## Impact

Text.

## Concerns

Text.

## History

Text.
`,
  );
  return {
    root,
    folder,
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}
