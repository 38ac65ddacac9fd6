import { expect, test } from 'vitest';
import { reasonSentences } from './reason-sentence.ts';

test.each([
  [
    'left: imports of x (5); has imports of y; down from 9 on 2026-01-02; 1 open review',
    'What is left: imports of x (5). It has imports of y. It is down from 9 on 2026-01-02. 1 open review.',
  ],
  [
    'no imports of x left in code since 2026-01-02',
    'There are no imports of x left in code since 2026-01-02.',
  ],
  ['api done; cron missing: switches', 'Api done. Cron missing: switches.'],
  ['missing: a note; waits for b and c', 'What is missing: a note. It waits for b and c.'],
  ['never affected since 2026-01-01', 'It was never affected since 2026-01-01.'],
  ['nothing is known of it.', 'Nothing is known of it.'],
])('%j', (reason, sentences) => {
  expect(reasonSentences(reason)).toBe(sentences);
});
