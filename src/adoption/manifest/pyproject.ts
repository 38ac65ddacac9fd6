import { isDevGroup } from './dev-group.ts';
import { lowestOf } from './lowest-version.ts';
import { binaryGroups, parseEntryPoint } from './entry-point.ts';
import type { EntryPoint, Manifest, Requirement } from './requirement.ts';
import { RequirementLines } from './requirements.ts';
import { tomlValues, type TomlValue } from './toml-values.ts';
import { forTests, parseToxIni } from './tox-ini.ts';

/** Keys from the top of a file; `*` is any key. */
type Keys = readonly string[];

/** Where a TOML file names packages. */
interface TomlShape {
  /** Lists whose strings are requirements. */
  lists: readonly Keys[];
  /** Tables whose keys are package names. */
  tables: readonly Keys[];
  /** A file, or a list of files, with further requirements. */
  files: readonly Keys[];
  /** Tables of binaries: their names, with the function that each runs. */
  binaries: readonly Keys[];
}

/** Conda's and PyPI's tables of pixi, below `root`. */
function pixiTables(root: Keys): Keys[] {
  const names = ['dependencies', 'pypi-dependencies', 'host-dependencies', 'build-dependencies'];
  const places = [
    [],
    ['target', '*'],
    ['feature', '*'],
    ['feature', '*', 'target', '*'],
    ['package'],
    ['package', 'target', '*'],
  ];
  return places.flatMap((place) => names.map((name) => [...root, ...place, name]));
}

/** Lists of Hatch's own file, below `root`. */
function hatchLists(root: Keys): Keys[] {
  const places = [
    ['env', 'requires'],
    ['envs', '*', 'dependencies'],
    ['envs', '*', 'extra-dependencies'],
    ['build', 'dependencies'],
    ['build', 'hooks', '*', 'dependencies'],
    ['build', 'targets', '*', 'dependencies'],
  ];
  return places.map((place) => [...root, ...place]);
}

/** Lists of tox's own file, below `root`. */
function toxLists(root: Keys): Keys[] {
  const places = [
    ['requires'],
    ['env_run_base', 'deps'],
    ['env_base', '*', 'deps'],
    ['env', '*', 'deps'],
  ];
  return places.map((place) => [...root, ...place]);
}

const pyprojectShape: TomlShape = {
  lists: [
    ['project', 'dependencies'],
    ['project', 'optional-dependencies', '*'],
    ['dependency-groups', '*'],
    ['build-system', 'requires'],
    ['tool', 'pdm', 'dev-dependencies', '*'],
    ['tool', 'uv', 'dev-dependencies'],
    ['tool', 'rye', 'dev-dependencies'],
    ['tool', 'uv', 'extra-build-dependencies', '*'],
    ...hatchLists(['tool', 'hatch']),
    ['tool', 'flit', 'metadata', 'requires'],
    ['tool', 'flit', 'metadata', 'dev-requires'],
    ['tool', 'flit', 'metadata', 'requires-extra', '*'],
    ...toxLists(['tool', 'tox']),
  ],
  tables: [
    ['tool', 'poetry', 'dependencies'],
    ['tool', 'poetry', 'dev-dependencies'],
    ['tool', 'poetry', 'group', '*', 'dependencies'],
    ['tool', 'poetry', 'requires-plugins'],
    ...pixiTables(['tool', 'pixi']),
  ],
  files: [
    ['tool', 'setuptools', 'dynamic', 'dependencies', 'file'],
    ['tool', 'setuptools', 'dynamic', 'optional-dependencies', '*', 'file'],
    ['tool', 'hatch', 'metadata', 'hooks', 'requirements_txt', 'files'],
    ['tool', 'hatch', 'metadata', 'hooks', 'requirements_txt', 'filename'],
    ['tool', 'hatch', 'metadata', 'hooks', 'requirements_txt', 'optional-dependencies', '*'],
  ],
  binaries: [
    ['project', 'scripts'],
    ['project', 'gui-scripts'],
    ...binaryGroups.map((group) => ['project', 'entry-points', group]),
    ['tool', 'poetry', 'scripts'],
  ],
};

/**
 * The requirements of a pyproject.toml: `[project]`, its optional dependencies, dependency groups
 * (PEP 735), what builds it, and the tables of Poetry, PDM, uv, Rye, Hatch, Flit, pixi and tox.
 */
export function parsePyproject(text: string): Manifest {
  const found = readToml(text, pyprojectShape);
  // tox took its INI file in a string before it had a form of its own.
  const ini = tomlValues(text).values.find(
    ({ path }) => path.join('.') === 'tool.tox.legacy_tox_ini',
  );
  if (ini?.text === undefined) return found;
  const within = parseToxIni(ini.text);
  const fault = found.fault ?? within.fault;
  return {
    ...found,
    requirements: [
      ...found.requirements,
      // The string's first line break, which begins it, is no part of it.
      ...within.requirements.map((one) => ({ ...one, line: one.line + ini.line })),
    ],
    targets: [...(found.targets ?? []), ...(within.targets ?? [])],
    ...(fault === undefined ? {} : { fault }),
  };
}

