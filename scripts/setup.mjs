/**
 * Set-up: brings what package-lock.json says, and Node 24 where the machine's own Node is older.
 * Run by prestart, pretest and the like on whatever Node the machine has, so it is plain
 * JavaScript with no dependency. Quick and silent when nothing is to do.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wanted = readFileSync(join(root, '.node-version'), 'utf8').trim();
const wantedMajor = Number(wanted.split('.')[0]);
const stampFile = join(root, 'node_modules', '.crossplan-setup');
const lock = readFileSync(join(root, 'package-lock.json'));
const stamp = createHash('sha256').update(lock).digest('hex');

const major = (version) => Number(version.replace(/^v/, '').split('.')[0]);

function npm(args, what, cwd = root) {
  console.error(`set-up: ${what} (npm ${args.join(' ')})`);
  const done = spawnSync('npm', args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  if (done.error ?? done.status !== 0) {
    const why = done.error ? done.error.message : `exit code ${done.status}`;
    console.error(`set-up: npm ${args.join(' ')} failed: ${why}`);
    console.error('set-up: it needs npm and its registry; then run the same command again.');
    process.exit(2);
  }
}

/**
 * The Node that npm scripts run on: node_modules/.bin comes first on their PATH. It is asked each time:
 * the Node of this very process may be the one that `npm ci` has just taken away.
 */
function scriptsNodeMajor() {
  const bin = join(root, 'node_modules', '.bin');
  const own = ['node', 'node.exe'].map((name) => join(bin, name)).find((path) => existsSync(path));
  const asked = spawnSync(own ?? 'node', ['--version'], { encoding: 'utf8' });
  return asked.status === 0 ? major(asked.stdout) : 0;
}

/**
 * Node as a package for this platform, in a folder of its own beside the packages: npm holds what comes
 * against the integrity in scripts/interpreter/package-lock.json, and no script of it runs.
 */
function bringNode() {
  const modules = join(root, 'node_modules');
  const folder = join(modules, '.interpreter');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) {
    copyFileSync(join(root, 'scripts', 'interpreter', file), join(folder, file));
  }
  npm(
    ['ci', '--include=optional', '--ignore-scripts', '--no-fund', '--no-audit'],
    `this machine has Node ${process.version}; bringing Node ${wanted}`,
    folder,
  );
  const packages = join(folder, 'node_modules');
  const [name] = existsSync(packages)
    ? readdirSync(packages).filter((one) => one.startsWith('node-'))
    : [];
  if (name === undefined) askForNode('none could be brought whole');
  const isWindows = process.platform === 'win32';
  const program = isWindows ? 'node.exe' : 'node';
  const own = join(modules, '.bin', program);
  rmSync(own, { force: true });
  mkdirSync(join(modules, '.bin'), { recursive: true });
  const brought = join(packages, name, 'bin', program);
  // A link needs rights on Windows that a user may lack.
  if (isWindows) copyFileSync(brought, own);
  else symlinkSync(join('..', '.interpreter', 'node_modules', name, 'bin', program), own);
  if (scriptsNodeMajor() < wantedMajor) {
    rmSync(own, { force: true });
    askForNode('the one that is packaged does not run');
  }
}

function askForNode(why) {
  const { version, platform, arch } = process;
  console.error(`set-up: Node ${wantedMajor} or later is needed, and this machine has ${version}`);
  console.error(`set-up: for ${platform} on ${arch} ${why}: install it from https://nodejs.org,`);
  console.error('set-up: then run the same command again');
  process.exit(2);
}

/** `npm run setup` itself, or a machine that runs what it was given. */
const isAsked =
  process.env.npm_lifecycle_event === 'setup' ||
  (process.env.CI !== undefined && process.env.CI !== '');

const installed = existsSync(stampFile) ? readFileSync(stampFile, 'utf8').trim() : '';
if (installed !== '' && installed !== stamp && !isAsked) {
  // Another branch's lock decides what is installed and run: somebody must have looked at it.
  console.error('set-up: package-lock.json has changed since the last set-up. Look at the change');
  console.error('set-up: (git log -p -- package-lock.json package.json), then: npm run setup');
  process.exit(2);
}
if (installed !== stamp)
  npm(['ci', '--include=dev', '--no-fund', '--no-audit'], 'installing what the lock file says');
if (scriptsNodeMajor() < wantedMajor) bringNode();
if (installed !== stamp) writeFileSync(stampFile, `${stamp}\n`);
