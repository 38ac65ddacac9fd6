import { describe, expect, it } from 'vitest';
import {
  allOf,
  chosenProjects,
  chosenProposals,
  oneOf,
  oneProposal,
  wholeNumber,
} from './options.ts';

const loaded = {
  proposals: [
    { number: 1, name: '0001-one' },
    { number: 12, name: '0012-twelve' },
  ],
  faulty: [{ name: '0003-broken' }, { name: 'no-number' }],
};

describe('chosenProposals', () => {
  it('gives all where none is asked for', () => {
    expect(chosenProposals(loaded, undefined)).toEqual(loaded);
  });

  it.each(['1', '01', '0001'])('takes a number as a person or a folder writes it: %s', (asked) => {
    expect(chosenProposals(loaded, asked)).toEqual({
      proposals: [loaded.proposals[0]],
      faulty: [],
    });
  });

  it('gives a faulty proposal as faulty, and no other', () => {
    expect(chosenProposals(loaded, '3')).toEqual({ proposals: [], faulty: [loaded.faulty[0]] });
    expect(chosenProposals(loaded, '12').faulty).toEqual([]);
  });

  it.each([' 1', '1 ', '1.0', '1e0', '+1', '0x1', '', '-1', '١', 'NaN', '9999999999'])(
    'takes nothing else for a number: `%s`',
    (asked) => {
      expect(() => chosenProposals(loaded, asked)).toThrow(/^--proposal: no proposal `/);
    },
  );

  it('says what there is, or what was meant', () => {
    expect(() => chosenProposals(loaded, '77')).toThrow(
      '--proposal: no proposal `77`; allowed: 1, 3, 12',
    );
    expect(() => chosenProposals(loaded, '13')).toThrow('allowed: 1, 3, 12');
    expect(() => chosenProposals({ proposals: [], faulty: [] }, '1')).toThrow(
      'there is no proposal yet',
    );
  });
});

describe('oneProposal', () => {
  it('takes the only one, and asks where there are several', () => {
    const [first] = loaded.proposals;
    expect(oneProposal({ proposals: loaded.proposals.slice(0, 1), faulty: [] }, undefined)).toBe(
      first,
    );
    expect(oneProposal(loaded, '1')).toBe(first);
    expect(() => oneProposal(loaded, undefined)).toThrow('--proposal is needed; allowed: 1, 12');
    expect(() =>
      oneProposal({ proposals: loaded.proposals.slice(0, 1), faulty: loaded.faulty }, undefined),
    ).toThrow('--proposal is needed');
  });

  it('works on no faulty one', () => {
    expect(() => oneProposal(loaded, '3')).toThrow('0003-broken is faulty');
    expect(() => oneProposal({ proposals: [], faulty: [{ name: '0001-x' }] }, undefined)).toThrow(
      '0001-x is faulty',
    );
  });
});

describe('words that are held against a list', () => {
  it('tells every wrong one at once', () => {
    expect(() => chosenProjects(['engin', 'engine', 'zz'], { engine: 1, disk: 1 })).toThrow(
      '--project: no project `engin`; did you mean `engine`?\n' +
        '--project: no project `zz`; allowed: engine, disk',
    );
    expect(chosenProjects(['engine'], { engine: 1 })).toEqual(['engine']);
    expect(chosenProjects(undefined, { engine: 1 })).toBeUndefined();
    expect(() => chosenProjects(['toString'], {})).toThrow('there is no project yet');
    expect(() => {
      allOf('--source', 'system', ['gerit'], ['gerrit']);
    }).toThrow('did you mean `gerrit`?');
  });

  it('asks for one that is needed', () => {
    expect(oneOf('--to', 'stage', 'a', ['a', 'b'])).toBe('a');
    expect(() => oneOf('--to', 'stage', undefined, ['a', 'b'])).toThrow(
      '--to is needed; allowed: a, b',
    );
    expect(() => oneOf('--to', 'stage', 'cc', ['aaaa', 'bbbb'])).toThrow(
      '--to: no stage `cc`; allowed: aaaa, bbbb',
    );
  });
});

describe('wholeNumber', () => {
  it('takes digits within its bounds', () => {
    expect(wholeNumber('--jobs', '64', { least: 1, most: 64 })).toBe(64);
    expect(wholeNumber('--spacing', '0')).toBe(0);
  });

  it.each(['0', '65', '1.0', ' 1', '', '1e1', '-1', '٣'])('refuses `%s`', (text) => {
    expect(() => wholeNumber('--jobs', text, { least: 1, most: 64 })).toThrow(
      `--jobs: expected a whole number from 1 to 64, got \`${text}\``,
    );
  });

  it('names no end where there is none', () => {
    expect(() => wholeNumber('--budget', '0', { least: 1 })).toThrow('from 1 on');
  });
});
