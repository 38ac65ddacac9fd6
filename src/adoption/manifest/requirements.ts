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

/** pip takes these for ends of lines too; editors and git count none of them. */
const furtherBreaks = /[\v\f\x85\u2028\u2029]/;

/**
 * A requirements file as pip and pip-tools read it: `#` comments, lines joined by a backslash,
 * options; the files named by `-r` and `-c` are its targets.
 */
export function parseRequirements(text: string): Manifest {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  const found = new RequirementLines();
  const add = (whole: string, line: number) => {
    for (const part of whole.split(furtherBreaks)) found.add(part, line);
  };
  let joined = '';
  let first = 1;
  for (const [i, raw] of lines.entries()) {
    if (joined === '') first = i + 1;
    const line = raw.replace(/(^|\s)#.*$/, '$1');
    if (line.endsWith('\\') && !/^\s*#/.test(raw)) {
      joined += line.slice(0, -1);
      continue;
    }
    add(joined + line, first);
    joined = '';
  }
  add(joined, first);
  return found.manifest();
}

/** An address by itself, perhaps as pip's older way of naming a repository by ssh, `git+git@host:path`. */
const addressAlone =
  /^(?:(?:-e|--editable)[\s=]*)?["']?([a-z][a-z0-9+.-]*:\/\/\S+|(?:git|hg|svn|bzr)\+\S+)/i;
/** What stands for something else: `${NAME}`, `{[section]key}`, `{{ name }}`, `%(name)s`. */
const filledIn = /\$\{|\{[[{%]|\{\w+[:}]|%\(|\$\(/;

/** Gathers what lines in pip's form say, wherever they stand. */
export class RequirementLines {
  readonly #requirements: Requirement[] = [];
  readonly #targets: string[] = [];
  #fault: string | undefined;

  /** @param dev is it a list of what is not needed to run the project? */
  add(text: string, line: number, dev = false): void {
    const trimmed = text.trim();
    if (trimmed === '' || this.#addTarget(trimmed)) return;
    // Any other option of pip names no package.
    if (/^--?[a-z]/i.test(trimmed) && !/^(?:-e|--editable)/.test(trimmed)) return;
    const address = addressAlone.exec(trimmed)?.[1];
    const path = address === undefined ? pathIn(trimmed) : undefined;
    const names =
      address !== undefined
        ? packagesOfAddress(address)
        : path !== undefined
          ? packagesOfPath(path)
          : [trimmed];
    for (const name of names) {
      const requirement = parseRequirement(name, line);
      if (requirement === undefined) {
        this.#fault ??= `line ${line}: it cannot be told what is required`;
        continue;
      }
      const isElsewhere = name === trimmed ? {} : { elsewhere: true as const };
      this.#requirements.push({
        ...requirement,
        ...isElsewhere,
        ...(dev && { dev: true as const }),
      });
    }
  }

  /** Does it name a further file? */
  #addTarget(trimmed: string): boolean {
    const included =
      /^(-r|--requirement|-c|--constraint)(?:[\s=]\s*|(?=[^\s=-]))(?:"([^"]+)"|'([^']+)'|(\S+))/.exec(
        trimmed,
      );
    if (included === null) return false;
    const [, option = '', ...written] = included;
    const target = written.find(Boolean) ?? '';
    if (!isWebAddress(target) && !filledIn.test(target)) this.#targets.push(target);
    // What is at most allowed requires nothing by itself.
    else if (/^-r|^--req/.test(option)) {
      this.#fault ??= `requires what a list elsewhere says: ${target.slice(0, 200)}`;
    }
    return true;
  }

  manifest(): Manifest {
    return {
      requirements: this.#requirements,
      ...(this.#targets.length === 0 ? {} : { targets: this.#targets }),
      ...(this.#fault === undefined ? {} : { fault: this.#fault }),
    };
  }
}

function isWebAddress(target: string): boolean {
  return /^(?:\{env:[^}]*:)?[a-z][a-z0-9+.-]*:\/\//i.test(target);
}

/**
 * The packages that an address without a name may give: that of its fragment, of the wheel or source
 * archive, else the repository's own name and that of the folder in it.
 */
function packagesOfAddress(address: string): string[] {
  const said = new URLSearchParams(/#([^\s"']*)/.exec(address)?.[1]);
  const egg = said.get('egg') ?? undefined;
  // Older ways to say a version with it.
  if (egg !== undefined) return [egg.replace(/-(?:\d+(?:\.\d+)+|dev)$/, '')];
  const folder = said.get('subdirectory') ?? undefined;
  const path = address
    .replace(/[?#].*$/, '')
    .replace(/["';,]+$/, '')
    .replace(/^[a-z0-9+.-]+:\/\/[^/]*\//i, '')
    .replace(/^\w+\+[^/:]+:/, '')
    .replace(/(\.git)?(?:@[^/@]*)?$/, '');
  const parts = path.split(/[/:]/).filter((part) => part !== '');
  // `owner/name/archive/main.zip` of GitHub and GitLab.
  const archive = parts.findIndex((part) => ['archive', 'tarball', 'zipball'].includes(part));
  const last = parts.at(-1);
  const named =
    archive >= 2
      ? parts[archive - 1] === '-'
        ? parts[archive - 2]
        : parts[archive - 1]
      : last === undefined
        ? undefined
        : (packageOfFile(last) ?? last);
  return [named, folder?.split('/').at(-1)].flatMap((one) => one ?? []);
}

/** The folder or archive of the repository that a line names instead of a package. */
function pathIn(trimmed: string): string | undefined {
  const [, option, mark, path = ''] =
    /^(-e\b|--editable\b)?[\s=]*["']?(file:)?([^\s;#[\]"'@]+)/.exec(trimmed) ?? [];
  const isOne =
    (option ?? mark) !== undefined ||
    /[\\/]|^\.{1,2}$|\.(?:whl|zip|tgz|tar\.(?:gz|bz2|xz))$/.test(path);
  return isOne ? path : undefined;
}

/** A folder is taken for the package of its name; the project's own folder requires nothing. */
function packagesOfPath(path: string): string[] {
  const last = path.split(/[\\/]/).findLast((part) => part !== '' && part !== '.' && part !== '..');
  return last === undefined ? [] : [packageOfFile(last) ?? last];
}

/** `name-1.0-py3-none-any.whl` and `name-1.0.tar.gz` are `name`. */
function packageOfFile(file: string): string | undefined {
  const wheel = /^([^-]+)-[^-]+(?:-[^-]+){3,4}\.whl$/.exec(file)?.[1];
  if (wheel !== undefined) return wheel;
  const source = /^(.+?)(?:-v?\d[^-]*)?\.(?:tar\.(?:gz|bz2|xz)|tgz|zip)$/.exec(file)?.[1];
  return source;
}
