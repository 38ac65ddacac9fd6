import type { Ecosystem } from './requirement.ts';

/**
 * Names of files that say what a project requires, in forms that are not read, with where their
 * packages come from.
 */
export const unreadManifests: Readonly<Record<string, Ecosystem | 'other'>> = {
  'buildout.cfg': 'python',
  'conda-lock.yml': 'python',
  'anaconda-project.yml': 'python',
  'flit.ini': 'python',
  'bower.json': 'npm',
  'deno.json': 'npm',
  'deno.jsonc': 'npm',
  'jsr.json': 'npm',
  'import_map.json': 'npm',
  'package.json5': 'npm',
  'package.yaml': 'npm',
  'paket.dependencies': 'nuget',
  'MODULE.bazel': 'other',
  'build.sbt': 'other',
  'ivy.xml': 'other',
  'project.clj': 'other',
  'deps.edn': 'other',
  'mix.exs': 'other',
  'rebar.config': 'other',
  'pubspec.yaml': 'other',
  'Package.swift': 'other',
  Podfile: 'other',
  'conanfile.txt': 'other',
  'conanfile.py': 'other',
  'vcpkg.json': 'other',
  '*.cabal': 'other',
  'Project.toml': 'other',
  cpanfile: 'other',
};
