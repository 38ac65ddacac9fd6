import { iniValues } from './ini.ts';
import { binaryGroups, parseEntryPoint, scriptEntry } from './entry-point.ts';
import type { EntryPoint, Manifest } from './requirement.ts';
import { isDevGroup } from './dev-group.ts';
import { RequirementLines } from './requirements.ts';

/**
 * The requirements of a setup.cfg: setuptools' `[options]` and `[options.extras_require]`, pbr's
 * `[extras]`, and distutils2's `requires_dist` of `[metadata]`; `file:` names further lists.
 */
export function parseSetupCfg(text: string): Manifest {
  const found = new RequirementLines();
  const targets: string[] = [];
  const entryPoints: EntryPoint[] = [];
  let computed: string | undefined;
  for (const { section, key, value, line, alone } of iniValues(text)) {
    entryPoints.push(...entryPointsIn(section, key, value, line));
    if (!holdsRequirements(section, key)) continue;
    // Another list of the file, which is read itself.
    if (/^\s*%\([^()]*\)s\s*$/.test(value)) continue;
    if (/^\s*attr:/.test(value)) {
      computed ??= `line ${line}: ${key} is computed`;
      continue;
    }
    const files = /^\s*file:\s*(.*)$/.exec(value)?.[1];
    if (files !== undefined) {
      targets.push(...files.split(',').map((file) => file.trim()));
      continue;
    }
    // A list on one line is parted by semicolons, where a marker has no place then.
    const parts = alone ? value.split(';') : [value];
    for (const part of parts) {
      found.add(part.replace(/(^|\s)[#;].*$/, '$1'), line, isForDevelopment(section, key));
    }
  }
  const { targets: listed = [], fault = computed, ...manifest } = found.manifest();
  return {
    ...manifest,
    targets: [...listed, ...targets],
    entryPoints,
    ...(fault === undefined ? {} : { fault }),
  };
}

function entryPointsIn(section: string, key: string, value: string, line: number): EntryPoint[] {
  if (section === 'files' && key === 'scripts') return [scriptEntry(value, line)];
  const isGroup = section === 'entry_points' || section === 'options.entry_points';
  const entryPoint =
    isGroup && binaryGroups.includes(key) ? parseEntryPoint(value, line) : undefined;
  return entryPoint === undefined ? [] : [entryPoint];
}

/** What tests and builds need, and extras that are named after such work. */
function isForDevelopment(section: string, key: string): boolean {
  return section === 'options' ? /^(?:tests|setup)[-_]require/.test(key) : isDevGroup(key);
}

function holdsRequirements(section: string, key: string): boolean {
  switch (section) {
    case 'options':
      return ['install_requires', 'tests_require', 'setup_requires'].includes(
        key.replaceAll('-', '_'),
      );
    case 'options.extras_require':
    case 'extras':
      return key !== '';
    case 'metadata':
      return ['requires_dist', 'requires-dist', 'requires'].includes(key);
    default:
      return false;
  }
}
