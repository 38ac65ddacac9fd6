import { expect, it } from 'vitest';
import { inUtf8, isUtf16 } from './utf16.ts';

const text = 'import x  # ä\n';
const little = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
const big = Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()]);

it.each([
  ['UTF-16, little end first', little, true, text],
  ['UTF-16, big end first', big, true, text],
  ['UTF-16 that ends within a sign', little.subarray(0, -1), true, text.slice(0, -1)],
  ['UTF-8', Buffer.from(text), false, text],
  ['nothing', Buffer.from(''), false, ''],
  ['half a mark', Buffer.from([0xff]), false, '\ufffd'],
])('%s is read as the text that it is', (_, bytes, is16, read) => {
  expect(isUtf16(bytes)).toBe(is16);
  expect(inUtf8(bytes).toString('utf8')).toBe(read);
});
