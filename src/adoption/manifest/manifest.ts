import { fileName } from '../../git/path.ts';
import { parseCargo } from './cargo.ts';
import { parseComposer } from './composer.ts';
import { parseGemfile } from './gemfile.ts';
import { parseGoMod } from './go-mod.ts';
import { parseGradle, parseVersionCatalog } from './gradle.ts';
import { parseMsbuild } from './msbuild.ts';
import { parsePackageJson } from './package-json.ts';
import { parsePom } from './pom.ts';
import { parseHatch, parsePipfile, parsePixi, parsePyproject, parseToxToml } from './pyproject.ts';
import type { Ecosystem, Manifest } from './requirement.ts';
import { parseRequirements } from './requirements.ts';
import { parseScriptMetadata } from './script-metadata.ts';
import { parseSetupCfg } from './setup-cfg.ts';
import { parseSetupPy } from './setup-py.ts';
import { parseToxIni } from './tox-ini.ts';
import { unreadManifests } from './unread-manifests.ts';
import { parseCondaEnvironment, parsePnpmWorkspace } from './yaml-lists.ts';

/** Why nothing is known of it. */
export const notRead = 'a manifest of a kind that is not read';

/** Every form of manifest that is read, under the name by which people know it. */
const parsers = {
  /** pip's and pip-tools' files. */
  requirements: parseRequirements,
  'setup.py': parseSetupPy,
  'setup.cfg': parseSetupCfg,
  'pyproject.toml': parsePyproject,
  Pipfile: parsePipfile,
  'pixi.toml': parsePixi,
  'environment.yml': parseCondaEnvironment,
  'hatch.toml': parseHatch,
  'tox.ini': parseToxIni,
  'tox.toml': parseToxToml,
  /** A block in a comment of a Python script. */
  script: parseScriptMetadata,
  'package.json': parsePackageJson,
  'pnpm-workspace.yaml': parsePnpmWorkspace,
  'go.mod': parseGoMod,
  'Cargo.toml': parseCargo,
  'composer.json': parseComposer,
  'pom.xml': parsePom,
  'build.gradle': parseGradle,
  'libs.versions.toml': parseVersionCatalog,
  Gemfile: parseGemfile,
  /** MSBuild's projects, and packages.config. */
  '.csproj': parseMsbuild,
  /** Known for a manifest, or asked for as one, and not read. */
  unread: () => ({ requirements: [], fault: notRead }),
} satisfies Record<string, (text: string) => Manifest>;
export type ManifestFormat = keyof typeof parsers;

/**
 * Files that say what a project requires, wherever they stand, the kinds that are not read among
 * them: what they say is not known, and that must not look like nothing. What a folder of
 * documentation or of samples requires is not required by the project.
 */
export const defaultManifests = {
  include: [
    '**/requirements*.{txt,in}',
    '**/*[-_]requirements*.{txt,in}',
    '**/requirements/**/*.{txt,in}',
    '**/{pip,test}-requires',
    '**/setup.{cfg,py}',
    '**/pyproject.toml',
    '**/{pixi.toml,hatch.toml,Pipfile,tox.ini,tox.toml}',
    '**/{environment,conda}{,[-_.]*}.{yml,yaml}',
    '**/package.json',
    '**/pnpm-workspace.yaml',
    '**/{go.mod,Cargo.toml,composer.json}',
    '**/{pom.xml,*.gradle,*.gradle.kts,*.versions.toml}',
    '**/{Gemfile,gems.rb,*.gemfile,*.gemspec}',
    '**/{*.csproj,*.fsproj,*.vbproj,packages.config}',
    '**/Directory.{Build,Packages}.{props,targets}',
    ...Object.keys(unreadManifests).map((name) => `**/${name}`),
  ],
  exclude: ['**/{doc,docs,api-ref,releasenotes,examples,samples,node_modules}/**'],
  /** Those that may declare requirements in a comment. */
  scripts: ['**/*.py'],
};

const byName: Record<string, ManifestFormat> = {
  'setup.py': 'setup.py',
  'setup.cfg': 'setup.cfg',
  Pipfile: 'Pipfile',
  'pixi.toml': 'pixi.toml',
  'hatch.toml': 'hatch.toml',
  'tox.ini': 'tox.ini',
  'tox.toml': 'tox.toml',
  'package.json': 'package.json',
  'pnpm-workspace.yaml': 'pnpm-workspace.yaml',
  'pnpm-workspace.yml': 'pnpm-workspace.yaml',
  'go.mod': 'go.mod',
  'Cargo.toml': 'Cargo.toml',
  'composer.json': 'composer.json',
  'pom.xml': 'pom.xml',
  Gemfile: 'Gemfile',
  'gems.rb': 'Gemfile',
  'packages.config': '.csproj',
};
const byExtension: Record<string, ManifestFormat> = {
  '': 'requirements',
  txt: 'requirements',
  in: 'requirements',
  lst: 'requirements',
  pip: 'requirements',
  toml: 'pyproject.toml',
  cfg: 'setup.cfg',
  py: 'script',
  json: 'package.json',
  yml: 'environment.yml',
  yaml: 'environment.yml',
  gemfile: 'Gemfile',
  gemspec: 'Gemfile',
  csproj: '.csproj',
  fsproj: '.csproj',
  vbproj: '.csproj',
  props: '.csproj',
  targets: '.csproj',
  gradle: 'build.gradle',
  'gradle.kts': 'build.gradle',
  'versions.toml': 'libs.versions.toml',
};

/** How a file that a dependency probe includes is read, by its name alone. */
export function manifestFormat(path: string): ManifestFormat {
  const name = fileName(path);
  if (unreadEcosystem(name) !== undefined) return 'unread';
  const named = Object.hasOwn(byName, name) ? byName[name] : undefined;
  if (named !== undefined) return named;
  // `gradle.kts` before `kts`.
  const endings = name.toLowerCase().split('.').slice(1);
  const known = [endings.slice(-2).join('.'), endings.at(-1) ?? ''].find((one) =>
    Object.hasOwn(byExtension, one),
  );
  return (known === undefined ? undefined : byExtension[known]) ?? 'unread';
}

/** Where the packages of a manifest come from; `other` for a kind that is not read. */
export function manifestEcosystem(path: string): Ecosystem | 'other' {
  const format = manifestFormat(path);
  if (format === 'unread') return unreadEcosystem(fileName(path)) ?? 'other';
  return ecosystems[format] ?? 'python';
}

const ecosystems: Partial<Record<ManifestFormat, Ecosystem>> = {
  'package.json': 'npm',
  'pnpm-workspace.yaml': 'npm',
  'go.mod': 'go',
  'Cargo.toml': 'cargo',
  'composer.json': 'composer',
  'pom.xml': 'maven',
  'build.gradle': 'maven',
  'libs.versions.toml': 'maven',
  Gemfile: 'rubygems',
  '.csproj': 'nuget',
};

function unreadEcosystem(name: string): Ecosystem | 'other' | undefined {
  if (Object.hasOwn(unreadManifests, name)) return unreadManifests[name];
  const extension = name.slice(name.lastIndexOf('.'));
  return name.includes('.') && Object.hasOwn(unreadManifests, `*${extension}`)
    ? unreadManifests[`*${extension}`]
    : undefined;
}

export function parseManifest(format: ManifestFormat, text: string): Manifest {
  return parsers[format](text);
}
