import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { diffableJson } from '../../../src/ground/diffable-json.ts';
import { writeWhole } from '../../../src/ground/write-whole.ts';
import { exitCode, run } from '../../../scripts/lib/cli.ts';

/** The release of GitHub's own description that the contract is cut from. */
const pinned = '23.0.2';

/** Every operation that src/review/github uses, and no other. */
const operations = [
  '/search/issues',
  '/repos/{owner}/{repo}/pulls',
  '/repos/{owner}/{repo}/pulls/{pull_number}',
  '/repos/{owner}/{repo}/pulls/{pull_number}/comments',
  '/repos/{owner}/{repo}/pulls/{pull_number}/reviews',
  '/repos/{owner}/{repo}/contents/{path}',
  '/repos/{owner}/{repo}/issues/{issue_number}/events',
  '/repos/{owner}/{repo}/commits/{ref}/check-runs',
];

const descriptionSchema = z.looseObject({
  openapi: z.string(),
  info: z.unknown(),
  paths: z.record(z.string(), z.looseObject({ get: z.record(z.string(), z.unknown()).optional() })),
  components: z.record(z.string(), z.record(z.string(), z.unknown())),
});

await run(
  {
    usage: 'node test/review/github/import-contract.ts',
    about:
      'Cuts the operations that this program uses out of GitHub’s official OpenAPI description, with\n' +
      'all that they refer to, so that the tests can hold requests and answers against it.',
    options: {
      release: {
        type: 'string',
        value: '<version>',
        help: `of @octokit/openapi; default: ${pinned}`,
      },
      out: {
        type: 'string',
        value: '<file>',
        help: 'default: test/review/github/contract.generated.json',
      },
    },
  },
  async ({ release = pinned, out = 'test/review/github/contract.generated.json' }) => {
    const folder = await mkdtemp(join(tmpdir(), 'crossplan-contract-'));
    try {
      const name = `@octokit/openapi@${release}`;
      const packed = execFileSync('npm', ['pack', name, '--silent'], {
        cwd: folder,
        encoding: 'utf8',
      });
      const file = 'package/generated/api.github.com.json';
      execFileSync('tar', ['-xzf', packed.trim(), file], { cwd: folder });
      const whole: unknown = JSON.parse(await readFile(join(folder, file), 'utf8'));
      const subset = cut(descriptionSchema.parse(whole), release);
      const text = diffableJson(subset);
      const changed = await writeWhole(resolve(out), text);
      console.log(`${out}: ${text.length} characters${changed ? '' : ', unchanged'}`);
      return exitCode.fine;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);

/** The operations with everything that they refer to, however far, in the order of the original. */
function cut(whole: z.infer<typeof descriptionSchema>, release: string) {
  const paths = Object.fromEntries(
    operations.map((path) => {
      const operation = whole.paths[path]?.get;
      if (operation === undefined) throw new Error(`release ${release} has no GET ${path}`);
      return [path, { get: bare(operation) }];
    }),
  );
  const wanted = new Set<string>();
  const open: unknown[] = [paths];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const reference of references(at)) {
      if (wanted.has(reference)) continue;
      wanted.add(reference);
      const [, , kind = '', name = ''] = reference.split('/');
      open.push(whole.components[kind]?.[name]);
    }
  }
  const components = Object.fromEntries(
    Object.entries(whole.components)
      .map(([kind, entries]) => {
        const kept = Object.entries(entries).filter(([name]) =>
          wanted.has(`#/components/${kind}/${name}`),
        );
        return [
          kind,
          Object.fromEntries(kept.map(([name, value]) => [name, bare(value)])),
        ] as const;
      })
      .filter(([, entries]) => Object.keys(entries).length > 0),
  );
  return {
    openapi: whole.openapi,
    info: { title: 'GitHub, as far as Crossplan asks it', version: release },
    paths,
    components,
  };
}

function* references(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === '$ref' && typeof inner === 'string') yield inner;
    else yield* references(inner);
  }
}

/**
 * Without the prose and the examples, which are the greater part and check nothing. `nullable`
 * beside no `type` (as GitHub writes of a choice) is written as a choice with null: validators do
 * not take it otherwise.
 */
function bare(value: unknown, isNames = false): unknown {
  if (Array.isArray(value)) return value.map((item) => bare(item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key, inner]) => isNames || !isProse(key, inner))
    .map(([key, inner]) => [key, bare(inner, key === 'properties')] as const);
  const kept = Object.fromEntries(entries);
  if (isNames || kept['nullable'] !== true || kept['type'] !== undefined) return kept;
  const rest = Object.fromEntries(entries.filter(([key]) => key !== 'nullable'));
  return { anyOf: [rest, { type: 'string', nullable: true, enum: [null] }] };
}

/** Of a schema or an operation; the names of properties are never prose. */
function isProse(key: string, value: unknown): boolean {
  if (key === 'title') return typeof value === 'string';
  const prose = ['description', 'summary', 'example', 'examples', 'externalDocs'];
  return prose.includes(key) || key.startsWith('x-');
}
