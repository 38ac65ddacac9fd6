/**
 * Imports run one way (ARCHITECTURE.md), as ESLint's configuration. Here each file's own imports are
 * held; what a file reaches over others, and circles, import-graph.ts holds.
 */

/** What components and pages alike may import. */
const belowComponents = [
  ...['site', 'status', 'comments', 'adoption', 'review', 'git', 'proposal', 'ground'],
  ...['executor', 'styles'],
];

/** For each folder of src: the sibling folders that it may import from, beside itself. */
const mayImport = {
  ground: [],
  git: ['ground'],
  proposal: ['ground'],
  adoption: ['git', 'proposal', 'ground'],
  review: ['git', 'proposal', 'ground'],
  'review/sync': ['review', 'adoption', 'git', 'proposal', 'ground'],
  status: ['adoption', 'review', 'git', 'proposal', 'ground'],
  comments: ['adoption', 'review', 'git', 'proposal', 'ground'],
  executor: [],
  site: ['status', 'comments', 'adoption', 'review', 'git', 'proposal', 'ground'],
  components: belowComponents,
  pages: ['components', ...belowComponents],
};

/** Those that run under plain Node and know no astro. */
const domains = [
  'ground',
  'git',
  'proposal',
  'adoption',
  'review',
  'status',
  'comments',
  'executor',
];
const folders = [
  ...new Set(Object.keys(mayImport).map((name) => name.split('/')[0])),
  'content',
  'styles',
];

/** What runs in the browser; its `.astro` files are made at build time. */
export const browserFiles = [
  'src/components/**/client/**/*.ts',
  'src/components/playground/**/*.ts',
  'src/**/*.astro/*.ts',
];
/** Files of domains that run in the browser too; review-state.ts has the words that filters use. */
const runsInBoth = ['executor/browser', 'comments/anchoring', 'review/review-state'];
const tests = ['**/*.test.ts', '**/*.test-d.ts'];

const up = '^(\\./)?(\\.\\./)+(src/)?';

/** Nothing but `scripts/` and `review/sync` itself imports the sync; octokit only where it asks GitHub. */
const noSync = {
  regex: `${up}(review/)?sync(/|$)|^\\./sync/`,
  message: 'review/sync is what a run does: only scripts reach it.',
};
const noOctokit = {
  regex: '^(octokit|@octokit/)',
  message: 'GitHub is asked in src/review/sync/github alone.',
};

/** Folders that read what strangers wrote below proposals/. */
const readsProposals = [
  'proposal',
  'adoption',
  'review',
  'status',
  'comments',
  'site',
  'components',
  'pages',
];

/** What opens files, past src/ground/trust/open-below.ts. */
const noOpening = {
  regex: '^(node:)?fs(/promises)?$',
  importNames: [
    ...['readFile', 'readFileSync', 'writeFile', 'writeFileSync', 'open', 'openSync', 'opendir'],
    ...['createReadStream', 'createWriteStream', 'appendFile', 'copyFile', 'truncate', 'default'],
  ],
  message: 'Files below proposals/ are opened by src/ground/trust/open-below.ts: no link, bounded.',
};

function floor(folder) {
  const allowed = mayImport[folder];
  const own = folder.split('/')[0];
  const forbidden = folders.filter((other) => other !== own && !allowed.includes(other));
  const patterns = [];
  if (forbidden.length > 0) {
    patterns.push({
      regex: `${up}(${forbidden.join('|')}|content\\.config)(/|\\.|$)`,
      message: `src/${folder} may import only from: ${[folder, ...allowed].join(', ')}.`,
    });
  }
  if (folder !== 'review/sync') patterns.push(noSync, noOctokit);
  if (readsProposals.includes(folder)) patterns.push(noOpening);
  if (domains.includes(own)) {
    patterns.push(
      {
        regex: '^(astro(:|/|$)|@astrojs/)',
        message: `src/${folder} is a domain: it runs under plain Node and knows no astro.`,
      },
      {
        regex: `${up}(scripts|test|proposals)/`,
        message: `src/${folder} is used by scripts and tests, never the other way round.`,
      },
    );
  }
  return patterns;
}

const noNode = {
  regex: `^node:|^(${[
    'assert',
    'buffer',
    'child_process',
    'crypto',
    'events',
    'fs',
    'http',
    'https',
    'net',
    'os',
    'path',
    'process',
    'stream',
    'url',
    'util',
    'worker_threads',
  ].join('|')})(/|$)`,
  message: 'This runs in the browser: no Node.',
};

const inBrowser = [
  ...floor('components'),
  noNode,
  {
    regex: `${up}(?!(${runsInBoth.join('|')})(/|\\.|$))(${[...domains, 'site'].join('|')})/`,
    message: 'This runs in the browser: from domains only types, but for executor/browser.ts.',
    allowTypeImports: true,
  },
];

/** One block of ESLint's configuration; a later block of the same files replaces an earlier one. */
function block(files, patterns, ignores = tests) {
  return {
    files,
    ignores,
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
  };
}

export const floors = [
  ...Object.keys(mayImport).map((folder) =>
    block([`src/${folder}/**/*.{ts,mjs,astro}`], floor(folder)),
  ),
  block(['src/review/sync/github/**/*.ts'], floor('review/sync')),
  block(
    ['src/review/sync/**/*.ts'],
    [...floor('review/sync'), noOctokit],
    [...tests, 'src/review/sync/github/**'],
  ),
  block(browserFiles, inBrowser),
  block(['src/comments/anchoring/**/*.ts'], [...floor('comments'), noNode]),
];
