import { expect, test } from 'vitest';
import { loadProposals } from '../../src/proposal/load-proposals.ts';

async function blueprint() {
  const { proposals } = await loadProposals('proposals');
  const found = proposals.find(({ number }) => number === 1);
  if (found === undefined) throw new Error('Expected blueprint 1');
  return found;
}

test('what came of the wish for a WSGI of asyncio is named: ASGI', async () => {
  const { text, frontMatter } = await blueprint();
  expect(text).toContain('**ASGI**');
  const wish = frontMatter.concerns.find(({ id }) => id === 'wsgi-has-no-asynchronous-model');
  expect(wish).toMatchObject({
    state: 'closed',
    disposition: 'out of scope',
    reason: expect.stringContaining('ASGI') as string,
  });
});

test('a specification that was not adopted answers nobody: what asked for a plan of all stays open', async () => {
  const { frontMatter } = await blueprint();
  const asked = frontMatter.concerns.find(({ id }) => id === 'no-cross-project-blueprint');
  expect(asked).toMatchObject({
    state: 'open',
    reason: expect.stringContaining('was not adopted') as string,
  });
});

test('every concern says by whom, when and where it was raised', async () => {
  const { frontMatter } = await blueprint();
  expect(frontMatter.concerns.length).toBeGreaterThanOrEqual(3);
  for (const { raisedBy, raised, where } of frontMatter.concerns) {
    expect(raisedBy).not.toMatch(/author of this/i);
    expect(raised).toMatch(/^20\d\d-/);
    expect(where).not.toBe('');
  }
});
