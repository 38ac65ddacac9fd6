import { iniValues, type IniValue } from './ini.ts';
import type { Manifest } from './requirement.ts';
import { RequirementLines } from './requirements.ts';

/** A list of another section that stands in the place of a line: `{[base]deps}`. */
const reference = /^\{\[([^\]]+)\]([^{}\s]+)\}$/;

/**
 * What the environments of a tox.ini install, conditions (`py39: name`) left off: tests need it. Lists of
 * other sections that they refer to are read with them.
 */
export function parseToxIni(text: string): Manifest {
  const values = iniValues(text);
  const found = new RequirementLines();
  const read = new Set<string>();
  const readList = (section: string, key: string) => {
    const list = `${section}\n${key}`;
    if (read.has(list)) return;
    read.add(list);
    for (const one of values) {
      if (one.section === section && one.key === key) readLine(one);
    }
  };
  const readLine = ({ value, line }: IniValue) => {
    const bare = value
      .replace(/^\s*!?[\w.,{}! -]+:\s+/, '')
      .replaceAll(/\{(?:toxinidir|tox_root)\}(?:\/|\{\/\})?/g, '')
      .replaceAll('{/}', '/')
      // What an environment variable or the command line may say stands behind the colon.
      .replaceAll(/\{(?:env:[^{}:]*|posargs)\}/g, '')
      .replaceAll(/\{(?:env:[^{}:]*|posargs):([^{}]*)\}/g, '$1')
      .replace(/(^|\s)#.*$/, '$1');
    const [, section, key] = reference.exec(bare.trim()) ?? [];
    if (section === undefined || key === undefined) found.add(bare, line);
    else readList(section, key.toLowerCase());
  };
  for (const section of new Set(values.map((one) => one.section))) {
    if (section.startsWith('testenv')) readList(section, 'deps');
  }
  return forTests(found.manifest());
}

/** All that it says is required by tests alone. */
export function forTests({ requirements, ...rest }: Manifest): Manifest {
  return {
    requirements: requirements.map((one) => ({ ...one, testing: true, dev: true })),
    ...rest,
  };
}
