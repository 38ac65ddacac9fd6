import type { Manifest, Requirement } from './requirement.ts';

/**
 * The name and extras at the beginning of a requirement (PEP 508); what follows, versions, markers,
 * an address, is not looked at, so that the forms of older tools are understood as well.
 */
export function parseRequirement(text: string, line: number): Requirement | undefined {
  const parts =
    /^\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(?=$|[\s<>=!~;@,:#(])/.exec(
      text,
    );
  if (parts?.[1] === undefined) return undefined;
  const extras = (parts[2] ?? '').split(',').map((extra) => extra.trim());
  return {
    name: parts[1],
    extras: extras.filter((extra) => extra !== ''),
    line,
    ecosystem: 'python',
  };
}

/**
 * A requirements file as pip reads it: `#` comments, lines joined by a backslash, options. Files that
 * it includes (`-r`) are files of the repository and are read on their own.
 */
export function parseRequirements(text: string): Manifest {
  const requirements: Requirement[] = [];
  let joined = '';
  let first = 1;
  for (const [i, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    if (joined === '') first = i + 1;
    const line = raw.replace(/(^|\s)#.*$/, '$1');
    if (line.endsWith('\\') && !/^\s*#/.test(raw)) {
      joined += line.slice(0, -1);
      continue;
    }
    const whole = (joined + line).trim();
    joined = '';
    const requirement = requirementOf(whole, first);
    if (requirement !== undefined) requirements.push(requirement);
  }
  const requirement = requirementOf(joined.trim(), first);
  if (requirement !== undefined) requirements.push(requirement);
  return { requirements };
}

function requirementOf(text: string, line: number): Requirement | undefined {
  if (text === '') return undefined;
  // An address, perhaps editable, names its package in the fragment.
  const egg = /^(?:(?:-e|--editable)[\s=]+)?\S+#(?:\S+&)?egg=([^&\s]+)/.exec(text)?.[1];
  if (egg !== undefined) return parseRequirement(egg, line);
  return text.startsWith('-') ? undefined : parseRequirement(text, line);
}