/** A pixi.toml: the tables that a pyproject.toml has below `[tool.pixi]`. */
export function parsePixi(text: string): Manifest {
  return readToml(text, { lists: [], tables: pixiTables([]), files: [], binaries: [] });
}

/** A hatch.toml: the lists that a pyproject.toml has below `[tool.hatch]`. */
export function parseHatch(text: string): Manifest {
  return readToml(text, { lists: hatchLists([]), tables: [], files: [], binaries: [] });
}

/** A tox.toml: the lists that a pyproject.toml has below `[tool.tox]`. */
export function parseToxToml(text: string): Manifest {
  return forTests(readToml(text, { lists: toxLists([]), tables: [], files: [], binaries: [] }));
}

/** A Pipfile: every table but those of Pipenv itself is a category of packages. */
export function parsePipfile(text: string): Manifest {
  const own = ['source', 'requires', 'scripts', 'pipenv'];
  return readToml(text, { lists: [], tables: [['*']], files: [], binaries: [] }, ({ path }) =>
    own.includes(String(path[0])),
  );
}

function readToml(
  text: string,
  { lists, tables, files, binaries }: TomlShape,
  leaveOut: (value: TomlValue) => boolean = () => false,
): Manifest {
  const { values, fault } = tomlValues(text);
  const found = new RequirementLines();
  const named: Requirement[] = [];
  const inTables = new Map<string, Requirement>();
  const targets: string[] = [];
  const entryPoints: EntryPoint[] = [];
  let wrong: string | undefined;
  for (const value of values) {
    const { path, text: content, line } = value;
    if (leaveOut(value)) continue;
    if (content !== undefined && files.some((keys) => isAt(path, keys) || isInList(path, keys))) {
      targets.push(content);
    }
    if (content !== undefined && binaries.some((keys) => isAt(path.slice(0, -1), keys))) {
      const entryPoint = parseEntryPoint(`${String(path.at(-1))} = ${content}`, line);
      if (entryPoint !== undefined) entryPoints.push(entryPoint);
    }
    if (content !== undefined && lists.some((keys) => isInList(path, keys))) {
      found.add(content, line, isForDevelopment(path));
      continue;
    }
    if (lists.some((keys) => isAt(path, keys))) wrong ??= `line ${line}: a list is expected`;
    // `name = "^1"`, `name = { version = "^1", extras = […] }`, or a table: one requirement each.
    const table = tables.find((keys) => path.length > keys.length && begins(path, keys));
    const name = path[table?.length ?? 0];
    if (table === undefined || typeof name !== 'string' || name === 'python') continue;
    const key = JSON.stringify(path.slice(0, table.length + 1));
    let requirement = inTables.get(key);
    if (requirement === undefined) {
      // Until its version is met.
      requirement = { name, extras: [], line, ecosystem: 'python', elsewhere: true };
      if (isForDevelopment(path)) requirement.dev = true;
      inTables.set(key, requirement);
      named.push(requirement);
    }
    const rest = path.slice(table.length + 1).filter((part) => typeof part !== 'number');
    if (content !== undefined && (rest.length === 0 || rest.join() === 'version')) {
      delete requirement.elsewhere;
      Object.assign(requirement, lowestOf(content));
    }
    if (path.includes('extras') && content !== undefined) requirement.extras.push(content);
  }
  const listed = found.manifest();
  const all = [...targets, ...(listed.targets ?? [])];
  const why = fault ?? wrong ?? listed.fault;
  return {
    requirements: [...listed.requirements, ...named],
    targets: all,
    entryPoints,
    ...(why === undefined ? {} : { fault: why }),
  };
}

/** Is it a list or a table of what the project needs for work on it? */
function isForDevelopment(path: TomlValue['path']): boolean {
  const [top, second, third] = path.map(String);
  if (top === 'dependency-groups' || top === 'build-system') return true;
  if (top === 'dev-packages') return true;
  if (top === 'project') return second === 'optional-dependencies' && isDevGroup(third ?? '');
  return path.some(
    (part, i) =>
      // Poetry's, PDM's, uv's and Rye's; hatch's and tox's environments; pixi's features.
      /^dev-(?:dependencies|requires)$/.test(String(part)) ||
      (['group', 'feature', 'requires-extra'].includes(String(part)) &&
        isDevGroup(String(path[i + 1]))) ||
      ['envs', 'env', 'env_run_base', 'env_base', 'build', 'build-dependencies'].includes(
        String(part),
      ) ||
      ['requires-plugins', 'extra-build-dependencies'].includes(String(part)),
  );
}

function isInList(path: TomlValue['path'], keys: Keys): boolean {
  return typeof path.at(-1) === 'number' && isAt(path.slice(0, -1), keys);
}

function isAt(path: TomlValue['path'], keys: Keys): boolean {
  return path.length === keys.length && begins(path, keys);
}

function begins(path: TomlValue['path'], keys: Keys): boolean {
  return keys.every((key, i) => key === '*' || path[i] === key);
}
