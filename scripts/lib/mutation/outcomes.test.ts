import { expect, test } from 'vitest';
import type { Fact } from './journal.ts';
import { outcomes } from './outcomes.ts';

const loading: Fact = { kind: 'loading', id: '1' };
const covered: Fact = { kind: 'covered', id: '1' };
const begun: Fact = { kind: 'begun', id: '1', test: 'a.test.ts > a' };
const killed: Fact = { kind: 'killed', id: '1', test: 'a.test.ts > a', says: 'no' };
const doubted: Fact = { kind: 'doubted', id: '1', test: 'a.test.ts > a' };

test.each<[string, Fact[]]>([
  ['NoCoverage', []],
  ['NoCoverage', [{ kind: 'covered', id: '2' }]],
  ['Ignored', [loading]],
  ['Survived', [loading, covered, begun, { kind: 'asked', file: 'quick a.test.ts' }]],
  ['Survived', [covered, loading]],
  ['Survived', [covered, begun, doubted, { kind: 'survived', id: '1' }]],
  ['Survived', [covered, begun, { kind: 'unnoticed', id: '1' }]],
  ['Killed', [covered, begun, doubted, begun, killed]],
  ['Killed', [killed, covered]],
  ['Timeout', [covered, begun, { kind: 'ended', id: '1' }]],
])('%s: %j', (outcome, facts) => {
  expect(outcomes(facts)('1')).toBe(outcome);
});
