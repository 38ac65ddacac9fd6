import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allRows } from '../../src/status/report.ts';
import { git } from '../adoption/support/history.ts';
import { realParts } from '../support/real-parts.ts';
import { StatusWorkbench, type Commit } from './workbench.ts';

/** What one commit makes of the files: how often each uses `green`, and whether a manifest asks for it. */
const change = fc.record({
  a: fc.option(fc.nat(2)),
  b: fc.option(fc.nat(2)),
  manifest: fc.option(fc.boolean()),
});
const history = fc.array(change, { minLength: 2, maxLength: 5 });
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

const predicate = fc.constantFrom(
  'imports',
  'requirement',
  '{ any: [imports, requirement] }',
  '{ all: [imports, requirement] }',
  '{ probe: imports, atLeast: 2 }',
);
const criteria = fc.oneof(
  predicate.map((bad) => `{ bad: ${bad} }`),
  predicate.map((good) => `{ good: ${good} }`),
  fc.tuple(predicate, predicate).map(([bad, good]) => `{ bad: ${bad}, good: { not: ${good} } }`),
);
const asked = fc.record({ affected: predicate, stage: criteria });

/** What is done to the second of two repositories that are otherwise the same. */
const damage = fc.oneof(
  fc.record({ kind: fc.constant('contents' as const), which: fc.nat(20) }),
  fc.record({ kind: fc.constant('depth' as const), which: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('manifest' as const), which: fc.nat(4) }),
  fc.record({ kind: fc.constant('large' as const), which: fc.nat(4) }),
  fc.record({ kind: fc.constant('language' as const), which: fc.nat(4) }),
  fc.record({ kind: fc.constant('foreign manifest' as const), which: fc.nat(4) }),
);
/** From a commit on a file stands under a name that nobody reads, its text the same. */
const unreadNames: Readonly<Record<string, [from: string, to: string]>> = {
  language: ['p/a.py', 'p/a.ipynb'],
  'foreign manifest': ['pyproject.toml', 'build.gradle'],
};

const days = ['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01', '2024-05-01'];
const uses = (n: number) => `x = 1\n${'import green\n'.repeat(n)}`;
const manifestOf = (isThere: boolean) =>
  `[project]\nname = "x"\ndependencies = [${isThere ? '"green"' : '"other"'}]\n`;

function commits(changes: readonly Change[], order = days): Commit[] {
  return changes.map(({ a, b, manifest }, i): Commit => {
    const files: Record<string, string> =
      i === 0 ? { 'p/c.py': 'x = 1\n', 'pyproject.toml': manifestOf(false) } : {};
    if (a !== null) files['p/a.py'] = uses(a);
    if (b !== null) files['p/b.py'] = uses(b);
    if (manifest !== null) files['pyproject.toml'] = manifestOf(manifest);
    // Every commit changes something.
    files['count'] = String(i);
    return [order[i] ?? '2024-06-01', files];
  });
}

function renamed(all: readonly Commit[], [from, to]: [string, string], first: number): Commit[] {
  let text: string | null = null;
  return all.map(([day, { [from]: now, ...files }], i): Commit => {
    const before = text;
    if (now !== undefined) text = now;
    if (i < first) return [day, now === undefined ? files : { ...files, [from]: now }];
    if (i === first && before !== null) files[from] = null;
    return [day, text === null ? files : { ...files, [to]: text }];
  });
}

/** The same history, some of it written so that nobody can read it. */
function spoiled(changes: readonly Change[], { kind, which }: { kind: string; which: number }) {
  const names = unreadNames[kind];
  if (names !== undefined) return renamed(commits(changes), names, which % changes.length);
  return commits(changes).map(([day, files], i): Commit => {
    if (i !== which % changes.length) return [day, files];
    const manifest = files['pyproject.toml'];
    if (kind === 'manifest' && manifest !== null && manifest !== undefined) {
      return [day, { ...files, 'pyproject.toml': `${manifest}<<<<<<< HEAD\n` }];
    }
    const a = files['p/a.py'];
    if (kind === 'large' && a !== null && a !== undefined) {
      return [day, { ...files, 'p/a.py': `${a}${'#'.repeat(8_500_000)}\n` }];
    }
    return [day, files];
  });
}

