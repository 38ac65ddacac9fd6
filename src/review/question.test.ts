import { expect, it } from 'vitest';
import { questionMeaning, questions, questionTitle } from './question.ts';

it('has a title of its own and a sentence for each question', () => {
  expect(new Set(questions.map((one) => questionTitle[one])).size).toBe(questions.length);
  expect(new Set(questions.map((one) => questionMeaning[one])).size).toBe(questions.length);
  for (const one of questions) {
    expect(questionTitle[one]).toMatch(/^[A-Z][^.]+$/);
    expect(questionMeaning[one]).toMatch(/^[A-Z].+\.$/);
  }
});
