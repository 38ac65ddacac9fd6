/**
 * Set-up: brings what package-lock.json says, and Node 24 where the machine's own Node is older.
 * Run by prestart, pretest and the like on whatever Node the machine has, so it is plain
 * JavaScript with no dependency. Quick and silent when nothing is to do.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wanted = readFileSync(join(root, '.node-version'), 'utf8').trim();
const wantedMajor = Number(wanted.split('.')[0]);
const stampFile = join(root, 'node_modules', '.crossplan-setup');
const lock = readFileSync(join(root, 'package-lock.json'));
const stamp = createHash('sha256').update(lock).digest('hex');

const major = (version) => Number(version.replace(/^v/, '').split('.')[0]);

function npm(args, what) {
  console.error(`set-up: ${what} (npm ${args.join(' ')})`);
  const done = spawnSync('npm', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
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
  const own = join(root, 'node_modules', '.bin', 'node');
  const asked = spawnSync(existsSync(own) ? own : 'node', ['--version'], { encoding: 'utf8' });
  return asked.status === 0 ? major(asked.stdout) : 0;
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
if (scriptsNodeMajor() < wantedMajor) {
  npm(
    ['install', '--no-save', '--no-fund', '--no-audit', '--no-package-lock', `node@${wanted}`],
    `this machine has Node ${process.version}; bringing Node ${wanted}`,
  );
}
if (installed !== stamp) writeFileSync(stampFile, `${stamp}\n`);
