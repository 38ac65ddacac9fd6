import type { Migration } from 'kysely/migration';
import type { Engine } from './engine.ts';
import { threads } from './migrations/0001-threads.ts';
import { many } from './migrations/0002-many.ts';
import { keptHtml } from './migrations/0003-kept-html.ts';
import { resolving } from './migrations/0004-resolving.ts';

/**
 * The steps from nothing to today's tables, in the order of their names. One that stood on the main
 * branch never changes: stores were made by it. What is to be otherwise is a step of its own.
 */
export function migrations(engine: Engine): Record<string, Migration> {
  return {
    '0001-threads': threads(engine),
    '0002-many': many(engine),
    '0003-kept-html': keptHtml(),
    '0004-resolving': resolving(),
  };
}
