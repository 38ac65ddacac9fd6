import { z } from 'zod';
import { calleeFault, moduleFault, packageFault } from './asked-name.ts';
import { configProbeSchema } from './config-probe.ts';
import { slugSchema } from './field.ts';
import { packageParts, packageTextSchema } from './package-text.ts';
import { patternTextSchema } from './pattern-text.ts';
import { common, globs } from './probe-common.ts';
import { syntaxProbeSchema } from './syntax-probe.ts';

/** Languages whose syntax is known: comments and docstrings are then no evidence. */
const callLanguageSchema = z.enum(['python', 'javascript', 'typescript']);

/** Languages of which imports are read too; `c` is C and C++. */
const languageSchema = z.enum([...callLanguageSchema.options, 'go', 'java', 'kotlin', 'rust', 'c']);
export type Language = z.infer<typeof languageSchema>;

/**
 * Where a match stands. `code`: outside strings and comments; `strings`: in a string literal that is
 * no docstring; `tests`: in a file that the test globs name. Comments and docstrings never count.
 */
export const placeSchema = z.enum(['code', 'strings', 'tests']);
export type Place = z.infer<typeof placeSchema>;

/** Refuses each entry of a list by which nothing can ever be found. */
function refuseEach(
  key: string,
  entries: readonly string[],
  faultOf: (entry: string) => string | undefined,
  issues: z.core.$ZodRawIssue[],
): void {
  for (const [i, input] of entries.entries()) {
    const message = faultOf(input);
    if (message !== undefined) issues.push({ code: 'custom', path: [key, i], message, input });
  }
}

/** A package named in a manifest: requirements files, setup.py, pyproject.toml, package.json and more. */
export const dependencyProbeSchema = z
  .strictObject({
    kind: z.literal('dependency'),
    ...common,
    /**
     * Asks the manifests of that ecosystem alone; without it those of Python and npm, and any other leaves
     * its count a lower bound. `go` reads go.mod (what it requires directly), `cargo` Cargo.toml, `composer`
     * composer.json, `maven` pom.xml, Gradle's scripts and version catalogs (`group:artifact`), `rubygems`
     * Gemfile and gemspecs, `nuget` projects of MSBuild and packages.config.
     */
    ecosystem: z
      .enum(['python', 'npm', 'go', 'cargo', 'composer', 'maven', 'rubygems', 'nuget'])
      .optional(),
    /**
     * Package names; compared as their ecosystem does (`Foo_Bar` is `foo-bar` in Python). `name >= 4.2` finds
     * requirements that allow nothing lower, `name < 4.2` those that do.
     */
    packages: z.array(packageTextSchema).min(1),
    /**
     * `runtime`: what is needed to run the project; `dev`: what builds, tests and looks after it. Without it,
     * both. Extras that an installation may ask for are of the first, unless they are named after such work.
     */
    scope: z.enum(['runtime', 'dev']).optional(),
  })
  .check(({ value: { packages, ecosystem }, issues }) => {
    const faultOf = (written: string) => {
      const parts = packageParts(written);
      // What is no bound of a version is a fault by itself.
      if (parts === undefined && /[<>=~]/.test(written)) return undefined;
      return packageFault(parts?.name ?? written, ecosystem);
    };
    refuseEach('packages', packages, faultOf, issues);
  });

/** An import of a module, or of anything below it. */
export const importProbeSchema = z
  .strictObject({
    kind: z.literal('import'),
    ...common,
    language: languageSchema,
    /**
     * Module names: `green` also finds `green.net.ssl`; for JavaScript, specifiers, a module of
     * the repository itself by its path: `./src/promise`. By default `javascript` reads .js, .mjs, .cjs
     * and .jsx, `typescript` .ts, .mts, .cts and .tsx; `include` says otherwise. For Go import paths
     * (`io/ioutil`), for Java and Kotlin full names (`org.junit.Test`), for Rust paths (`tokio::net`), for
     * C and C++ what is included (`openssl/ssl.h`, `openssl`).
     */
    modules: z.array(z.string().min(1)).min(1),
  })
  .check(({ value: { modules, language }, issues }) => {
    refuseEach('modules', modules, (name) => moduleFault(name, language), issues);
  });

/** A call of a function, perhaps only with certain arguments. */
export const callProbeSchema = z
  .strictObject({
    kind: z.literal('call'),
    ...common,
    language: callLanguageSchema,
    /**
     * Callee names: `monkey_patch` finds `x.monkey_patch(` and `monkey_patch(`, `green.monkey_patch`
     * only the former with that owner; `*` any callee.
     */
    functions: z.array(z.string().min(1)).min(1),
    /** A positional argument that must be there: a string literal's value, or a dotted name. */
    argument: z.string().optional(),
    /** Keyword arguments that must all be there, with a string literal's value or a dotted name. */
    keywords: z.record(z.string(), z.string()).optional(),
  })
  .check(({ value: { functions }, issues }) => {
    refuseEach('functions', functions, calleeFault, issues);
  });

/** A piece of text: a literal, or a regular expression between slashes. */
export const textProbeSchema = z.strictObject({
  kind: z.literal('text'),
  ...common,
  include: globs,
  /** `word` is taken literally; `/re/` or `/re/i` is a JavaScript regular expression, line by line. */
  pattern: patternTextSchema.min(1),
});

/** A file that exists; each file found counts one. */
const fileProbeSchema = z.strictObject({
  kind: z.literal('file'),
  ...common,
  include: globs,
});

export const probeSchema = z.discriminatedUnion('kind', [
  dependencyProbeSchema,
  importProbeSchema,
  callProbeSchema,
  textProbeSchema,
  fileProbeSchema,
  configProbeSchema,
  syntaxProbeSchema,
]);
export type Probe = z.infer<typeof probeSchema>;

/** What marks a file as test code, unless probes.yaml says otherwise. */
export const defaultTests = [
  '**/test/**',
  '**/tests/**',
  '**/testing/**',
  '**/__tests__/**',
  '**/test_*.py',
  '**/*_test.py',
  '**/conftest.py',
  '**/*.{test,spec}.{js,jsx,mjs,cjs,ts,tsx,mts,cts}',
  '**/test-requirements*.txt',
  '**/test-requires',
];

/** The whole of probes.yaml. */
export const probesFileSchema = z.strictObject({
  /** Globs of files whose matches are counted under `tests`; replaces the default list. */
  tests: globs.default(defaultTests),
  /**
   * Modules that hand on what a probe looks for, per project: an import of one of them counts like
   * an import of the module itself, its evidence marked with the wrapper. Otherwise a facade that
   * gathers all imports in one file would look like progress.
   */
  wrappers: z
    .record(slugSchema, z.record(slugSchema, z.array(z.string().min(1)).min(1)))
    .default({}),
  probes: z.record(slugSchema, probeSchema),
});
export type ProbesFile = z.infer<typeof probesFileSchema>;