async function statuses(bench: StatusWorkbench): Promise<string[]> {
  await bench.read();
  return allRows(await bench.report()).map(
    ({ project, stage, status }) => `${project} ${stage}: ${status}`,
  );
}

/** A copy whose contents are loose files, one of them taken out. */
function withoutOne(bench: StatusWorkbench, from: string, to: string, which: number): void {
  git(bench.folder, ['clone', '-q', '--bare', `file://${bench.path(from)}`, bench.path(to)]);
  const packs = join(bench.path(to), 'objects', 'pack');
  const contents = readdirSync(packs)
    .filter((name) => name.endsWith('.pack'))
    .map((name) => readFileSync(join(packs, name)));
  rmSync(packs, { recursive: true });
  for (const content of contents) git(bench.path(to), ['unpack-objects', '-q'], content);
  const all = git(bench.path(to), ['rev-list', '--objects', '--all']).split('\n');
  const blobs = all
    .map((line) => line.split(' '))
    .flatMap(([id = '', path = '']) => (/\.(?:py|toml)$/.test(path) ? [id] : []));
  const blob = blobs[which % blobs.length] ?? '';
  rmSync(join(bench.path(to), 'objects', blob.slice(0, 2), blob.slice(2)));
}

describe.skipIf(!realParts.git.available)('whatever of a repository cannot be read', () => {
  test('leaves each status as it is, or makes it unknown', async () => {
    await fc.assert(
      fc.asyncProperty(history, asked, damage, async (changes, { affected, stage }, harm) => {
        const bench = await StatusWorkbench.make();
        try {
          await bench.repository('whole', ...commits(changes));
          if (harm.kind === 'contents') withoutOne(bench, 'whole', 'harmed', harm.which);
          else if (harm.kind === 'depth') {
            const from = `file://${bench.path('whole')}`;
            const depth = ['--depth', String(harm.which)];
            git(bench.folder, ['clone', '-q', '--bare', ...depth, from, bench.path('harmed')]);
          } else await bench.repository('harmed', ...spoiled(changes, harm));
          if (harm.kind === 'contents' || harm.kind === 'depth') bench.add('harmed');
          await bench.ask({
            since: '2023-12-01',
            affected,
            stages: [`{ id: asked, title: T, summary: S., criteria: ${stage} }`],
          });
          const found = await statuses(bench);
          for (const truth of found.filter((one) => one.startsWith('whole'))) {
            const [name = '', status = ''] = truth.split(': ');
            expect(status).not.toBe('unknown');
            const harmed = name.replace('whole', 'harmed');
            const said = found.find((one) => one.startsWith(`${harmed}:`));
            expect([`${harmed}: ${status}`, `${harmed}: unknown`]).toContain(said);
          }
        } finally {
          rmSync(bench.folder, { recursive: true, force: true });
        }
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });
});

describe.skipIf(!realParts.git.available)('what the clocks of committers say', () => {
  test('changes no status within the period, in whatever order it stands', async () => {
    await fc.assert(
      fc.asyncProperty(
        history,
        asked,
        fc.shuffledSubarray(days.slice(1), { minLength: 4 }),
        async (changes, { affected, stage }, order) => {
          const bench = await StatusWorkbench.make();
          try {
            const asIs = commits(changes);
            await bench.repository('one', ...asIs);
            await bench.repository('two', ...commits(changes, [days[0] ?? '', ...order]));
            await bench.ask({
              since: '2024-01-15',
              affected,
              stages: [`{ id: asked, title: T, summary: S., criteria: ${stage} }`],
            });
            const found = await statuses(bench);
            const of = (project: string) =>
              found
                .filter((one) => one.startsWith(project))
                .map((one) => one.slice(project.length));
            expect(of('two')).toEqual(of('one'));
          } finally {
            rmSync(bench.folder, { recursive: true, force: true });
          }
        },
      ),
      { numRuns: 6, endOnFailure: true },
    );
  });
});
