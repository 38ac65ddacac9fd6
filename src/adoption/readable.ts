import type { Language, Probe } from '../proposal/probe.ts';
import { configEndings, configFormat } from './config/config-format.ts';
import type { PatternLanguage } from '../proposal/syntax-probe.ts';
import { markups } from './file/script-blocks.ts';
import { syntaxOf } from './file/file-syntax.ts';
import { manifestEcosystem, manifestFormat } from './manifest/manifest.ts';
import { globs } from './probe/globs.ts';
import { readsAs } from './probe/language.ts';

/** Names of files as people write them in globs; of each kind that is read there is one. */
const manifests = [
  'requirements.txt',
  'requirements.in',
  'pip-requires',
  'setup.py',
  'setup.cfg',
  'pyproject.toml',
  'Pipfile',
  'pixi.toml',
  'hatch.toml',
  'environment.yml',
  'tox.ini',
  'tox.toml',
  'script.py',
  'package.json',
  'pnpm-workspace.yaml',
];
/** Those that are read for a probe which names their ecosystem. */
const others = [
  ...['go.mod', 'Cargo.toml', 'composer.json'],
  ...['pom.xml', 'build.gradle', 'build.gradle.kts', 'libs.versions.toml'],
  ...[
    'a.gradle',
    'a.gradle.kts',
    'a.versions.toml',
    'Gemfile',
    'gems.rb',
    'a.gemfile',
    'a.gemspec',
  ],
  ...['a.csproj', 'a.fsproj', 'a.vbproj', 'packages.config', 'a.props', 'a.targets'],
];
const extensions = ['py', 'pyi', 'pyw', 'pyx', 'pxd', 'pxi', 'js', 'mjs', 'cjs', 'jsx'];
const typed = ['ts', 'mts', 'cts', 'tsx', ...markups];
const cFamily = ['c', 'h', 'cc', 'cpp', 'cxx', 'hh', 'hpp', 'hxx'];
/** Of the languages that a table tells, and of patterns. */
const tabled: Partial<Record<Language | PatternLanguage, string[]>> = {
  go: ['go'],
  java: ['java'],
  kotlin: ['kt', 'kts'],
  rust: ['rs'],
  c: cFamily,
  cpp: cFamily,
  csharp: ['cs'],
  tsx: ['tsx'],
};

/** What a kind of probe can read, for whoever checks its `include`. */
export interface Readable {
  /** In words: what it could read. */
  what: string;
  /** Can a file that matches the glob be read? A glob that matches several kinds needs one of them. */
  canRead(glob: string): boolean;
}

/**
 * Which files a probe can read, whatever it includes.
 *
 * A glob that can match no path of a repository is never readable: paths have no slash at either end.
 */
export function readableBy(probe: Probe): Readable {
  const reads = readerOf(probe);
  return {
    what: wordsOf(probe),
    canRead(glob) {
      if (glob.startsWith('/') || glob.endsWith('/')) return false;
      if (probe.kind === 'text' || probe.kind === 'file') return true;
      const name = glob.slice(glob.lastIndexOf('/') + 1);
      // Without a sign of a pattern it is the name itself.
      if (!/[*?[{(!]/.test(name)) return reads(name);
      const matches = globs([name]);
      return samples.some((sample) => matches(sample) && reads(sample));
    },
  };
}

const samples = [
  ...manifests,
  ...others,
  ...[...extensions, ...typed, ...Object.values(tabled).flat()].map(
    (extension) => `a.${extension}`,
  ),
  ...['a.txt', 'a.in', 'a.md', 'a.yaml', 'a.json', 'a.toml', 'a.cfg', 'a.ini', 'a'],
];

function onlyFor(name: string): string | undefined {
  const ecosystem = manifestEcosystem(name);
  return ['python', 'npm', 'other'].includes(ecosystem) ? undefined : ecosystem;
}

function readerOf(probe: Probe): (name: string) => boolean {
  switch (probe.kind) {
    case 'dependency':
      return (name) => {
        const only = onlyFor(name);
        return (
          manifestFormat(name) !== 'unread' && (only === undefined || only === probe.ecosystem)
        );
      };
    case 'import':
    case 'call':
    case 'syntax':
      return (name) => {
        const syntax = syntaxOf(name);
        return syntax === 'script' || readsAs(syntax, probe.language);
      };
    case 'config':
      return (name) => probe.format !== undefined || configFormat(name) !== undefined;
    case 'text':
    case 'file':
      return () => true;
  }
}

function wordsOf(probe: Probe): string {
  switch (probe.kind) {
    case 'dependency': {
      const own = others.filter((name) => manifestEcosystem(name) === probe.ecosystem);
      return own.length === 0
        ? `a dependency probe reads ${manifests.join(', ')}`
        : `a dependency probe of ${probe.ecosystem} reads ${own.join(', ')}`;
    }
    case 'import':
    case 'call':
    case 'syntax': {
      const known =
        tabled[probe.language] ??
        (probe.language === 'python' ? extensions.slice(0, 6) : [...extensions.slice(6), ...typed]);
      return `${probe.language} is read from ${known.map((one) => `.${one}`).join(', ')}`;
    }
    case 'config': {
      const endings = Object.values(configEndings).flat();
      return `a config probe reads ${endings.map((one) => `.${one}`).join(', ')}; of others say the \`format\``;
    }
    case 'text':
    case 'file':
      return 'any file';
  }
}
