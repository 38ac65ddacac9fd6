import type { ReadState, RowState } from '../../src/status/changes/proposal-state.ts';
import type { WholeState } from '../../src/status/changes/record-changes.ts';

/** A row that is in progress, as it is compared. */
export const someRow: RowState = {
  ...{ status: 'in progress', since: null, unknown: null },
  ...{ plan: 'p', probes: 'q', registry: 'r', others: '' },
};

export const someRead: ReadState = {
  ...{ commit: 'aa', date: '2026-05-01T00:00:00Z', engine: 2, isOlder: false },
};

/** What is compared of a plan of two stages and two projects, `alpha` of the team web and `beta` of ops. */
export function wholeState(
  data: Partial<WholeState['data']> = {},
  more: Partial<WholeState> = {},
): WholeState {
  return {
    ...{ name: '0001-plan', number: 1, lost: [] },
    data: {
      ...{ title: 'Plan', summary: 'What changes.', status: 'proposed', champions: ['Ada'] },
      ...{ concerns: [], signOffs: [], claims: [] },
      ...{ decisions: [], waivers: [], exemptions: [], moves: [] },
      ...data,
    },
    stages: {
      gone: { title: 'Callbacks gone', due: '2027-01-01', asks: 'x' },
      voted: { title: 'A job votes', due: null, asks: 'y' },
    },
    teams: { alpha: 'web', beta: 'ops' },
    reads: { alpha: someRead, beta: someRead },
    rows: { gone: { alpha: someRow, beta: someRow } },
    reviews: {},
    sections: { Plan: { hash: '1', stage: null }, 'Stage: gone': { hash: '2', stage: 'gone' } },
    ...more,
  };
}
