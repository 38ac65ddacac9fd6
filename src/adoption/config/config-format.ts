import { fileName } from '../../git/path.ts';
import type { ConfigFormat } from '../../proposal/config-probe.ts';

/** Endings of names, by format. */
export const configEndings: Record<ConfigFormat, readonly string[]> = {
  ini: ['ini', 'cfg', 'conf'],
  toml: ['toml'],
  yaml: ['yaml', 'yml'],
  json: ['json', 'jsonc'],
};

const byName: Record<string, ConfigFormat> = {
  '.coveragerc': 'ini',
  '.editorconfig': 'ini',
  '.flake8': 'ini',
  '.pylintrc': 'ini',
  '.stestr.conf': 'ini',
  Pipfile: 'toml',
  'Cargo.lock': 'toml',
  'poetry.lock': 'toml',
  'uv.lock': 'toml',
  'composer.lock': 'json',
};

/** The format that a file's name tells, if one does. */
export function configFormat(path: string): ConfigFormat | undefined {
  const name = fileName(path);
  if (Object.hasOwn(byName, name)) return byName[name];
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const formats = Object.keys(configEndings) as ConfigFormat[];
  return formats.find((format) => name.includes('.') && configEndings[format].includes(ending));
}
