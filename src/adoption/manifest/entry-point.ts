import type { EntryPoint } from './requirement.ts';

/** Groups of Python entry points that become binaries. */
export const binaryGroups = ['console_scripts', 'gui_scripts', 'wsgi_scripts'];

/** `nova-compute = nova.cmd.compute:main` */
export function parseEntryPoint(text: string, line: number): EntryPoint | undefined {
  const [, name, module] = /^\s*([^\s=]+)\s*=\s*([\w.]+)/.exec(text) ?? [];
  if (name === undefined || module === undefined) return undefined;
  return { name, entry: module.replaceAll('.', '/'), line };
}

/** A script that is a file of the repository: `bin/nova-compute`, `./bin/cli.js`. */
export function scriptEntry(path: string, line: number, name?: string): EntryPoint {
  const bare = path
    .trim()
    .replace(/^(?:\.?\/)+/, '')
    .replace(/\.(?:py|[cm]?[jt]s)$/, '');
  return { name: name ?? bare.slice(bare.lastIndexOf('/') + 1), entry: bare, line };
}
