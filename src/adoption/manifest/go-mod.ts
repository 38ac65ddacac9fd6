import { lowestOf } from './lowest-version.ts';
import type { Manifest, Requirement } from './requirement.ts';

/**
 * What a go.mod requires directly: what `// indirect` marks is required by others. `replace` and `exclude`
 * require nothing. A test's requirement is one like any other: go.mod does not tell them apart.
 */
export function parseGoMod(text: string): Manifest {
  const requirements: Requirement[] = [];
  let block: string | undefined;
  for (const [i, whole] of text.split('\n').entries()) {
    const slashes = whole.indexOf('//');
    const code = (slashes < 0 ? whole : whole.slice(0, slashes)).trim();
    const comment = slashes < 0 ? '' : whole.slice(slashes + 2).trim();
    if (code === '') continue;
    if (block !== undefined && code === ')') {
      block = undefined;
      continue;
    }
    const words = code.split(/\s+/);
    const verb = block ?? words.shift() ?? '';
    if (block === undefined && words.join('') === '(') {
      block = verb;
      continue;
    }
    const [name, version] = words;
    if (verb !== 'require' || name === undefined) continue;
    if (version === undefined)
      return { only: 'go', requirements, fault: `not a go.mod: line ${i + 1}` };
    if (/^indirect\b/.test(comment)) continue;
    const unquoted = name.replace(/^["`](.*)["`]$/, '$1');
    const one = { name: unquoted, extras: [], line: i + 1, ecosystem: 'go' as const };
    requirements.push({ ...one, ...lowestOf(version) });
  }
  const fault = block === undefined ? undefined : 'not a go.mod: a block has no end';
  return { only: 'go', requirements, ...(fault && { fault }) };
}
