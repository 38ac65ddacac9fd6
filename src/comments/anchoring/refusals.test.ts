import { describe, expect, it } from 'vitest';
import { reanchor } from './reanchor.ts';

/** Blocks that stay, long enough to hold what stands between them. */
const stays = (n: number) =>
  `Block ${n} stays as it is, whatever becomes of those before and behind it in this text.`;
const passage = 'Executors handled many messages before closing down their queues';
/** The same told in other forms of its words: near by its letters, with few words in common. */
const near = 'Executor handles many message before close down their queue';

/** Near as well, with half of its words and no three of them in a row. */
const nearElsewhere = 'Executor handled more messages then closing up their queues';

function placed(before: readonly string[], after: readonly string[], quote = passage) {
  const [old, now] = [before.join('\n'), after.join('\n')];
  const start = old.indexOf(quote);
  if (start < 0) throw new Error(`The text has no "${quote}"`);
  const [placement] = reanchor(old, now, [{ start, end: start + quote.length }]);
  const range = placement !== undefined && 'range' in placement ? placement.range : undefined;
  return {
    outcome: placement?.outcome,
    method: placement?.method,
    text: range && now.slice(range.start, range.end),
    start: range?.start,
  };
}

describe('in its place', () => {
  it('takes other forms of the words for the passage', () => {
    const answer = placed([stays(1), passage, stays(2)], [stays(1), near, stays(2)]);
    expect(answer).toMatchObject({ outcome: 'rewritten', method: 'gap', text: near });
  });

  it('refuses them with another number', () => {
    const before = [stays(1), passage.replace('many', '12'), stays(2)];
    const other = [stays(1), near.replace('many', '14'), stays(2)];
    const same = [stays(1), near.replace('many', '12'), stays(2)];
    const quote = passage.replace('many', '12');
    expect(placed(before, other, quote).outcome).toBe('orphaned');
    expect(placed(before, same, quote).outcome).toBe('rewritten');
  });

  it('refuses what stood elsewhere before', () => {
    const before = [stays(1), passage, stays(2), stays(3), near, stays(4)];
    const after = [stays(1), near, stays(2), stays(3), stays(4)];
    expect(placed(before, after).outcome).toBe('orphaned');
    expect(placed(before, after, near).outcome).toBe('moved');
  });

  it('finds the word for the last one of a text', () => {
    const before = [stays(1), 'The last word of all is Reintroduced'];
    const after = [stays(1), 'The last word of all is Again'];
    expect(placed(before, after, 'Reintroduced')).toMatchObject({ text: 'Again' });
  });
});

describe('elsewhere', () => {
  it('takes the one insertion that is near enough', () => {
    const after = [stays(1), stays(2), stays(3), nearElsewhere];
    expect(placed([stays(1), passage, stays(2), stays(3)], after)).toMatchObject({
      outcome: 'moved',
      method: 'search',
      text: nearElsewhere,
    });
  });

  it('refuses two that are as near', () => {
    const after = [stays(1), nearElsewhere, stays(2), stays(3), nearElsewhere];
    const before = [stays(1), stays(2), passage, stays(3)];
    expect(placed(before, after).outcome).toBe('orphaned');
  });

  it('refuses what is new in a single word alone', () => {
    const before = [stays(1), passage, stays(2), nearElsewhere, stays(3)];
    const grown = nearElsewhere.replace('more', 'more down');
    expect(placed(before, [stays(1), stays(2), grown, stays(3)]).outcome).toBe('orphaned');
  });

  it('refuses another number', () => {
    const before = [stays(1), passage.replace('many', '12'), stays(2)];
    const after = [stays(1), stays(2), nearElsewhere.replace('more', '14')];
    expect(placed(before, after, passage.replace('many', '12')).outcome).toBe('orphaned');
  });

  it('gives a place to the block that explains most of it', () => {
    const shared = 'Deployers choose the number of threads per worker process';
    const lost = `${shared} and nothing else of this block is anywhere to be found again`;
    const moved = `${shared} but then comes what the second block alone has to say`;
    const before = [stays(1), lost, stays(2), moved, stays(3)];
    const after = [stays(1), stays(2), stays(3), moved];
    expect(placed(before, after, 'then comes what the second').outcome).toBe('moved');
    const old = before.join('\n');
    const start = old.lastIndexOf('number of threads');
    const [answer] = reanchor(old, after.join('\n'), [{ start, end: start + 17 }]);
    expect(answer).toMatchObject({ outcome: 'moved', method: 'move' });
  });
});

describe('taken apart', () => {
  const long = (n: number) => `${n} of three parts of the passage, each of which stays`;
  const inserted = (n: number) => `Inserted ${n}: ${'words that are new here '.repeat(20)}end.`;

  it('holds all parts of a passage between which much was inserted', () => {
    const before = [stays(1), long(1), long(2), long(3), stays(2)];
    const after = [stays(1), long(1), inserted(1), long(2), inserted(2), long(3), stays(2)];
    const answer = placed(before, after, [long(1), long(2), long(3)].join('\n'));
    expect(answer.outcome).toBe('edited');
    expect(answer.text).toBe(after.slice(1, -1).join('\n'));
  });

  it('goes with the larger part where the smaller one stays', () => {
    const smaller = 'it is up to us to say so or to be at one on it';
    const larger = 'if we do as we are to do it is no more than we may all do';
    const before = [stays(1), smaller, larger, stays(2)];
    const after = [stays(1), smaller, stays(2), larger];
    const answer = placed(before, after, `${smaller}\n${larger}`);
    expect(answer).toMatchObject({ outcome: 'moved', text: larger });
  });

  it('does not stretch a word to the next sign that stayed', () => {
    const before = [stays(1), 'The option names the encoding that is used.', stays(2)];
    const after = [
      stays(1),
      'The option names the encoding that is used by those who know what it means everywhere.',
      stays(2),
    ];
    expect(placed(before, after, 'used.').text).toBe('used');
  });

  it('takes the part that stayed where the rest was taken out', () => {
    const before = [stays(1), 'Priority list of this cycle', stays(2)];
    const answer = placed(
      before,
      [stays(1), stays(2)],
      'Priority list of this cycle\nBlock 2 stays',
    );
    expect(answer).toMatchObject({ outcome: 'edited', text: 'Block 2 stays' });
  });
});
