import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { generatedEdits } from '../../bench/anchoring/generated.ts';
import { Random } from '../../bench/anchoring/random.ts';
import { Tally, verdict } from '../../bench/anchoring/score.ts';
import { sourceText } from '../../bench/anchoring/source-text.ts';
import { reanchor } from '../../src/comments/anchoring/reanchor.ts';

const licence = sourceText(readFileSync('LICENSE', 'utf8')).text;

/** Sentences of words that no licence has. */
function otherText(random: Random): string {
  const part = () => random.one(['ba', 'ko', 'ri', 'lum', 'te', 'sna', 'vo', 'ge', 'pix', 'dra']);
  const word = () => Array.from({ length: random.from(1, 3) }, part).join('');
  const sentence = () => `${Array.from({ length: random.from(6, 20) }, word).join(' ')}.`;
  const block = () => Array.from({ length: random.from(1, 4) }, sentence).join(' ');
  return Array.from({ length: 40 }, block).join('\n');
}

/**
 * The bench's generated edits on a text of our own. What they are measured on in full, and the figures
 * beside other ways, is `npm run bench:anchoring`.
 */
describe('passages that a generated edit touched', () => {
  const tally = new Tally();

  beforeAll(() => {
    for (let seed = 1; seed <= 25; seed++) {
      const random = new Random(seed);
      for (const { before, after, cases } of generatedEdits(licence, otherText(random), random)) {
        const answers = reanchor(
          before,
          after,
          cases.map(({ range }) => range),
        );
        for (const [i, { truth }] of cases.entries()) {
          const answer = answers[i];
          const placed = answer?.outcome === 'orphaned' ? undefined : answer?.range;
          tally.add('ours', truth === 'gone' ? 'gone' : 'stays', verdict(placed, truth));
        }
      }
    }
  });

  it('are found again, and hardly ever in a wrong place', () => {
    const { count, wrong, missed } = tally.get('ours', 'stays');
    expect(count).toBeGreaterThan(1500);
    expect(wrong).toBeLessThanOrEqual(0.3);
    expect(missed).toBeLessThanOrEqual(3);
  });

  it('are not placed when they are gone', () => {
    const { count, wrong } = tally.get('ours', 'gone');
    expect(count).toBeGreaterThan(300);
    expect(wrong).toBeLessThanOrEqual(0.5);
  });
});
