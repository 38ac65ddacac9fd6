import { fileName } from '../file/file-syntax.ts';
import { parsePackageJson } from './package-json.ts';
import { parsePyproject } from './pyproject.ts';
import { parseRequirements } from './requirements.ts';
import { parseSetupCfg } from './setup-cfg.ts';
import type { Manifest } from './requirement.ts';

export const manifestFormats = {
  /** pip's requirements files. */
  requirements: parseRequirements,
  'setup.cfg': parseSetupCfg,
  'pyproject.toml': parsePyproject,
  'package.json': parsePackageJson,
} satisfies Record<string, (text: string) => Manifest>;
export type ManifestFormat = keyof typeof manifestFormats;

/**
 * Files that say what a project requires, wherever they stand. What a folder of documentation or of
 * samples requires is not required by the project.
 */
export const defaultManifests = {
  include: [
    '**/requirements*.txt',
    '**/*-requirements*.txt',
    '**/requirements/*.txt',
    '**/{pip,test}-requires',
    '**/setup.cfg',
    '**/pyproject.toml',
    '**/package.json',
  ],
  exclude: ['**/{doc,docs,api-ref,releasenotes,examples,samples,node_modules}/**'],
};

/** How a file that a dependency probe includes is read: by its name, else as requirements. */
export function manifestFormat(path: string): ManifestFormat {
  const name = fileName(path);
  if (name.endsWith('.toml')) return 'pyproject.toml';
  if (name.endsWith('.cfg')) return 'setup.cfg';
  return name.endsWith('.json') ? 'package.json' : 'requirements';
}

export function parseManifest(format: ManifestFormat, text: string): Manifest {
  return manifestFormats[format](text);
}
