import eslint from '@eslint/js';
import astro from 'eslint-plugin-astro';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { floors } from './scripts/lib/lint/floors.mjs';

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
  {
    // One place writes, and guards what it writes.
    files: ['scripts/**/*.ts'],
    ignores: [
      'scripts/lib/print.ts',
      'scripts/lib/progress.ts',
      'scripts/setup.mjs',
      '**/*.test.ts',
    ],
    rules: {
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        ...['stdout', 'stderr'].map((property) => ({
          object: 'process',
          property,
          message: 'Commands write by scripts/lib/print.ts, which guards the terminal.',
        })),
      ],
    },
  },
  ...floors,
);
