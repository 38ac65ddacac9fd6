import type { Probe } from '../proposal/probe.ts';
import { syntaxOf } from './file/file-syntax.ts';
import { manifestFormat } from './manifest/manifest.ts';
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
  'environment.yml',
  'tox.ini',
  'script.py',
  'package.json',
  'pnpm-workspace.yaml',
];
const extensions = ['py', 'pyi', 'pyw', 'pyx', 'pxd', 'pxi', 'js', 'mjs', 'cjs', 'jsx'];
const typed = ['ts', 'mts', 'cts', 'tsx'];

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
  ...[...extensions, ...typed].map((extension) => `a.${extension}`),
  ...['a.txt', 'a.in', 'a.md', 'a.yaml', 'a.json', 'a.toml', 'a.cfg', 'a.ini', 'a'],
];

function readerOf(probe: Probe): (name: string) => boolean {
  switch (probe.kind) {
    case 'dependency':
      return (name) => manifestFormat(name) !== 'unread';
    case 'import':
    case 'call':
      return (name) => {
        const syntax = syntaxOf(name);
        return syntax === 'script' || readsAs(syntax, probe.language);
      };
    case 'text':
    case 'file':
      return () => true;
  }
}

function wordsOf(probe: Probe): string {
  switch (probe.kind) {
    case 'dependency':
      return `a dependency probe reads ${manifests.join(', ')}`;
    case 'import':
    case 'call': {
      const known =
        probe.language === 'python' ? extensions.slice(0, 6) : [...extensions.slice(6), ...typed];
      return `${probe.language} is read from ${known.map((one) => `.${one}`).join(', ')}`;
    }
    case 'text':
    case 'file':
      return 'any file';
  }
}
