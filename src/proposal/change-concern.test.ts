import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { proposalsFolder } from '../../test/support/proposals.ts';
import { changeConcern, type ConcernChange } from './change-concern.ts';
import { FaultyChange } from './change-front-matter.ts';
import { loadProposals, type Proposal } from './load-proposals.ts';
import type { Registry } from './registry.ts';

let proposal: Proposal;
let registry: Registry;
let file: string;

/** A proposal whose only concern is the blueprint's own, `stack-traces`, with further lines. */
async function given(...more: string[]): Promise<void> {
  const root = await proposalsFolder();
  file = join(root, '0001-async', 'index.md');
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    text.replace(/^ {4}state: open$/m, ['    state: open', ...more].join('\n')),
  );
  const loaded = await loadProposals(root);
  const [only] = loaded.proposals;
  if (only === undefined) throw new Error(JSON.stringify(loaded.problems));
  proposal = only;
  registry = loaded.registry;
}
beforeEach(() => given());

const change = (fields: ConcernChange, id = 'stack-traces') =>
  changeConcern(proposal, registry, { id, change: fields, today: '2026-04-01' });

test('sets fields of one entry in the order in which they are written, and takes others out', async () => {
  const before = await readFile(file, 'utf8');
  await change({
    closed: '2026-02-01',
    reason: 'Measured.',
    state: 'closed',
    disposition: 'answered',
  });
  const after = await readFile(file, 'utf8');
  expect(after).toBe(
    before.replace(
      '    state: open\n',
      '    state: closed\n    disposition: answered\n    reason: Measured.\n    closed: 2026-02-01\n',
    ),
  );
  await change({ closed: undefined, reason: undefined, disposition: undefined, state: 'open' });
  expect(await readFile(file, 'utf8')).toBe(before);
});

test('a change that would break a rule of the register is refused whole, with every fault', async () => {
  const before = await readFile(file, 'utf8');
  const fault: unknown = await change({ state: 'closed', closed: '2026-05-01' }).catch(
    (error: unknown) => error,
  );
  expect(fault).toBeInstanceOf(FaultyChange);
  const { problems, message, name } = fault as FaultyChange;
  expect(name).toBe('FaultyChange');
  expect(problems.length).toBeGreaterThan(1);
  expect(message).toBe(problems.map((one) => one.message).join('\n'));
  expect(problems.map(({ line }) => line)).toEqual(
    problems.map(({ line }) => line).toSorted((a, b) => a - b),
  );
  expect(await readFile(file, 'utf8')).toBe(before);
});

test('a fault that was there before hinders no change', async () => {
  await given('    closed: 2026-02-01');
  await change({ title: 'Traces change' });
  expect(await readFile(file, 'utf8')).toContain('    title: Traces change\n');
});

test('a concern that is not there is none to change', async () => {
  await expect(change({ title: 'T' }, 'no-such')).rejects.toThrow('no concern `no-such`');
});
