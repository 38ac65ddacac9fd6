import { projectOption, proposalOption, rootOption } from '../options.ts';

/** The options of `npm run sync`. */
export const syncOptions = {
  proposal: proposalOption,
  source: {
    type: 'string',
    multiple: true,
    value: '<system>',
    help: 'only this system of projects.yaml, `gerrit:<host>` or `github:<host>`',
  },
  host: {
    type: 'string',
    multiple: true,
    value: '<name>',
    help: 'ask this host alone; may be given several times. Default: any of projects.yaml',
  },
  'from-git': {
    type: 'boolean',
    help: 'ask no server: read merged reviews from the history of repositories',
  },
  mirrors: {
    type: 'string',
    value: '<pattern>',
    help: 'with --from-git: existing clones; {owner} and {name} stand for the repository’s',
  },
  project: { ...projectOption, help: 'with --from-git: only this project' },
  since: {
    type: 'string',
    value: '<day>',
    help: "with --from-git: what merged from this day on, YYYY-MM-DD; default: the proposal's `since`",
  },
  budget: { type: 'string', value: '<n>', help: 'most requests of this run; default: 1000' },
  spacing: {
    type: 'string',
    value: '<ms>',
    help: 'least time between two requests to a host; default: 1000',
  },
  patience: {
    type: 'string',
    value: '<s>',
    help: 'most seconds that an answer may take to its last byte; default: 60',
  },
  tries: {
    type: 'string',
    value: '<n>',
    help: 'how often a request is tried before its server is left for this run; default: 5',
  },
  minutes: {
    type: 'string',
    value: '<n>',
    help: 'most minutes for one server; the next run goes on from there; default: 60',
  },
  cycle: {
    type: 'string',
    value: '<days>',
    help: 'every known review is looked at once in so many days; default: 14',
  },
  contact: {
    type: 'string',
    value: '<text>',
    help: 'whom a server’s operators may write to; default: $CROSSPLAN_CONTACT',
  },
  netrc: {
    type: 'string',
    value: '<file>',
    help: 'a .netrc whose passwords may be used, each for its own host over https',
  },
  cookies: {
    type: 'string',
    value: '<file>',
    help: 'a .gitcookies whose cookies may be used, each for its own host over https',
  },
  'secrets-on-loopback': {
    type: 'boolean',
    help: 'let a secret go to this machine itself without encryption',
  },
  cache: { type: 'string', value: '<dir>', help: 'journals and ETags; default: .cache/review' },
  root: rootOption,
  verbose: { type: 'boolean', help: 'print every request' },
  json: { type: 'boolean', help: 'the results as JSON' },
  'dry-run': { type: 'boolean', help: 'print what would be asked; ask and write nothing' },
} as const;

/** What of them was given. */
export type SyncValues = {
  [Name in keyof typeof syncOptions]?: (typeof syncOptions)[Name]['type'] extends 'boolean'
    ? boolean
    : (typeof syncOptions)[Name] extends { multiple: true }
      ? string[]
      : string;
};
