import { iniValues } from './ini.ts';
import type { Manifest } from './requirement.ts';
import { RequirementLines } from './requirements.ts';

/** What the environments of a tox.ini install, conditions (`py39: name`) left off: tests need it. */
export function parseToxIni(text: string): Manifest {
  const found = new RequirementLines();
  for (const { section, key, value, line } of iniValues(text)) {
    if (!section.startsWith('testenv') || key !== 'deps') continue;
    const bare = value
      .replace(/^\s*!?[\w.,{}!-]+:\s+/, '')
      .replaceAll(/\{(?:toxinidir|tox_root)\}\/?/g, '')
      .replace(/(^|\s)#.*$/, '$1');
    // A reference to another environment's list, which is read itself.
    if (!/^\s*\{/.test(bare)) found.add(bare, line);
  }
  const { requirements, ...rest } = found.manifest();
  return {
    requirements: requirements.map((one) => ({ ...one, testing: true, dev: true })),
    ...rest,
  };
}
