import { lowestOf, type Lowest } from './lowest-version.ts';
import type { Manifest, Requirement } from './requirement.ts';

/**
 * The name and extras at the beginning of a requirement (PEP 508), and the lowest version that it allows;
 * of what follows nothing must be understood, so that the forms of older tools are read as well.
 */
function parseRequirement(text: string, line: number): Requirement | undefined {
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
    ...versionsOf(text.slice(parts[0].length)),
  };
}

/** What stands behind the name, up to a marker, pip's options or the end. */
function versionsOf(rest: string): Lowest {
  const said = rest
    .replace(/;.*$/s, '')
    .replace(/\s--\w.*$/s, '')
    .trim();
  if (/^[@:#]/.test(said)) return { elsewhere: true };
  return lowestOf(said.replace(/^\(|\)$/g, ''));
}

/**
 * A requirements file as pip and pip-tools read it: `#` comments, lines joined by a backslash,
 * options; the files named by `-r` and `-c` are its targets.
 */
export function parseRequirements(text: string): Manifest {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  const found = new RequirementLines();
  let joined = '';
  let first = 1;
  for (const [i, raw] of lines.entries()) {
    if (joined === '') first = i + 1;
    const line = raw.replace(/(^|\s)#.*$/, '$1');
    if (line.endsWith('\\') && !/^\s*#/.test(raw)) {
      joined += line.slice(0, -1);
      continue;
    }
    found.add(joined + line, first);
    joined = '';
  }
  found.add(joined, first);
  return found.manifest();
}

/** Gathers what lines in pip's form say, wherever they stand. */
export class RequirementLines {
  readonly #requirements: Requirement[] = [];
  readonly #targets: string[] = [];
  readonly #elsewhere: string[] = [];

  /** @param dev is it a list of what is not needed to run the project? */
  add(text: string, line: number, dev = false): void {
    const trimmed = text.trim();
    if (trimmed === '') return;
    const included = /^(-r|--requirement|-c|--constraint)(?:[\s=]\s*|(?=[^\s=-]))(\S+)/.exec(
      trimmed,
    );
    const [, option = '', target = ''] = included ?? [];
    if (target !== '') {
      if (!isWebAddress(target)) this.#targets.push(target);
      // What is at most allowed requires nothing by itself.
      else if (/^-r|^--req/.test(option)) this.#elsewhere.push(target);
      return;
    }
    const address = /^(?:(?:-e|--editable)[\s=]+)?(\S+:\/\/\S+)/.exec(trimmed)?.[1];
    if (address !== undefined) {
      const name = packageOfAddress(address);
      if (name === undefined) return;
      const requirement = parseRequirement(name, line);
      if (requirement !== undefined) this.#requirements.push({ ...requirement, elsewhere: true });
      return;
    }
    const archive = /^[./\w-]*?([\w.-]+\.(?:whl|tar\.(?:gz|bz2|xz)|zip))\s*(?:;|$)/.exec(
      trimmed,
    )?.[1];
    const name = archive === undefined ? trimmed : (packageOfFile(archive) ?? '');
    if (name.startsWith('-')) return;
    const requirement = parseRequirement(name, line);
    if (requirement === undefined) return;
    const isFile = archive === undefined ? {} : { elsewhere: true as const };
    this.#requirements.push({ ...requirement, ...isFile, ...(dev && { dev: true as const }) });
  }

  manifest(): Manifest {
    const [elsewhere] = this.#elsewhere;
    return {
      requirements: this.#requirements,
      ...(this.#targets.length === 0 ? {} : { targets: this.#targets }),
      ...(elsewhere === undefined
        ? {}
        : { fault: `requires what a list elsewhere says: ${elsewhere.slice(0, 200)}` }),
    };
  }
}

function isWebAddress(target: string): boolean {
  return /^(?:\{env:[^}]*:)?[a-z][a-z0-9+.-]*:\/\//i.test(target);
}

/**
 * The package that an address without a name gives: that of its fragment, of the wheel or source
 * archive, else the repository's own name.
 */
function packageOfAddress(address: string): string | undefined {
  const egg = /#(?:\S*&)?egg=([^&\s]+)/.exec(address)?.[1];
  if (egg !== undefined) return egg;
  const path = address
    .replace(/[?#].*$/, '')
    .replace(/^[a-z0-9+.-]+:\/\/[^/]*\//i, '')
    .replace(/(\.git)?(?:@[^/@]*)?$/, '');
  const parts = path.split('/').filter((part) => part !== '');
  // `owner/name/archive/main.zip` of GitHub and GitLab.
  const archive = parts.findIndex((part) => ['archive', 'tarball', 'zipball'].includes(part));
  if (archive >= 2) return parts[archive - 1] === '-' ? parts[archive - 2] : parts[archive - 1];
  const last = parts.at(-1);
  return last === undefined ? undefined : (packageOfFile(last) ?? last);
}

/** `name-1.0-py3-none-any.whl` and `name-1.0.tar.gz` are `name`. */
function packageOfFile(file: string): string | undefined {
  const wheel = /^([^-]+)-[^-]+(?:-[^-]+){3,4}\.whl$/.exec(file)?.[1];
  if (wheel !== undefined) return wheel;
  const source = /^(.+?)(?:-v?\d[^-]*)?\.(?:tar\.(?:gz|bz2|xz)|tgz|zip)$/.exec(file)?.[1];
  return source;
}
