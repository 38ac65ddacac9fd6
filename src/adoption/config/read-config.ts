import type { ConfigFormat } from '../../proposal/config-probe.ts';
import { iniConfig } from './ini-config.ts';
import { jsonConfig } from './json-config.ts';
import type { Config } from './setting.ts';
import { tomlConfig } from './toml-config.ts';
import { yamlConfig } from './yaml-config.ts';

/** Larger files are data, and are not read: so many characters. */
const largest = 512 * 1024;

const readers: Record<ConfigFormat, (text: string) => Config> = {
  ini: iniConfig,
  toml: tomlConfig,
  yaml: yamlConfig,
  json: jsonConfig,
};

export function readConfig(format: ConfigFormat, text: string): Config {
  if (text.length <= largest) return readers[format](text);
  const size = Math.ceil(text.length / 1024);
  return { documents: [], fault: `${size} KiB, not read: at most 512 KiB of configuration are` };
}
