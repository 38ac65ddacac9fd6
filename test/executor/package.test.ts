import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { osloMessaging, pythonPath } from './rabbit/available.ts';
import { Broker } from './rabbit/broker.ts';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

async function manifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as Manifest;
}

/**
 * Every package that the named ones need, as folders of this repository's own node_modules: so the
 * installation needs no network, and gets what the lock file says.
 */
async function closure(names: Iterable<string>): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const folder = path.join(root, 'node_modules', name);
    if (found.has(name) || !existsSync(folder)) continue; // optional ones of other platforms
    found.set(name, folder);
    const { dependencies, optionalDependencies } = await manifest(folder);
    open.push(...Object.keys({ ...dependencies, ...optionalDependencies }));
  }
  return found;
}

/** The packages that the built files import. */
async function imported(folder: string): Promise<Set<string>> {
  const names = new Set<string>();
  for (const file of await readdir(folder, { recursive: true })) {
    if (!file.endsWith('.js')) continue;
    const source = await readFile(path.join(folder, file), 'utf8');
    const text = source.replace(/\/\*[\s\S]*?\*\//g, ''); // examples import too
    for (const [, name] of text.matchAll(/(?:from|import\()\s*["']([^."'][^"']*)["']/g)) {
      if (name !== undefined && !name.startsWith('node:')) names.add(name);
    }
  }
  return names;
}

const TRY = `
import { getRpcClient, getRpcServer, getRpcTransport, moduleEndpoint } from 'crossplan/executor';

const endpoint = { greet: (_context: object, { name }: { name: string }) => \`Hello, \${name}\` };
await using transport = getRpcTransport('memory://');
await using server = getRpcServer(transport, { topic: 'hello', server: 'one' }, [endpoint]);
await server.start();
const client = getRpcClient<typeof endpoint>(transport, { topic: 'hello' });
console.log(await client.call('greet', { name: 'world' }));

const square = moduleEndpoint(new URL('./square.js', import.meta.url));
const target = { topic: 'square', server: 'one' };
await using threads = getRpcServer(transport, target, [square], { executor: 'threading', poolSize: 1 });
await threads.start();
console.log(await getRpcClient(transport, { topic: 'square' }).call('square', { n: 12 }));

const nowhere = getRpcTransport('rabbit://guest:guest@127.0.0.1:1/');
await nowhere.driver();
await nowhere.close();
console.log('the RabbitMQ driver loads');
`;

/** Types are checked as a careful user would: libraries too, without Node's types. */
const TSCONFIG = {
  compilerOptions: {
    strict: true,
    module: 'nodenext',
    target: 'es2024',
    lib: ['es2024', 'esnext.disposable', 'dom'],
    skipLibCheck: false,
    types: [],
    noEmit: true,
  },
  files: ['wrong.ts'],
};

const WRONG = `
import { getRpcClient, getRpcTransport } from 'crossplan/executor';

const endpoint = { greet: (_context: object, { name }: { name: string }) => name };
const client = getRpcClient<typeof endpoint>(getRpcTransport('memory://'), { topic: 'hello' });
export const greeting: string = await client.call('greet', { name: 'world' });
export const wrong = client.call('greet', { nmae: 'world' });
`;

describe('the packed library', () => {
  let project: string;
  let packed: Manifest;
  const installed = (): string => path.join(project, 'node_modules/crossplan');

  beforeAll(async () => {
    project = await mkdtemp(path.join(tmpdir(), 'crossplan-package-'));
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', project], {
      cwd: root,
    });
    // The build's own lines come before the answer.
    const [answer] = JSON.parse(stdout.slice(stdout.search(/^\[/m))) as { filename: string }[];
    const tarball = path.join(project, answer?.filename ?? '');
    await run('tar', ['xzf', tarball], { cwd: project });
    packed = await manifest(path.join(project, 'package'));
    const needed = await imported(path.join(project, 'package/dist-library'));
    const local = await closure(needed);
    await writeFile(
      path.join(project, 'package.json'),
      JSON.stringify({
        type: 'module',
        dependencies: {
          crossplan: `file:${tarball}`,
          // The versions that the lock file names satisfy the library's ranges: no network is asked.
          ...Object.fromEntries([...local].map(([name, folder]) => [name, `file:${folder}`])),
        },
      }),
    );
    const options = ['--offline', '--install-links', '--ignore-scripts', '--no-audit', '--no-fund'];
    await run('npm', ['install', ...options], { cwd: project });
  });

  afterAll(async () => {
    await rm(project, { recursive: true, force: true });
  });

  it('depends on what it imports, and on nothing else', async () => {
    const names = await imported(path.join(installed(), 'dist-library'));
    expect(
      Object.keys(packed.dependencies ?? {}).toSorted(),
      'what only the site needs belongs into devDependencies',
    ).toEqual([...names].toSorted());
  });

  it('runs a server and a client, worker threads and the RabbitMQ driver in an empty project', async () => {
    await writeFile(path.join(project, 'try.ts'), TRY);
    const square = 'export default { square: (_context, { n }) => n * n };';
    await writeFile(path.join(project, 'square.js'), square);
    const { stdout } = await run(process.execPath, ['try.ts'], { cwd: project });
    expect(stdout.split('\n')).toEqual(['Hello, world', '144', 'the RabbitMQ driver loads', '']);
  });

  it('brings its types: a wrong argument is an error, and there is no other', async () => {
    await writeFile(path.join(project, 'wrong.ts'), WRONG);
    await writeFile(path.join(project, 'tsconfig.json'), JSON.stringify(TSCONFIG));
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    const checked = run(process.execPath, [tsc, '-p', '.', '--pretty', 'false'], { cwd: project });
    const output = await checked.then(
      () => 'no error',
      (error: unknown) => (error as { stdout: string }).stdout,
    );
    const errors = output.split('\n').filter((line) => line.includes('error TS'));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('wrong.ts(7,');
  });

  it('gives bundlers for browsers the part that runs there', async () => {
    const result = await build({
      stdin: {
        contents: "export * from 'crossplan/executor';",
        resolveDir: project,
      },
      bundle: true,
      write: false,
      metafile: true,
      platform: 'browser',
      format: 'esm',
    });
    const inputs = Object.keys(result.metafile.inputs);
    expect(
      inputs.filter((input) => /dist-library\/(node|rabbit)\/|amqplib|piscina/.test(input)),
    ).toEqual([]);
    expect(inputs.some((input) => input.endsWith('dist-library/memory/driver.js'))).toBe(true);
  });

  it.skipIf(!osloMessaging.available)(
    'carries the example: a TypeScript and a Python service on one bus, through all steps',
    async () => {
      await cp(path.join(root, 'examples/volumes'), project, {
        recursive: true,
        filter: (source) => !/node_modules|package\.json$/.test(source.slice(root.length)),
      });
      await using broker = await Broker.start();
      const { stdout } = await run(process.execPath, ['start.ts'], {
        cwd: project,
        env: { ...process.env, TRANSPORT_URL: broker.url(), OSLO_PYTHON: pythonPath },
        timeout: 600_000,
      });
      const kept = '{"created": 10, "refused": 2}';
      expect(stdout.trim().split('\n')).toEqual([
        `1-green: ${kept}`,
        `2-coroutine: ${kept}`,
        `3-async: ${kept}`,
      ]);
    },
    180_000,
  );

  it('holds no test, no source and no path of the machine that built it', async () => {
    const files = await readdir(path.join(installed(), 'dist-library'), { recursive: true });
    expect(files.filter((file) => /\.test\.|(?<!\.d)\.ts$/.test(file))).toEqual([]);
    for (const file of files.filter((name) => name.endsWith('.js'))) {
      const text = await readFile(path.join(installed(), 'dist-library', file), 'utf8');
      expect(text.includes(root) || text.includes(pathToFileURL(root).href), file).toBe(false);
    }
  });
});
