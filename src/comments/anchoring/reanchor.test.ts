import { describe, expect, it } from 'vitest';
import { reanchor } from './reanchor.ts';

const before = [
  'Executors and their callers',
  'The worker takes a message from the queue and hands it to the first free executor.',
  'A caller that waits longer than sixty seconds gets a timeout and the message is dropped.',
  'Every endpoint declares which of its methods may be called from outside of the project.',
  'Deployers choose the number of threads per worker in the configuration file.',
  'Rationale',
  'None',
  'Alternatives',
  'None',
].join('\n');

/** Where the words stand after a change of the text, the whole answer. */
function placed(quote: string, after: string, nth = 0) {
  let start = -1;
  for (let i = 0; i <= nth; i++) start = before.indexOf(quote, start + 1);
  if (start < 0) throw new Error(`The text has no "${quote}"`);
  const [placement] = reanchor(before, after, [{ start, end: start + quote.length }]);
  if (placement === undefined) throw new Error('No answer');
  const { outcome, method, confidence } = placement;
  const text =
    placement.outcome === 'orphaned'
      ? `${after.slice(0, placement.near).slice(-12)}|`
      : after.slice(placement.range.start, placement.range.end);
  return { outcome, method, confidence, text, placement };
}

const edit = (from: string, to: string) => {
  if (!before.includes(from)) throw new Error(`The text has no "${from}"`);
  return before.replace(from, to);
};

describe('exact', () => {
  it('is a passage whose words all stayed, wherever the text before it went', () => {
    const after = `A new beginning\n${edit('Every endpoint', 'Each endpoint')}`;
    expect(placed('declares which of its methods', after)).toMatchObject({
      outcome: 'exact',
      method: 'diff',
      confidence: 1,
      text: 'declares which of its methods',
    });
  });

  it('tells equal words apart by what stands around them', () => {
    const after = edit('Rationale\nNone\n', 'Rationale\nIt is faster, as was measured.\n');
    const second = placed('None', after, 1);
    expect(second).toMatchObject({ outcome: 'exact', text: 'None' });
    expect(second.placement).toMatchObject({ range: { start: after.length - 4 } });
  });
});

describe('edited', () => {
  it('is a passage of which the larger part stayed; exchanged ends belong to it', () => {
    const after = edit('longer than sixty seconds gets', 'longer than thirty minutes gets');
    expect(placed('waits longer than sixty seconds', after)).toMatchObject({
      outcome: 'edited',
      method: 'diff',
      text: 'waits longer than thirty minutes',
    });
  });

  it('holds what was inserted in its middle', () => {
    const after = edit('the first free executor', 'the first free, or the least loaded, executor');
    expect(placed('the first free executor', after)).toMatchObject({
      outcome: 'edited',
      text: 'the first free, or the least loaded, executor',
    });
  });

  it('follows a block that was split and one that was joined', () => {
    const split = edit('the queue and hands', 'the queue\nand hands');
    expect(placed('from the queue and hands it', split)).toMatchObject({
      outcome: 'edited',
      text: 'from the queue\nand hands it',
    });
    const joined = edit('executor.\nA caller', 'executor. A caller');
    expect(placed('executor.\nA caller', joined)).toMatchObject({ text: 'executor. A caller' });
  });

  it('is what is left of a passage whose other part was taken out', () => {
    const after = edit(
      'A caller that waits longer than sixty seconds gets a timeout and the',
      'The',
    );
    expect(placed('gets a timeout and the message is dropped', after)).toMatchObject({
      outcome: 'edited',
      text: 'The message is dropped',
    });
  });
});

