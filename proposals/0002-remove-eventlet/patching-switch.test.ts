import { expect, test } from 'vitest';
import { loadProposals } from '../../src/proposal/load-proposals.ts';
import { look } from '../../test/adoption/support/look.ts';

/** What the probe `patching-switch` finds in a module: lines, each with its place. */
async function switchesIn(content: string): Promise<string[]> {
  const { proposals } = await loadProposals('proposals');
  const blueprint = proposals.find(({ number }) => number === 2);
  const probe = blueprint?.probes.probes['patching-switch'];
  if (probe === undefined) throw new Error('Expected the probe patching-switch in blueprint 2');
  return look({ ...probe }, { 'nova/monkey_patch.py': content });
}

test.each([
  ['the environment variable', "x = os.environ.get('OS_NOVA_DISABLE_EVENTLET_PATCHING', '')\n"],
  ['the option of nova, as it is registered', "opt = cfg.StrOpt('concurrency_backend')\n"],
  ['another project’s variable', "os.environ['OS_CINDER_DISABLE_EVENTLET_PATCHING']\n"],
])('%s is a switch', async (_, line) => {
  expect(await switchesIn(line)).toEqual(['nova/monkey_patch.py:1 strings']);
});

test('what only reads the option is code, and no switch of its own', async () => {
  expect(await switchesIn('return conf.concurrency_backend\n')).toEqual([
    'nova/monkey_patch.py:1 code',
  ]);
});

test.each([
  '# concurrency_backend decides\n',
  "x = 'concurrency_backends'\n",
  "x = 'oslo_concurrency'\n",
])('%j is none', async (line) => {
  expect(await switchesIn(line)).toEqual([]);
});
