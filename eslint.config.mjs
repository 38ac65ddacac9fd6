import eslint from '@eslint/js';
import astro from 'eslint-plugin-astro';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { floors } from './scripts/lib/lint/floors.mjs';
import { trust } from './scripts/lib/lint/trust.mjs';

/**
 * A test outside proposals/ knows none of the blueprints that happen to lie there: whoever puts others
 * in their place finds all tests green, and a run that is about proposals/ may leave out those that
 * only look at fixtures. What holds of one blueprint is tested in its own folder.
 */
const ofNoBlueprint = {
  files: ['{src,scripts,test}/**/*.test.ts', 'test/**/*.ts', 'src/executor/**/*.ts'],
  rules: {
    'no-restricted-syntax': [
      'error',
      {
        // `join(folder, 'proposals')` and `at('proposals')` lead into a folder that the test made.
        selector:
          'CallExpression:not([callee.name=/^(join|at)$/]) > ' +
          'Literal.arguments[value=/^(\\.\\u002f)?proposals(\\u002f(?!_template)|$)/]',
        message: 'Only tests in the folder of a blueprint read proposals/; others make their own.',
      },
      {
        selector: 'ImportDeclaration[source.value=/^(\\.\\.\\u002f)+proposals\\u002f/]',
        message: 'Only tests in the folder of a blueprint import from there.',
      },
    ],
  },
};

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'dist-library/',
      '.astro/',
      '.cache/',
      'node_modules/',
      '**/*.generated.*',
      'proposals/.set-aside/',
    ],
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
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', ignoreUsingDeclarations: true },
      ],
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
  ...trust,
  ...floors,
  ofNoBlueprint,
);
