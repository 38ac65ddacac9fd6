import type { Tables } from './tables.ts';

/**
 * Every table of the store, each after those that it refers to. What is under way for minutes alone
 * (sign-ins) is told apart: nobody needs it again.
 */
export const storedTables = [
  'revision',
  'head',
  'person',
  'ban',
  'barred',
  'thread',
  'comment',
  'comment_version',
  'placement',
  'reaction',
  'event',
  'answered',
  'session',
  'sign_in',
] as const satisfies readonly (keyof Tables)[];
