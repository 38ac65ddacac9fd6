import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emailPattern,
  foreignLines,
  foreignText,
  forTerminal,
  publicName,
} from './foreign-text.ts';

describe('foreignText', () => {
  it.each([
    [
      'Fix for <ada@example.com> and b.c+d@sub.example.co.uk',
      'Fix for <(address left out)> and (address left out)',
    ],
    ['Bump node@20.1 and @octokit/core@7.0.6', 'Bump node@20.1 and @octokit/core@7.0.6'],
    ['a\u0000b\u001b[31mc\nd', 'a b [31mc d'],
    ['\u202eright to left\u202c', '\u202eright to left\u202c'],
    ['<script>alert("x")</script>', '<script>alert("x")</script>'],
    ['lone \ud800 surrogate', 'lone \ufffd surrogate'],
  ])('keeps of %j: %j', (text, kept) => {
    expect(foreignText(text)).toBe(kept);
  });

  it('leaves no e-mail address in any text, and is bounded', () => {
    const address = fc
      .tuple(fc.string(), fc.emailAddress(), fc.string())
      .map((parts) => parts.join(' '));
    fc.assert(
      fc.property(fc.oneof(address, fc.string({ unit: 'binary', maxLength: 5000 })), (text) => {
        const kept = foreignText(text);
        expect(kept).not.toMatch(emailPattern);
        expect(kept.length).toBeLessThanOrEqual(2000);
      }),
    );
  });
});

describe('foreignLines', () => {
  it('keeps lines and what sets them in, and nothing else that a screen acts on', () => {
    const text = '\r\n- a <ada@example.com>,\r\n\t- b\u001b[31m\n\n    code  \n\n';
    expect(foreignLines(text)).toBe('- a <(address left out)>,\n\t- b [31m\n\n    code');
  });

  it('leaves no e-mail address in any text, is bounded, and is as it was when it is read again', () => {
    const part = fc.oneof(fc.emailAddress(), fc.string(), fc.constantFrom('\n', ' ', '@', 'a'));
    const text = fc.array(part, { maxLength: 400, size: 'max' }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (given) => {
        const kept = foreignLines(given);
        expect(kept).not.toMatch(emailPattern);
        expect(kept.length).toBeLessThanOrEqual(16_384);
        expect(foreignLines(kept)).toBe(kept);
      }),
    );
  });
});

describe('publicName', () => {
  it('is the first that is no e-mail address, or none', () => {
    expect(publicName('Ada Example <ada@example.com>')).toBe('Ada Example');
    expect(publicName('ada@example.com', undefined, 'ada')).toBe('ada');
    expect(publicName('ada@example.com', null, ' ')).toBeNull();
  });
});

describe('forTerminal', () => {
  it('lets no stranger’s title act on the reader’s screen', () => {
    expect(forTerminal('\u001b]0;title\u0007 \u202eevil\u202c')).toBe(' ]0;title  evil');
  });
});
