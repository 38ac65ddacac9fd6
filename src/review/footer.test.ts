import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bugNumbers, bugsOf, footerKey, footerKeys, footersOf } from './footer.ts';

describe('the key of a footer', () => {
  it.each([
    ['Closes-Bug', 'Closes-Bug'],
    ['closes_bug', 'Closes-Bug'],
    ['CLOSES-BUG', 'Closes-Bug'],
    ['topic', 'Topic'],
    ['Deepnds-On', 'Depends-On'],
    ['Depend-On', 'Depends-On'],
    ['Depends-Onn', 'Depends-On'],
    ['Dependz-On', 'Depends-On'],
    ['epends-On', 'Depends-On'],
    ['Depends-no', 'Depends-On'],
    ['Closes-Bgu', 'Closes-Bug'],
  ])('%s is %s', (written, key) => {
    expect(footerKey(written)).toBe(key);
  });

  it.each([
    'Depnds-no',
    'Tpoic',
    'Task-',
    'Stori',
    'Closes-Buh-',
    'Closes-Bguu',
    'Colses-Bgu',
    'Depends-O_x',
    'Signed-Off-By',
    'Depends',
    'Closes-Bugsy',
    'Doppends-On',
  ])('%s is none', (written) => {
    expect(footerKey(written)).toBeUndefined();
  });

  it('survives one slip of the pen in a word of two parts', () => {
    const long = footerKeys.filter((key) => key.includes('-'));
    const slip = fc.record({
      key: fc.constantFrom(...long),
      at: fc.nat(),
      how: fc.constantFrom('left out', 'put in', 'wrong', 'swapped'),
    });
    fc.assert(
      fc.property(slip, ({ key, at, how }) => {
        const i = at % (key.length - 1);
        const [a = '', b = ''] = key.slice(i);
        const rest = key.slice(i + 1);
        const written = {
          'left out': key.slice(0, i) + rest,
          'put in': `${key.slice(0, i)}q${key.slice(i)}`,
          wrong: `${key.slice(0, i)}q${rest}`,
          swapped: key.slice(0, i) + b + a + key.slice(i + 2),
        }[how];
        // A word without its hyphen is one of the short ones, where no slip is forgiven.
        fc.pre(written.includes('-'));
        expect([written, footerKey(written)]).toEqual([written, key]);
      }),
    );
  });
});

describe('the footers of a message', () => {
  const id = `I${'a'.repeat(40)}`;
  it('are the lines that plans are made with, once each, in order', () => {
    const message = [
      'Title: of it',
      '',
      'Closes-Bug: #2131801',
      '   Implements :  blueprint remove-x  ',
      '    Topic: indented as code',
      'Signed-off-by: Ann',
      'Task: rewrite the lot',
      'Task: 12345',
      'Story: #678 and more',
      'Story: soon',
      `Change-Id: ${id}`,
      `Change-Id: ${id}0`,
      'Change-Id: see above',
      'Closes-Bug: #2131801',
      'closes_bug: 5',
      'Topic:',
      'Topic: ',
      'Topic: \u0007',
      'Related-Bug: 5',
      'Task: a1',
      `Change-Id: x${id}`,
      'Depends-On: x',
    ].join('\n');
    expect(footersOf(message).map(({ key, value }) => `${key}: ${value}`)).toEqual([
      'Closes-Bug: #2131801',
      'Implements: blueprint remove-x',
      'Task: 12345',
      'Story: #678 and more',
      `Change-Id: ${id}`,
      'Closes-Bug: 5',
      'Related-Bug: 5',
      'Depends-On: x',
    ]);
  });

  it('hold no e-mail address', () => {
    expect(footersOf('Topic: ask ann@example.org now')[0]?.value).not.toContain('@');
  });

  it('are read whatever ends a line and whatever hyphen is in their key', () => {
    expect(footersOf('T\r\n\r\nCloses\u2011Bug: #1\r\nTOPIC: t\r\n')).toEqual([
      { key: 'Closes-Bug', value: '#1' },
      { key: 'Topic', value: 't' },
    ]);
    expect(footersOf('T\rCloses_Bug : 2\r')).toEqual([{ key: 'Closes-Bug', value: '2' }]);
  });

  it('are looked for in so much of a message, not in more', () => {
    const lines = (count: number) => `${'x\n'.repeat(count)}Topic: t`;
    expect(footersOf(lines(4999))).toHaveLength(1);
    expect(footersOf(lines(5000))).toHaveLength(0);
    expect(footersOf(`${' '.repeat(99_980)}\nTopic: t`)).toHaveLength(1);
    expect(footersOf(`${' '.repeat(100_000)}\nTopic: t`)).toHaveLength(0);
  });
});

describe('the numbers of bugs', () => {
  it.each([
    ['##2131801', ['2131801']],
    ['LP #2131801', ['2131801']],
    ['https://bugs.example.org/x/+bug/2131801', ['2131801']],
    ['#1, 22 and #333', ['1', '22', '333']],
    ['v1.2', []],
    ['12-alpha', []],
    ['CVE-2026-1', []],
    ['1234567890', []],
    ['none', []],
  ])('%s names %j', (value, numbers) => {
    expect(bugNumbers(value)).toEqual(numbers);
  });

  it('come from footers about bugs alone, with the line that says so', () => {
    const footers = [
      { key: 'Closes-Bug', value: '#1, #2' },
      { key: 'Task', value: '3' },
      { key: 'Related-Bug', value: '4' },
    ];
    expect(bugsOf(footers)).toEqual([
      { bug: '1', text: 'Closes-Bug: #1, #2' },
      { bug: '2', text: 'Closes-Bug: #1, #2' },
      { bug: '4', text: 'Related-Bug: 4' },
    ]);
    expect(bugsOf(undefined)).toEqual([]);
  });
});
