import eslint from '@eslint/js';
import astro from 'eslint-plugin-astro';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/**
 * Imports run one way (ARCHITECTURE.md). For each folder of src: the sibling folders that it may
 * import from, beside itself. A folder that is not listed may import nothing of its siblings.
 */
const mayImport = {
  ground: [],
  proposal: ['ground'],
  git: ['proposal', 'ground'],
  adoption: ['git', 'proposal', 'ground'],
  review: ['git', 'proposal', 'ground'],
  status: ['adoption', 'review', 'proposal', 'ground'],
  comments: ['adoption', 'review', 'proposal', 'ground'],
  executor: [],
  site: ['status', 'comments', 'adoption', 'review', 'git', 'proposal', 'ground'],
  components: [
    'site',
    'status',
    'comments',
    'adoption',
    'review',
    'git',
    'proposal',
    'ground',
    'executor',
    'styles',
  ],
};
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
const folders = [...Object.keys(mayImport), 'pages', 'content', 'styles'];

const oneWay = Object.entries(mayImport).map(([folder, allowed]) => {
  const forbidden = folders.filter((other) => other !== folder && !allowed.includes(other));
  const patterns = [
    {
      regex: `^(\\.\\./)+(src/)?(${forbidden.join('|')}|content\\.config)(/|\\.|$)`,
      message: `src/${folder} may import only from: ${[folder, ...allowed].join(', ')}.`,
    },
  ];
  if (domains.includes(folder)) {
    patterns.push({
      regex: '^(astro(:|/|$)|@astrojs/)',
      message: `src/${folder} is a domain: it runs under plain Node and knows no astro.`,
    });
    patterns.push({
      regex: '^(\\.\\./)+(scripts|test)/',
      message: `src/${folder} is used by scripts and tests, never the other way round.`,
    });
  }
  return {
    files: [`src/${folder}/**/*.{ts,mjs,astro}`],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  };
});

export default tseslint.config(
  {
    ignores: ['dist/', 'dist-library/', '.astro/', '.cache/', 'node_modules/', '**/*.generated.*'],
  },
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  ...astro.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.node },
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.astro'],
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // tsconfig asks for brackets on index signatures.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
    },
  },
  {
    // The type checker sees .astro files through `astro check`; ESLint's typed rules do not.
    files: ['**/*.astro', '**/*.astro/*.ts', '**/*.astro/*.js', '**/*.mjs', '**/*.js'],
    ...tseslint.configs.disableTypeChecked,
  },
  { files: ['public/**/*.js', '**/*.astro'], languageOptions: { globals: { ...globals.browser } } },
  ...oneWay,
);
