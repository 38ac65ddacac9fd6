import { LRUCache } from 'lru-cache';
import type { Language, Probe } from '../../proposal/probe.ts';
import type { PatternLanguage } from '../../proposal/syntax-probe.ts';
import { configFormat } from '../config/config-format.ts';
import { syntaxOf } from '../file/file-syntax.ts';
import { defaultManifests, manifestEcosystem } from '../manifest/manifest.ts';
import { globs } from './globs.ts';

/** Files of languages in which patterns alone are understood. */
const patternSources: Partial<Record<Language | PatternLanguage, string[]>> = {
  tsx: ['**/*.tsx'],
  c: ['**/*.{c,h}'],
  cpp: ['**/*.{cc,cpp,cxx,hh,hpp,hxx,h}'],
  csharp: ['**/*.cs'],
};

const sources: Partial<
  Record<Language | PatternLanguage, { include: string[]; scripts: boolean }>
> = {
  python: { include: ['**/*.{py,pyi,pyw,pyx,pxd,pxi,ipynb}'], scripts: true },
  javascript: { include: ['**/*.{js,mjs,cjs,jsx,vue,svelte,astro,mdx,html,htm}'], scripts: true },
  typescript: { include: ['**/*.{ts,mts,cts,tsx,vue,svelte,astro}'], scripts: false },
  go: { include: ['**/*.go'], scripts: false },
  java: { include: ['**/*.java'], scripts: false },
  kotlin: { include: ['**/*.{kt,kts}'], scripts: false },
  rust: { include: ['**/*.rs'], scripts: false },
  c: { include: ['**/*.{c,h,cc,cpp,cxx,hh,hpp,hxx}'], scripts: false },
};

const isOneOfManifests = globs(defaultManifests.include);
const mayHoldMetadata = globs(defaultManifests.scripts);
const isForeign = globs(defaultManifests.exclude);

/** A path is asked about by every version of its file and every probe. */
const known = new LRUCache<string, boolean>({ max: 100_000 });

function isDefaultManifest(path: string): boolean {
  let answer = known.get(path);
  if (answer === undefined) {
    answer = isOneOfManifests(path) && !isForeign(path);
    known.set(path, answer);
  }
  return answer;
}
/** Copies of what others wrote. */
const isInstalled = globs(['**/node_modules/**']);
const isVendored = globs(['**/vendor/**']);

/** Is it a manifest of the project, by its name? Those that others lead to are `targets`. */
export function isManifest(path: string, targets: ReadonlySet<string>): boolean {
  return targets.has(path) || isDefaultManifest(path);
}

/**
 * Which files a probe looks at: what its author includes and does not exclude. Each kind has its
 * default: manifests, or the files of the language and scripts without an extension.
 *
 * @param targets files that manifests read further requirements from
 */
export function fileScope(probe: Probe, targets: ReadonlySet<string>): (path: string) => boolean {
  const excluded = globs(probe.exclude ?? []);
  const included = probe.include === undefined ? undefined : globs(probe.include);
  switch (probe.kind) {
    case 'dependency': {
      const { ecosystem } = probe;
      const isOne =
        included ??
        ((path: string) =>
          isManifest(path, targets) || (mayHoldMetadata(path) && !isForeign(path)));
      return (path) =>
        isOne(path) &&
        !excluded(path) &&
        (ecosystem === undefined || manifestEcosystem(path) === ecosystem);
    }
    case 'import':
    case 'call':
    case 'syntax': {
      if (included !== undefined) return (path) => included(path) && !excluded(path);
      const own = probe.kind === 'syntax' ? patternSources[probe.language] : undefined;
      const { include = [], scripts = false } = sources[probe.language] ?? {};
      const isOne = globs(own ?? include);
      return (path) =>
        (isOne(path) || (scripts && syntaxOf(path) === 'script')) &&
        !isInstalled(path) &&
        !(probe.language === 'go' && isVendored(path)) &&
        !excluded(path);
    }
    case 'config': {
      const isOne = globs(probe.include);
      const isKnown = (path: string) =>
        probe.format !== undefined || configFormat(path) !== undefined;
      return (path) => isOne(path) && isKnown(path) && !excluded(path);
    }
    case 'text':
    case 'file': {
      const isOne = globs(probe.include);
      return (path) => isOne(path) && !excluded(path);
    }
  }
}

/** The same text for probes that look at the same files, see {@link fileScope}. */
export function scopeKey(probe: Probe): string {
  const { kind, include, exclude } = probe;
  const language = 'language' in probe ? probe.language : undefined;
  const ecosystem = kind === 'dependency' ? probe.ecosystem : undefined;
  const hasFormat = kind === 'config' && probe.format !== undefined;
  return JSON.stringify([kind, include, exclude, language, ecosystem, hasFormat]);
}
