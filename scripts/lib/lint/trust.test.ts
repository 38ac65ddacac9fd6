import { Linter, type Linter as LinterTypes } from 'eslint';
import tseslint from 'typescript-eslint';
import astro from 'eslint-plugin-astro';
import { describe, expect, it } from 'vitest';
import { trust } from './trust.mjs';

/** What the rules say of one file's text. */
function lint(path: string, code: string): string[] {
  const config = [
    { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
    ...astro.configs.base,
    ...trust,
  ] as LinterTypes.Config[];
  return new Linter().verify(code, config, { filename: path }).map(({ message }) => message);
}

describe('the lint rules on the homes of trust', () => {
  it.each([
    ['src/site/a.ts', 'new URL(data);', 'web-address.ts'],
    ['src/review/sync/a.ts', "new URL('/x', data);", 'web-address.ts'],
    ['src/git/a.ts', 'URL.canParse(data);', 'web-address.ts'],
    ['src/pages/a.astro', '---\nURL.parse(data);\n---\n', 'web-address.ts'],
    ['scripts/a.ts', 'new URL(data);', 'web-address.ts'],
    ['src/proposal/a.ts', 'z.url();', 'webAddressSchema'],
    ['src/adoption/a.ts', 'new RegExp(data);', 'line-search.ts'],
    ['src/status/a.ts', 'eval(data);', 'No text is run'],
    ['src/status/a.ts', 'new Function(data);', 'No text is run'],
    ['src/review/a.ts', 'fetch(data);', 'polite-fetch.ts'],
    ['src/git/clone.ts', 'globalThis.fetch(data);', 'polite-fetch.ts'],
    ['scripts/sync.ts', 'fetch(data);', 'polite-fetch.ts'],
    ['src/components/status/a.ts', 'a.innerHTML = data;', 'safe-html.ts'],
    ['src/site/a.ts', "a.insertAdjacentHTML('x', data);", 'safe-html.ts'],
    ['src/site/a.ts', "import raw from 'rehype-raw';", 'safe-html.ts'],
    ['src/status/a.ts', "import { parse } from 'yaml';", 'yaml-document.ts'],
    ['src/review/a.ts', "import { remark } from 'remark';", 'markdown.ts'],
    ['src/adoption/probe/a.ts', "import picomatch from 'picomatch';", 'glob.ts'],
    ['src/adoption/a.ts', "import { spawn } from 'node:child_process';", 'run-git.ts'],
    ['src/site/a.ts', "import { Script } from 'vm';", 'time-limit.ts'],
    ['src/proposal/a.ts', 'console.log(data);', 'print.ts'],
    ['src/git/a.ts', 'process.stderr.write(data);', 'print.ts'],
    ['scripts/a.ts', 'process.stdout.write(data);', 'print.ts'],
    ['src/pages/a.astro', '<p set:html={data} />', 'set:html'],
    ['src/git/redirect.ts', 'new URL(data);', 'web-address.ts'],
  ])('%s may not say %s', (path, code, words) => {
    expect(lint(path, code)).toEqual([expect.stringContaining(words)]);
  });

  it.each([
    ['src/ground/trust/web-address.ts', 'new URL(text);'],
    ['src/adoption/read-apart.ts', "new URL('reader-process.ts', import.meta.url);"],
    ['src/review/sync/polite-fetch.ts', 'globalThis.fetch(url);'],
    ['src/git/redirect.ts', 'fetch(address);'],
    ['src/proposal/yaml-document.ts', "import { parseDocument } from 'yaml';"],
    ['src/git/run-git.ts', "import { spawn } from 'node:child_process';"],
    ['src/site/prose/render-prose.ts', "import raw from 'rehype-raw';"],
    ['src/executor/url/a.ts', 'new URL(text);'],
    ['src/components/review/client/a.ts', 'new URL(location.href);'],
    ['src/site/a.test.ts', 'new URL(text);'],
    ['scripts/lib/print.ts', 'process.stdout.write(line);'],
    ['src/pages/proposals/[name]/index.astro', '<p set:html={html} />'],
    ['src/site/a.ts', 'new RegExp(`^${key}`);'],
    ['src/proposal/a.ts', "import type { YAMLParseError } from 'yaml';"],
  ])('%s may say %s', (path, code) => {
    expect(lint(path, code)).toEqual([]);
  });
});
