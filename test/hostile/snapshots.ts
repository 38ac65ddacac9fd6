import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { engineVersion } from '../../src/adoption/engine-version.ts';
import { definitionHash, questionFor } from '../../src/adoption/probe-hash.ts';
import { loadProposals } from '../../src/proposal/load-proposals.ts';
import { fill } from './support.ts';

const script = '<script>window.ran = 1</script><img src=x onerror="window.ran = 1">';
const commit = 'a'.repeat(40);
const date = '2026-01-02T03:04:05Z';

/** Snapshots as a stranger's change could bring them: well-formed with hostile contents, or broken. */
function variants(definition: (probe: string) => string): Record<string, string>[] {
  const answer = (probe: string, more: object = {}) => ({
    definition: definition(probe),
    coverage: {
      files: { head: 1, history: 1 },
      unread: { head: 0, history: 0 },
      spans: [[0, 'exact']],
    },
    counts: { code: 1, strings: 0, tests: 0 },
    evidence: [{ path: `${script}/\u202e\u001b[2J`, in: 'code', lines: [1], via: script }],
    points: [[0, commit, date, 1, 0, 0]],
    ...more,
  });
  const snapshot = (more: object = {}, answers: object = {}) => ({
    format: 2,
    project: 'alpha',
    engine: engineVersion,
    repository: 'https://example.org/web/alpha',
    ref: script,
    commit,
    date,
    history: { since: '2026-01-01', from: { commit, date }, commits: 1 },
    problems: [{ code: 'parser', path: script, message: `${script}\n::error::x`, at: 'head' }],
    dependencies: { projects: ['beta', '__proto__'], complete: true },
    parts: [],
    partsComplete: true,
    wrappersFound: [
      {
        probe: 'promises',
        module: script,
        path: script,
        names: [script],
        importers: { code: 1, tests: 0 },
      },
    ],
    probes: { callbacks: answer('callbacks', answers), promises: answer('promises', answers) },
    partProbes: {},
    ...more,
  });
  const file = (data: unknown) => ({ 'adoption/alpha.json': JSON.stringify(data) });
  return [
    file(snapshot()),
    file(snapshot({ repository: 'javascript:window.ran=1' })),
    file(snapshot({ repository: 'https://evil.example/"onmouseover="window.ran=1' })),
    file(snapshot({ project: '../../package' })),
    file(
      snapshot({
        date: '9999-12-31T23:59:59Z',
        history: {
          since: '0001-01-01',
          from: { commit, date: '0001-01-01T00:00:00Z' },
          commits: 9007199254740991,
        },
      }),
    ),
    file(
      snapshot(
        {},
        { points: Array.from({ length: 20_000 }, (_, i) => [i, commit, date, i % 2, 0, 0]) },
      ),
    ),
    file(
      snapshot(
        {},
        {
          points: [
            [9007199254740991, commit, date, 9007199254740991, 0, 0],
            [0, commit, date, 0, 0, 0],
          ],
        },
      ),
    ),
    file(
      snapshot(
        {},
        {
          coverage: {
            files: { head: 0, history: 0 },
            unread: { head: 9, history: 9 },
            spans: [
              [9, 'none'],
              [3, 'exact'],
              [3, 'lower'],
            ],
          },
        },
      ),
    ),
    file(
      snapshot(
        {},
        {
          evidence: Array.from({ length: 20_000 }, (_, i) => ({
            path: `p${i}`,
            in: 'code',
            lines: [i + 1],
          })),
        },
      ),
    ),
    file(
      snapshot(
        {},
        { evidence: [{ path: '../../../etc/passwd', in: 'code', lines: [9007199254740991] }] },
      ),
    ),
    file(
      snapshot({ dependencies: { projects: ['alpha', 'alpha', 'constructor'], complete: true } }),
    ),
    file(
      snapshot({
        problems: Array.from({ length: 5000 }, () => ({
          code: 'parser',
          message: 'x',
          at: 'head',
        })),
      }),
    ),
    { 'adoption/alpha.json': `{"a":${'['.repeat(100_000)}` },
    { 'adoption/alpha.json': '{"format":2,"__proto__":{"polluted":1}}' },
    { 'adoption/alpha.json': `{"format":1e309}` },
    { 'adoption/alpha.json': fill('9', 1_000_000) },
    { 'adoption/alpha.json': '' },
    { 'adoption/\u001b[2J::error::x.json': '{}' },
    { 'as-of.json': '{"format":1,"projects":{"alpha":{"day":"9999-99-99","by":"fetched"}}}' },
    {
      'as-of.json': JSON.stringify({
        format: 1,
        projects: { alpha: { day: '9999-12-31', by: 'fetched' } },
      }),
    },
    { 'reviews.json': `{"format":1,"a":${'{"a":'.repeat(50_000)}` },
    { 'reviews.json': '{"format":99,"reviews":[]}' },
    {
      'reviews.json': JSON.stringify({
        format: 1,
        sources: [],
        reviews: [{ id: `gerrit:x/${script}` }],
        links: [],
      }),
    },
    {
      'links.yaml': `links: [{ review: "javascript:window.ran=1", stage: removed, decision: ${script} }]\n`,
    },
    { 'links.yaml': 'a: &a [*a]\n' },
  ];
}

/** Lays one of them beside each of the whole proposals of a folder but the first, in their order. */
export async function hostileSnapshots(root: string): Promise<number> {
  const { proposals } = await loadProposals(root);
  const [good, ...others] = proposals;
  if (good === undefined) throw new Error('Expected a good proposal');
  const question = questionFor(good.probes, 'alpha');
  const all = variants((probe) => definitionHash(question, probe));
  let laid = 0;
  for (const [i, files] of all.entries()) {
    const folder = others[i]?.folder;
    if (folder === undefined) throw new Error(`Expected ${all.length} proposals, got ${i}`);
    for (const [path, text] of Object.entries(files)) {
      await mkdir(join(folder, 'adoption'), { recursive: true });
      await writeFile(join(folder, path), text);
      laid++;
    }
  }
  return laid;
}
