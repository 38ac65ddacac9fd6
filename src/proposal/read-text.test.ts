import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatProblem } from '../ground/problem.ts';
import { readText, UnreadableFile } from './read-text.ts';

const folder = await mkdtemp(join(tmpdir(), 'yaml-source-'));

async function read(content: string | Uint8Array, most?: number): Promise<string> {
  const path = join(folder, 'file');
  await writeFile(path, content);
  return readText(path, 'shown.md', most).catch((error: unknown) => {
    if (error instanceof UnreadableFile) return formatProblem(error.problem);
    throw error;
  });
}

describe('the text of a file', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['UTF-8', 'Ä\n', 'Ä\n'],
    ['line ends of every kind', 'a\r\nb\rc\n', 'a\nb\nc\n'],
    ['a replacement character that somebody wrote', 'a\uFFFDb', 'a\uFFFDb'],
    ['nothing', '', ''],
  ])('%s is read', async (_, content, text) => {
    expect(await read(content)).toBe(text);
  });

  test.each<[string, Uint8Array, string]>([
    [
      'a NUL',
      new Uint8Array([97, 10, 0, 97]),
      'shown.md:2:1  a NUL byte at byte 2: a binary file  expected UTF-8 text',
    ],
    [
      'another encoding',
      new Uint8Array([97, 10, 10, 0xe9]),
      'shown.md:3:1  byte 3 is not UTF-8  save the file as UTF-8',
    ],
    [
      'another encoding after a written replacement character',
      new Uint8Array([0xef, 0xbf, 0xbd, 10, 0xff]),
      'shown.md:2:1  byte 4 is not UTF-8  save the file as UTF-8',
    ],
  ])('%s is told at its line', async (_, content, message) => {
    expect(await read(content)).toBe(message);
  });

  test('a file of the limit is read, one more byte is not', async () => {
    expect(await read('x'.repeat(2048), 2048)).toHaveLength(2048);
    expect(await read('x'.repeat(2049), 2048)).toBe(
      'shown.md:1:1  the file has 3 KiB  at most 2 KiB are read',
    );
  });

  test('a file that is not there, or may not be read, is told', async () => {
    await expect(readText(join(folder, 'none'), 'none.md')).rejects.toMatchObject({
      isAbsent: true,
      problem: { file: 'none.md', line: 1, message: 'is not there', hint: 'add the file' },
    });
    await expect(readText(folder, 'folder')).rejects.toMatchObject({ isAbsent: false });
    await chmod(join(folder, 'file'), 0o644);
    await expect(readText(folder, 'folder')).rejects.toThrow('is no regular file');
    await expect(readText(folder, 'folder')).rejects.toMatchObject({
      name: 'UnreadableFile',
      problem: { code: 'unreadable' },
    });
    await expect(readText(join(folder, 'file', 'below'), 'below')).rejects.toMatchObject({
      problem: { code: 'unreadable' },
    });
  });

  test('what is wrong with a file has its code', async () => {
    const codeOf = async (content: string | Uint8Array) => {
      await writeFile(join(folder, 'file'), content);
      const error: unknown = await readText(join(folder, 'file'), 'f', 4).catch((e: unknown) => e);
      return error instanceof UnreadableFile ? error.problem.code : error;
    };
    expect(await codeOf('12345')).toBe('too-large');
    expect(await codeOf(new Uint8Array([0, 97]))).toBe('not-text');
    expect(await codeOf(new Uint8Array([0xe9]))).toBe('not-text');
    expect(
      await read(new Uint8Array([10, 97, 10]).map((byte) => (byte === 97 ? 0 : byte))),
    ).toMatch(/^shown\.md:2:1 {2}a NUL byte at byte 1/);
  });
});
