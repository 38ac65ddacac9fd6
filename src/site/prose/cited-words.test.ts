import { describe, expect, it } from 'vitest';
import { citedWords } from './cited-words.ts';

const a = 'https://r.example.org/1';
const b = 'https://r.example.org/2';

describe('citedWords', () => {
  it('is what stands before a review in its sentence', () => {
    const text = `Old. It took its API off in\n${a}, and gave the helper a form in\n${b}. More.`;
    expect(citedWords(text, 2, a)).toBe('It took its API off in …');
    expect(citedWords(text, 3, b)).toBe('gave the helper a form in …');
  });

  it('is what follows where the review begins its item', () => {
    const text = `Reviews:\n\n- ${a} in specs, the specification of\n  it: merged.\n- ${b} dropped.\n`;
    expect(citedWords(text, 3, a)).toBe('… in specs, the specification of it: merged.');
    expect(citedWords(text, 5, b)).toBe('… dropped.');
  });

  it('takes the words of a link that has some, and no markup', () => {
    const text = `The *executor* [\`callback\` of 2014](${a}) (see [there](#x), ${b}).`;
    expect(citedWords(text, 1, a)).toBe('The executor callback of 2014 …');
    expect(citedWords(text, 1, b)).toBe('see there …');
  });

  it('adds what follows to a few words, unless that begins another thought', () => {
    const text = `Done. In the pool, ${a} prepared it. Then ${b}; and more.`;
    expect(citedWords(text, 1, a)).toBe('In the pool … prepared it.');
    expect(citedWords(text, 1, b)).toBe('Then …');
  });

  it('leaves out a remark in brackets on what came before', () => {
    const text = `It came in ${a} (4.2.1), and a second one was proposed in ${b}.`;
    expect(citedWords(text, 1, b)).toBe('a second one was proposed in …');
  });

  it('stays within its paragraph', () => {
    const text = `## Head\n\nBefore.\n\n<${a}>\n\nAfter.\n`;
    expect(citedWords(text, 5, a)).toBeUndefined();
  });

  it('has nothing to say where the address is not on the line, or the line not in the file', () => {
    expect(citedWords(`x ${a}`, 1, b)).toBeUndefined();
    expect(citedWords(`x ${a}`, 9, a)).toBeUndefined();
  });
});
