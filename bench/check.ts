/**
 * What `npm run check` costs over many synthetic proposals: seconds, computing time and memory of the
 * command's whole process. Each has a plan of two stages, probes, claims, a concern and sign-offs.
 *
 * usage: npm run bench:check -- [--proposals 2000] [--json]
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { costOf } from './process-cost.ts';

const { values } = parseArgs({
  options: { proposals: { type: 'string', default: '2000' }, json: { type: 'boolean' } },
});
const count = Number(values.proposals);

/** The small blueprint of the tests, each time under a number, a title and with claims of its own. */
async function writeProposals(root: string): Promise<void> {
  const [index = '', probes = ''] = await Promise.all(
    ['index.md', 'probes.yaml'].map((name) =>
      readFile(join('test/support/async-blueprint', name), 'utf8'),
    ),
  );
  await writeFile(
    join(root, 'projects.yaml'),
    [
      'teams: { web: {} }',
      'projects:',
      ...['alpha', 'beta'].map(
        (id) => `  ${id}: { team: web, repository: https://example.org/web/${id} }`,
      ),
      '',
    ].join('\n'),
  );
  for (let number = 1; number <= count; number++) {
    const folder = join(root, `${String(number).padStart(4, '0')}-async`);
    await mkdir(folder);
    const claim = `{ projects: [alpha], stage: removed, status: done, date: 2026-02-01, source: Meeting ${number} }`;
    const own = index
      .replace(/^title: .*$/m, `title: Move number ${number} to async functions`)
      .replace(/^claims: \[\]$/m, `claims:\n  - ${claim}`)
      .replace(/^signOffs: \[\]$/m, 'signOffs: [{ team: web, rounds: [{ asked: 2026-02-01 }] }]');
    await writeFile(join(folder, 'index.md'), own);
    await writeFile(join(folder, 'probes.yaml'), probes);
  }
}

const root = await mkdtemp(join(tmpdir(), 'crossplan-check-'));
try {
  await writeProposals(root);
  // As the command itself is started.
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as {
    scripts: { check: string };
  };
  const [, ...command] = scripts.check.split(' ');
  const cost = await costOf('check', [...command, '--root', root]);
  const figures = { proposals: count, ...cost };
  const text =
    values.json === true
      ? JSON.stringify(figures)
      : `${count} proposals: ${cost.seconds} s, ${cost.computingSeconds} s of computing, ${cost.mebibytes} MiB`;
  process.stdout.write(`${text}\n`);
} finally {
  await rm(root, { recursive: true, force: true });
}
