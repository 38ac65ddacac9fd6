/**
 * Each guard against strangers' input has one home (src/ground/trust, and those named here); these rules,
 * as ESLint's configuration, keep others from going past it. What opens files is with the folders'
 * imports in floors.mjs, for the two rules share a name.
 */

const tests = ['**/*.test.ts', '**/*.test-d.ts'];
/** Runs in the browser or is the library: no proposal, repository or server reaches it. */
const apart = ['src/executor/**', 'src/components/**/client/**', 'src/components/playground/**'];

/** One pattern of code that belongs to one home. */
function rule(selector, message) {
  return { selector, message };
}

/** `new URL('x', import.meta.url)` is a file of this program. */
const ownFile =
  ':not([arguments.1.type="MemberExpression"][arguments.1.object.type="MetaProperty"])';

const addresses = [
  rule(
    `NewExpression[callee.name="URL"]${ownFile}`,
    'Addresses are read in src/ground/trust/web-address.ts: webAddress(), addressParts().',
  ),
  rule(
    'CallExpression[callee.object.name="URL"][callee.property.name=/^(parse|canParse)$/]',
    'Addresses are read in src/ground/trust/web-address.ts: webAddress(), addressParts().',
  ),
  rule(
    'CallExpression[callee.object.name="z"][callee.property.name="url"]',
    'Addresses are webAddressSchema: http and https, no user information.',
  ),
];

const patterns = [
  rule(
    'NewExpression[callee.name="RegExp"][arguments.0.type="Identifier"]',
    'An expression of a stranger runs under the limit of src/adoption/search/line-search.ts.',
  ),
  rule(
    'CallExpression[callee.name=/^(eval|Function)$/], NewExpression[callee.name="Function"]',
    'No text is run.',
  ),
];

const asking = [
  rule(
    'CallExpression[callee.name="fetch"], CallExpression[callee.object.name="globalThis"][callee.property.name="fetch"]',
    'Servers are asked by src/review/sync/polite-fetch.ts, which alone gives a request its secret.',
  ),
];

const html = [
  rule(
    'AssignmentExpression[left.property.name=/^(inner|outer)HTML$/], CallExpression[callee.property.name="insertAdjacentHTML"]',
    'Text becomes HTML through src/ground/trust/safe-html.ts alone.',
  ),
  rule(
    'ImportDeclaration[source.value=/^(rehype-raw|rehype-sanitize)$/]',
    'HTML of strangers is read where safe-html.ts follows: render-prose.ts and check-html.ts.',
  ),
];

const limits = [
  rule(
    'ImportDeclaration[source.value="yaml"][importKind!="type"]',
    'YAML of strangers is read by src/proposal/yaml-document.ts, which bounds it.',
  ),
  rule(
    'ImportDeclaration[source.value=/^(remark|remark-parse|mdast-util-from-markdown)$/]',
    'Markdown of strangers is read by src/proposal/markdown.ts, which bounds it.',
  ),
  rule(
    'ImportDeclaration[source.value="picomatch"]',
    'Globs are matched in linear time by src/adoption/search/glob.ts.',
  ),
  rule(
    'ImportDeclaration[source.value=/^(node:)?child_process$/]',
    'Programs are started by src/git/run-git.ts and src/adoption/read-apart.ts, which bound them.',
  ),
  rule(
    'ImportDeclaration[source.value=/^(node:)?vm$/]',
    'Code is run under a limit of time by src/adoption/search/time-limit.ts.',
  ),
];

const terminal = [
  rule(
    'CallExpression[callee.object.name="console"], MemberExpression[object.name="process"][property.name=/^(stdout|stderr)$/]',
    'Commands write by scripts/lib/print.ts, which guards the terminal.',
  ),
];

const all = { addresses, patterns, asking, html, limits, terminal };

