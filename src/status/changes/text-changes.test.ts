import { expect, test } from 'vitest';
import { wholeState } from '../../../test/support/whole-state.ts';
import type { Change } from './change.ts';
import { planChanges, textChanges } from './text-changes.ts';

const before = wholeState();
const bare = {
  ...{ proposal: 1, from: null, to: null, stages: [], projects: [], teams: [] },
  ...{ because: null, happened: null, url: null },
};
const ofText = (more: Partial<Change>) => ({ ...bare, kind: 'text', ...more });
const ofPlan = (more: Partial<Change>) => ({ ...bare, kind: 'plan', ...more });

test('of the same text and plan nothing is told', () => {
  expect(textChanges(before, wholeState())).toEqual([]);
  expect(planChanges(before, wholeState())).toEqual([]);
});

test('a section is new, gone or rewritten, and names the stage that it is about', () => {
  const sections = {
    Plan: { hash: '9', stage: null },
    'Stage: voted': { hash: '3', stage: 'voted' },
  };
  expect(textChanges(before, wholeState({}, { sections }))).toEqual([
    ofText({ subject: 'Plan', from: '1', to: '9', words: '“Plan” was rewritten' }),
    ofText({
      ...{ subject: 'Stage: voted', to: '3', words: '“Stage: voted” is new', stages: ['voted'] },
    }),
    ofText({
      ...{ subject: 'Stage: gone', from: '2', words: '“Stage: gone” is gone', stages: ['gone'] },
    }),
  ]);
});

test('title, summary and champions', () => {
  const after = wholeState({ title: 'Better', summary: 'Other.', champions: ['Ada', 'Ben'] });
  expect(planChanges(before, after)).toEqual([
    ofPlan({
      ...{ subject: 'title', from: 'Plan', to: 'Better' },
      words: 'now called “Better”, before “Plan”',
    }),
    ofPlan({ subject: 'summary', words: 'its summary was rewritten' }),
    ofPlan({
      ...{ subject: 'champions', from: 'Ada', to: 'Ada, Ben' },
      words: 'led by Ada, Ben, before Ada',
    }),
  ]);
});

test('projects come with their teams of today, and go with those of before', () => {
  const teams = { gamma: 'docs', delta: 'ops' };
  expect(planChanges(before, wholeState({}, { teams }))).toEqual([
    ofPlan({
      ...{ subject: 'projects', to: 'gamma, delta', words: 'for gamma and delta too' },
      ...{ projects: ['gamma', 'delta'], teams: ['docs', 'ops'] },
    }),
    ofPlan({
      ...{ subject: 'projects', from: 'alpha, beta', words: 'no longer for alpha and beta' },
      ...{ projects: ['alpha', 'beta'], teams: ['ops', 'web'] },
    }),
  ]);
});

test('stages come, go, and have another title, day or question', () => {
  const stages = {
    voted: { title: 'A job votes', due: '2027-05-01', asks: 'y' },
    last: { title: 'All gone', due: null, asks: 'y' },
  };
  expect(planChanges(before, wholeState({}, { stages }))).toEqual([
    ofPlan({
      ...{ subject: 'voted', stages: ['voted'], from: null, to: '2027-05-01' },
      words: '“A job votes” is due 2027-05-01, before none',
    }),
    ofPlan({
      ...{ subject: 'last', stages: ['last'], to: 'All gone' },
      words: 'stage “All gone” is new',
    }),
    ofPlan({
      ...{ subject: 'gone', stages: ['gone'], from: 'Callbacks gone' },
      words: 'stage “Callbacks gone” is gone',
    }),
  ]);
  const renamed = {
    ...before.stages,
    gone: { title: 'Not one left', due: null, asks: 'z' },
  };
  expect(planChanges(before, wholeState({}, { stages: renamed }))).toEqual([
    ofPlan({
      ...{ subject: 'gone', stages: ['gone'], from: 'Callbacks gone', to: 'Not one left' },
      words: 'stage “Not one left”, before “Callbacks gone”',
    }),
    ofPlan({
      ...{ subject: 'gone', stages: ['gone'], from: '2027-01-01', to: null },
      words: '“Not one left” is due on no day, before 2027-01-01',
    }),
    ofPlan({ subject: 'gone', stages: ['gone'], words: '“Not one left” asks otherwise' }),
  ]);
});
