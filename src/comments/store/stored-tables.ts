import type { Tables } from './tables.ts';

type Name = keyof Tables;

/** Every table of the store, each after those that it refers to, with what tells its rows apart. */
export const keysOf = {
  revision: ['proposal', 'name'],
  head: ['proposal'],
  person: ['id'],
  ban: ['person'],
  barred: ['identity'],
  thread: ['seq'],
  comment: ['seq'],
  comment_version: ['comment', 'number'],
  comment_html: ['comment'],
  placement: ['revision', 'thread'],
  reaction: ['comment', 'person', 'sign'],
  event: ['seq'],
  answered: ['person', 'key'],
  session: ['hash'],
  sign_in: ['state'],
} as const satisfies { [Table in Name]: readonly (keyof Tables[Table])[] };

export const storedTables = Object.keys(keysOf) as Name[];

/** Sign-ins under way are over before anybody needs them again; HTML is made of what was written. */
const leftOut: readonly Name[] = ['sign_in', 'comment_html'];

/** Those that a back-up has. */
export const keptTables = storedTables.filter((name) => !leftOut.includes(name));