describe('rewritten', () => {
  it('is what stands for a word, all around it having stayed', () => {
    const after = edit('the first free executor', 'the first idle executor');
    expect(placed('free', after)).toMatchObject({
      outcome: 'rewritten',
      method: 'gap',
      text: 'idle',
    });
  });

  it('tells a few exchanged words apart by their order', () => {
    const after = edit('a message from the queue', 'one letter off the stack');
    expect(placed('message', after)).toMatchObject({ outcome: 'rewritten', text: 'letter' });
  });

  it('is a sentence told in other words between two that stayed', () => {
    const after = edit(
      'Every endpoint declares which of its methods may be called from outside of the project.',
      'Endpoints declare methods that others may be calling from outside of that project.',
    );
    const quote = 'Every endpoint declares which of its methods may be called from outside';
    const { outcome, text } = placed(quote, after);
    expect(['rewritten', 'edited']).toContain(outcome);
    expect(text).toContain('declare methods that others');
  });

  it('is no sentence about something else in its place', () => {
    const after = edit(
      'Deployers choose the number of threads per worker in the configuration file.',
      'Signed packages reach mirrors within one hour of an upload.',
    );
    expect(placed('choose the number of threads per worker', after)).toMatchObject({
      outcome: 'orphaned',
      method: 'neighbour',
    });
  });
});

describe('moved', () => {
  const lines = before.split('\n');

  it('is a block that stands elsewhere', () => {
    const after = [lines[0], ...lines.slice(2), lines[1]].join('\n');
    expect(placed('takes a message from the queue', after)).toMatchObject({
      outcome: 'moved',
      method: 'move',
      confidence: 1,
      text: 'takes a message from the queue',
    });
  });

  it('is a block that was edited on its way', () => {
    const moved = lines[1]?.replace('hands it', 'passes this message on').replace('free', 'idle');
    const after = [lines[0], ...lines.slice(2), moved].join('\n');
    expect(placed('from the queue and hands it to the first free executor', after)).toMatchObject({
      outcome: 'moved',
      text: 'from the queue and passes this message on to the first idle executor',
    });
    expect(placed('free', after)).toMatchObject({ outcome: 'moved', text: 'idle' });
  });

  it('is a sentence that went into another block', () => {
    const sentence = 'Deployers choose the number of threads per worker in the configuration file.';
    const after = before.replace(`${sentence}\n`, '').replace('executor.', `executor. ${sentence}`);
    expect(placed('number of threads', after)).toMatchObject({
      outcome: 'moved',
      text: 'number of threads',
    });
  });

  it('is never what stood in the old text already', () => {
    const twin =
      'The worker takes a message from the queue and hands it to the next free executor.';
    const withTwin = `${before}\n${twin}`;
    const start = withTwin.indexOf('takes a message');
    const range = { start, end: start + 'takes a message from the queue and hands it'.length };
    const after = withTwin.replace(`${lines[1]}\n`, '');
    expect(reanchor(withTwin, after, [range])).toMatchObject([{ outcome: 'orphaned' }]);
  });
});

describe('orphaned', () => {
  it('is a passage that is gone, near to what stood before it', () => {
    const after = edit(
      'A caller that waits longer than sixty seconds gets a timeout and the message is dropped.\n',
      '',
    );
    expect(placed('waits longer than sixty seconds', after)).toMatchObject({
      outcome: 'orphaned',
      method: 'neighbour',
      confidence: 0,
      text: 'ee executor.|',
    });
  });

  it('is a word that stands in the new text, but not in its place', () => {
    const after = edit(
      'Deployers choose the number of threads per worker in the configuration file.',
      'Whoever deploys a worker reads the list of signed packages.',
    );
    expect(placed('per worker', after).outcome).toBe('orphaned');
  });

  it('is every passage where nothing of the text is left', () => {
    expect(placed('Every endpoint', '')).toMatchObject({ outcome: 'orphaned', text: '|' });
    expect(placed('Every endpoint', 'Withdrawn.')).toMatchObject({ outcome: 'orphaned' });
  });
});

it('answers in the order in which it was asked, and once for all who ask for the same', () => {
  const ranges = [
    { start: 40, end: 60 },
    { start: 0, end: 9 },
    { start: 40, end: 60 },
  ];
  const answers = reanchor(before, before, ranges);
  expect(answers.map((one) => 'range' in one && one.range)).toEqual(ranges);
});
