import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathBytes, pathInAddress, pathShown, pathText } from './path-text.ts';

describe('a path as text', () => {
  it('gives every sequence of bytes back, also through JSON', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const text = pathText(Buffer.from(bytes));
        const stored = JSON.stringify(text);
        expect(Buffer.from(stored, 'utf8').toString('utf8')).toBe(stored);
        expect(pathBytes(JSON.parse(stored) as string)).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('leaves text as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(pathText(Buffer.from(text, 'utf8'))).toBe(text);
      }),
    );
  });

  it('keeps two names apart that differ in a bad byte alone', () => {
    expect(pathText(Buffer.of(0x61, 0xe9))).toBe('a\udce9');
    expect(pathText(Buffer.of(0x61, 0xe8))).toBe('a\udce8');
    // A surrogate written out as bytes is no UTF-8 either.
    expect(pathText(Buffer.of(0xed, 0xb3, 0xa9))).toBe('\udced\udcb3\udca9');
  });

  it('stands in an address byte by byte', () => {
    expect(pathInAddress('a b/ü#?%.py')).toBe('a%20b/%C3%BC%23%3F%25.py');
    expect(pathInAddress('x\udce9')).toBe('x%E9');
  });
});

it('is shown with what is no text, or would break the line, as escapes', () => {
  expect(pathShown('lib/é.py')).toBe('lib/é.py');
  expect(pathShown('a\udcff\nb')).toBe('a\\xff\\nb');
});
