import { lowestOf } from './lowest-version.ts';
import type { Manifest, Requirement } from './requirement.ts';

const verbs = new Set([
  ...['module', 'go', 'toolchain', 'godebug', 'require', 'replace', 'exclude', 'retract'],
  ...['tool', 'ignore'],
]);

/**
 * What a go.mod requires directly: what `// indirect` marks is required by others, unless it brings a tool
 * that the file names. `replace` and `exclude` require nothing. A test's requirement is one like any other: go.mod does not tell them apart.
 */
export function parseGoMod(text: string): Manifest {
  const requirements: Requirement[] = [];
  const indirect: Requirement[] = [];
  const tools: string[] = [];
  const unquoted = (word: string) => word.replace(/^["`](.*)["`]$/, '$1');
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
    const words = code.replace(/\($/, ' (').split(/\s+/);
    const verb = block ?? words.shift() ?? '';
    if (block === undefined && words.join('') === '(') {
      block = verb;
      continue;
    }
    const [name, version] = words;
    const isRequired = verb === 'require' && name !== undefined;
    if (!verbs.has(verb) || (isRequired && (version === undefined || name.startsWith('('))))
      return { only: 'go', requirements, fault: `not a go.mod: line ${i + 1}` };
    if (verb === 'tool' && name !== undefined) tools.push(unquoted(name));
    if (!isRequired) continue;
    const one = { name: unquoted(name), extras: [], line: i + 1, ecosystem: 'go' as const };
    const list = /^indirect\b/.test(comment) ? indirect : requirements;
    list.push({ ...one, ...lowestOf(version ?? '') });
  }
  for (const one of indirect) {
    const isTool = tools.some((tool) => tool === one.name || tool.startsWith(`${one.name}/`));
    if (isTool) requirements.push({ ...one, dev: true });
  }
  const fault = block === undefined ? undefined : 'not a go.mod: a block has no end';
  return {
    only: 'go',
    requirements: requirements.sort((a, b) => a.line - b.line),
    ...(fault && { fault }),
  };
}
