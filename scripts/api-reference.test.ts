import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { writePages } from './lib/api-reference/write.ts';
import { noComment, type Entry } from './lib/api-reference/entry.ts';

const entry = (changes: Partial<Entry>): Entry => ({
  name: 'call',
  kind: 'function',
  file: 'rpc/rpc-client.ts',
  position: 0,
  signatures: ['function call(): void'],
  comment: noComment,
  members: [],
  ...changes,
});

describe('the reference of the executor library', () => {
  test('says what the doc comments say today', () => {
    // Not up to date? `npm run api` writes it anew.
    const output = execFileSync('node', ['scripts/api-reference.ts', '--check'], {
      encoding: 'utf8',
    });
    expect(output).toMatch(/\d+ pages, 0 out of date/);
  }, 60_000);

  test('a link in a comment leads to the page and heading of its name', async () => {
    const pages = await writePages([
      entry({ comment: { ...noComment, text: 'Fails with {@link MessagingTimeout.timeoutMs}.' } }),
      entry({ name: 'MessagingTimeout', kind: 'class', file: 'errors.ts' }),
    ]);
    expect(pages.get('client.md')).toContain(
      'Fails with [MessagingTimeout.timeoutMs](../errors/#messagingtimeout).',
    );
  });

  test('a link to a name that is not public is no link', async () => {
    const pages = await writePages([
      entry({ comment: { ...noComment, text: 'See {@link Hidden}.' } }),
    ]);
    expect(pages.get('client.md')).toContain('See `Hidden`.');
  });

  test('indented code in a comment becomes code', async () => {
    const text = 'Like this:\n\n    const a = 1;\n    use(a);\n';
    const pages = await writePages([entry({ comment: { ...noComment, text } })]);
    expect(pages.get('client.md')).toContain('```ts\nconst a = 1;\nuse(a);\n```');
  });

  test('a public name that no page is about is an error that names it', async () => {
    await expect(writePages([entry({ name: 'stray', file: 'new/thing.ts' })])).rejects.toThrow(
      'No page for stray (new/thing.ts): add the file to src/site/api-reference/pages.ts.',
    );
  });
});