/** Homes of a guard, and what stands there of the others' by right, with the reason. */
const homes = [
  { files: ['src/ground/trust/web-address.ts'], but: ['addresses'] },
  { files: ['src/ground/trust/safe-html.ts'], but: ['html'] },
  // Its pattern is made of this file's own ranges and names.
  {
    files: ['src/ground/trust/hidden-characters.ts', 'src/ground/foreign-text.ts'],
    but: ['patterns'],
  },
  { files: ['src/review/sync/polite-fetch.ts'], but: ['asking'] },
  // Follows a repository's address within its origin, without a secret.
  { files: ['src/git/redirect.ts'], but: ['asking'] },
  { files: ['src/git/run-git.ts', 'src/adoption/read-apart.ts'], but: ['limits'] },
  { files: ['src/proposal/yaml-document.ts', 'src/proposal/markdown.ts'], but: ['limits'] },
  { files: ['src/adoption/search/time-limit.ts'], but: ['limits'] },
  // Bounded by the size of a blob, and its faults cost the file.
  { files: ['src/adoption/manifest/yaml-lists.ts'], but: ['limits'] },
  // Bounds its own size, and the entries that aliases come to.
  { files: ['src/adoption/config/yaml-config.ts'], but: ['limits'] },
  // Its lexer alone: it makes nothing of what it reads.
  { files: ['src/adoption/syntax/yaml-kinds.ts'], but: ['limits'] },
  // Look for places in what yaml-document.ts has read before, or write there.
  {
    files: [
      'src/review/write-decisions.ts',
      'src/proposal/yaml-source.ts',
      'src/proposal/front-matter-editor.ts',
      'src/proposal/yaml-places.ts',
      'src/proposal/yaml-splice.ts',
      'src/proposal/yaml-text.ts',
    ],
    but: ['limits'],
  },
  { files: ['src/proposal/check-html.ts', 'src/site/prose/render-prose.ts'], but: ['html'] },
  // Compiles an expression to see whether it is one, and runs it never; the other hands it to the limit.
  { files: ['src/proposal/probe.ts', 'src/adoption/probe/text.ts'], but: ['patterns'] },
  // What a reader of the docs copies prints its own words.
  { files: ['src/content/docs/**/snippets/*.ts'], but: ['terminal'] },
  // Patterns of this file.
  { files: ['src/adoption/wrapper/javascript-wrappers.ts'], but: ['patterns'] },
];

function block(files, ignores, kinds) {
  const forbidden = kinds.flatMap((kind) => all[kind]);
  return { files, ignores, rules: { 'no-restricted-syntax': ['error', ...forbidden] } };
}

const inSource = Object.keys(all);

/** Blocks of ESLint's configuration; a later block of the same files replaces an earlier one. */
export const trust = [
  block(['src/**/*.{ts,astro}'], [...tests, ...apart], inSource),
  ...homes.map(({ files, but }) =>
    block(
      files,
      tests,
      inSource.filter((kind) => !but.includes(kind)),
    ),
  ),
  // Commands run programs and read what people keep beside the proposals; the sync alone asks servers.
  block(['scripts/**/*.ts'], tests, ['addresses', 'patterns', 'asking', 'terminal']),
  // Asks for threads and open concerns, and has no secret to give.
  block(['scripts/lib/comments/ask-comments.ts'], [], ['addresses', 'patterns', 'terminal']),
  block(
    ['scripts/lib/print.ts', 'scripts/lib/progress.ts'],
    [],
    ['addresses', 'patterns', 'asking'],
  ),
  {
    files: ['src/**/*.astro'],
    // A chart that is drawn from numbers, code of this repository, and prose that the sanitiser has seen.
    ignores: [
      'src/components/comments/StandingList.astro',
      'src/components/status/Chart.astro',
      'src/components/playground/*.astro',
      'src/pages/proposals/?name?/index.astro',
      'src/pages/proposals/?name?/revisions/?revision?/index.astro',
    ],
    rules: { 'astro/no-set-html-directive': 'error' },
  },
];
