import type { Manifest, Requirement } from './requirement.ts';
import { parseRequirement } from './requirements.ts';

/**
 * The requirements of a setup.cfg: setuptools' `[options]` and `[options.extras_require]`, pbr's
 * `[extras]`, and distutils2's `requires_dist` of `[metadata]`. Read with the rules of Python's
 * configparser, which the parsers of the npm registry lack (values over several lines) or read
 * without line numbers.
 */
export function parseSetupCfg(text: string): Manifest {
  const requirements: Requirement[] = [];
  let section = '';
  let key = '';
  let indent = 0;
  const add = (value: string, line: number) => {
    if (!holdsRequirements(section, key)) return;
    const requirement = parseRequirement(value.replace(/(^|\s)[#;].*$/, '$1'), line);
    if (requirement !== undefined) requirements.push(requirement);
  };
  for (const [i, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    if (/^\s*(?:[#;]|$)/.test(raw)) continue;
    const depth = raw.length - raw.trimStart().length;
    if (key !== '' && depth > indent) {
      add(raw, i + 1);
      continue;
    }
    const head = /^\s*\[([^\]]+)\]/.exec(raw);
    if (head?.[1] !== undefined) {
      section = head[1].trim();
      key = '';
      continue;
    }
    const pair = /^\s*([^=:]*?)\s*[=:]\s*(.*)$/.exec(raw);
    key = pair?.[1]?.toLowerCase() ?? '';
    indent = depth;
    // Setuptools also takes a list on one line, parted by semicolons only where no marker stands.
    if (pair?.[2] !== undefined && pair[2] !== '') add(pair[2], i + 1);
  }
  return { requirements };
}

function holdsRequirements(section: string, key: string): boolean {
  switch (section) {
    case 'options':
      return ['install_requires', 'tests_require', 'install-requires'].includes(key);
    case 'options.extras_require':
    case 'extras':
      return key !== '';
    case 'metadata':
      return ['requires_dist', 'requires-dist', 'requires'].includes(key);
    default:
      return false;
  }
}
