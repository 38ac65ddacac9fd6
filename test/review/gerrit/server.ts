import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gerritCache, gerritLibraries, pomFile } from '../available.ts';
import { freePorts } from '../../support/free-ports.ts';
import { patienceMs } from '../../support/patience.ts';

const credentials = 'admin:secret';

function mustRun(command: string, args: string[], cwd?: string): string {
  const result = spawnSync(command, args, { encoding: 'utf8', cwd, timeout: 600_000 });
  if (result.status !== 0) {
    throw new Error(`${command} ${args.join(' ')}: ${result.stderr || result.stdout}`);
  }
  return result.stdout;
}

async function classPath(): Promise<string> {
  const jars = async () =>
    (await readdir(gerritLibraries).catch(() => [])).filter((name) => name.endsWith('.jar'));
  if ((await jars()).length < 6) {
    const beside = await mkdtemp(`${gerritLibraries}-`).catch(async () => {
      await mkdir(gerritCache, { recursive: true });
      return mkdtemp(`${gerritLibraries}-`);
    });
    const settings = [`-DoutputDirectory=${beside}`, '-DexcludeTransitive=true'];
    mustRun('mvn', ['-q', '-B', '-f', pomFile, 'dependency:copy-dependencies', ...settings]);
    await rm(gerritLibraries, { recursive: true, force: true });
    await rename(beside, gerritLibraries);
  }
  // The programs come first: both archives hold some of the same classes.
  const names = (await jars()).sort();
  return names.map((name) => join(gerritLibraries, name)).join(':');
}

/** A site that `init` has set up, made once and copied for every server. */
async function template(classes: string): Promise<string> {
  const site = join(gerritCache, 'site');
  const there = await readFile(join(site, 'etc', 'gerrit.config'), 'utf8').catch(() => '');
  if (there !== '') return site;
  const beside = await mkdtemp(`${site}-`);
  const init = ['init', '--batch', '--dev', '--no-auto-start', '--skip-plugins', '-d', beside];
  mustRun('java', ['-cp', classes, 'com.google.gerrit.launcher.GerritLauncher', ...init]);
  await rm(site, { recursive: true, force: true });
  await rename(beside, site);
  return site;
}

/** A Gerrit on loopback, with a site of its own. */
export class GerritServer {
  readonly port: number;
  readonly folder: string;
  readonly #classes: string;
  #process: ChildProcess | undefined;
  #output = '';

  private constructor(port: number, folder: string, classes: string) {
    this.port = port;
    this.folder = folder;
    this.#classes = classes;
  }

  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  get url(): string {
    return `http://${this.host}`;
  }

  static async start(): Promise<GerritServer> {
    const classes = await classPath();
    const folder = await mkdtemp(join(tmpdir(), 'crossplan-gerrit-'));
    await cp(await template(classes), join(folder, 'site'), { recursive: true });
    const [port = 0] = await freePorts(1);
    const server = new GerritServer(port, folder, classes);
    const config = join(folder, 'site', 'etc', 'gerrit.config');
    for (const [key, value] of [
      ['gerrit.canonicalWebUrl', `${server.url}/`],
      ['httpd.listenUrl', `${server.url}/`],
      ['sshd.listenAddress', 'off'],
      ['sendemail.enable', 'false'],
      // What it knows must survive being killed.
      ['index.changes_open.commitWithin', '0'],
      ['index.changes_closed.commitWithin', '0'],
      // It says whether a change can be merged, and works it out again whenever its branch moves.
      ['change.mergeabilityComputationBehavior', 'API_REF_UPDATED_AND_CHANGE_REINDEX'],
      ['trackingid.bugs.match', '#?(\\d+)'],
      ['trackingid.bugs.system', 'Bugs'],
    ] as const) {
      mustRun('git', ['config', '-f', config, key, value]);
    }
    for (const footer of ['Closes-Bug:', 'Partial-Bug:', 'Related-Bug:']) {
      mustRun('git', ['config', '-f', config, '--add', 'trackingid.bugs.footer', footer]);
    }
    await server.run();
    return server;
  }

  /** Starts the daemon on its site, and waits until it answers. */
  async run(): Promise<void> {
    const site = join(this.folder, 'site');
    const launcher = 'com.google.gerrit.launcher.GerritLauncher';
    const java = [
      '-Xmx400m',
      '-cp',
      this.#classes,
      launcher,
      'daemon',
      '-d',
      site,
      '--console-log',
    ];
    const daemon = spawn('java', java, { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#process = daemon;
    daemon.stderr.on('data', (chunk: Buffer) => {
      this.#output = (this.#output + chunk.toString('utf8')).slice(-4000);
    });
    const until = performance.now() + patienceMs;
    for (;;) {
      if (daemon.exitCode !== null) throw new Error(`Gerrit ended: ${this.#output}`);
      if (performance.now() > until) throw new Error(`Gerrit did not start: ${this.#output}`);
      const answer = await fetch(`${this.url}/config/server/version`).catch(() => undefined);
      if (answer?.status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** Ends it at once, as a power cut would. */
  async kill(): Promise<void> {
    const daemon = this.#process;
    this.#process = undefined;
    if (daemon?.exitCode !== null) return;
    const closed = once(daemon, 'close');
    daemon.kill('SIGKILL');
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A request as the administrator, or as another `user:password`. */
  async rest(
    method: string,
    path: string,
    body?: unknown,
    as = credentials,
  ): Promise<Record<string, unknown>> {
    const answer = await fetch(`${this.url}/a${path}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(as).toString('base64')}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    const json = text.replace(/^\)\]\}'\n/, '');
    return (json === '' ? {} : JSON.parse(json)) as Record<string, unknown>;
  }

  async has(project: string): Promise<boolean> {
    return this.rest('GET', `/projects/${encodeURIComponent(project)}`).then(
      () => true,
      () => false,
    );
  }

  async project(name: string): Promise<void> {
    await this.rest('PUT', `/projects/${encodeURIComponent(name)}`, { create_empty_commit: true });
  }

  /** A clone that pushes as the administrator. */
  async clone(project: string): Promise<string> {
    const folder = await mkdtemp(join(this.folder, 'clone-'));
    const address = `http://${credentials}@${this.host}/a/${project}`;
    mustRun('git', ['clone', '-q', address, folder]);
    mustRun('git', ['config', 'user.name', 'Ada Example'], folder);
    mustRun('git', ['config', 'user.email', 'admin@example.com'], folder);
    return folder;
  }

  git(folder: string, ...args: string[]): string {
    return mustRun('git', args, folder);
  }

  /** The number of the change of a commit. */
  async numberOf(commit: string): Promise<number> {
    const list = (await this.rest('GET', `/changes/?q=commit:${commit}&n=2`)) as unknown as {
      _number: number;
    }[];
    if (list[0] === undefined) throw new Error(`no change has commit ${commit}`);
    return list[0]._number;
  }
}
