import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noon, writeHistory } from '../adoption/support/history.ts';
import { copyOfCheckout } from '../support/checkout.ts';
import { temporaryFolder } from '../support/proposals.ts';
import { realParts } from '../support/real-parts.ts';
import { runIn } from '../support/site.ts';
import { startPage } from '../support/start-page.ts';

const guide = 'src/content/docs/guide/first-status.md';

/** One repository for each address of the guide: where it stands, and its files month by month. */
const repositories: Record<string, Record<string, string>[]> = {
  'https://github.com/pypa/build': [
    { 'build/reader.py': 'import tomli\n', 'build/writer.py': 'import tomli\n' },
    {
      'build/reader.py': 'try:\n    import tomllib\nexcept ImportError:\n    import tomli\n',
      'build/writer.py': 'import json\n',
    },
  ],
  'https://github.com/spf13/cobra': [
    { 'go.mod': 'module cobra\n\ngo 1.20\n\nrequire github.com/mitchellh/go-homedir v1.1.0\n' },
    { 'go.mod': 'module cobra\n\ngo 1.20\n', 'home.go': 'package cobra\n\nimport "os"\n' },
  ],
  'https://github.com/npm/cacache': [
    { 'package.json': '{"name":"cacache","dependencies":{"rimraf":"^3.0.2"}}\n' },
    { 'package.json': '{"name":"cacache","dependencies":{}}\n' },
  ],
};

/** Blocks of the guide in one language, in their order. */
function blocks(text: string, language: string): string[] {
  const all = text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'));
  return [...all].map(([, block = '']) => block);
}

describe.skipIf(!realParts.git.available)('the guide to a first status', () => {
  let folder: string;
  let text: string;
  const before = process.env['GIT_CONFIG_GLOBAL'];

  beforeAll(async () => {
    text = await readFile(guide, 'utf8');
    folder = await copyOfCheckout((path) => !path.startsWith('test'));
    const here = await temporaryFolder();
    const rules = Object.entries(repositories).map(([address, states], i) => {
      const path = join(here, `${i}.git`);
      writeHistory(
        path,
        states.map((files, month) => ({
          time: noon(`2021-0${month + 1}-01`),
          entries: Object.entries(files).map(([file, content]) => ({ path: file, content })),
        })),
      );
      return `[url "file://${path}"]\n  insteadOf = ${address}\n`;
    });
    const config = join(here, 'gitconfig');
    await writeFile(config, `${rules.join('')}[safe]\n  directory = *\n`);
    // As a reader's own configuration would, for the commands alone.
    process.env['GIT_CONFIG_GLOBAL'] = config;
  });
  afterAll(async () => {
    if (before === undefined) delete process.env['GIT_CONFIG_GLOBAL'];
    else process.env['GIT_CONFIG_GLOBAL'] = before;
    await rm(folder, { recursive: true, force: true });
  });

  test(
    'each of its commands does, word for word, what it says there',
    { timeout: 600_000 },
    async () => {
      const commands = blocks(text, 'sh');
      // It asks no address but those that are led to the repositories of this test.
      const addresses = new Set(commands.join('').match(/https:\/\/[^\s,}]+/g));
      expect(addresses).toEqual(new Set(Object.keys(repositories)));
      const outputs = new Map<string, string>();
      let placeholders: string | undefined;
      for (const block of commands) {
        if (block === 'npm start\n') {
          expect(await startPage(folder)).toContain('Leave what the language now has');
        } else if (block === 'npm run check\n') {
          placeholders = await runIn(folder, 'sh', ['-ec', block], { codes: [1] });
        } else outputs.set(block, await runIn(folder, 'sh', ['-ec', block]));
      }
      expect(placeholders).toMatch(/index\.md:\d+:\d+ {2}a placeholder is left: /);
      expect(placeholders).toMatch(/projects\.yaml:\d+:\d+ {2}a placeholder is left: /);
      const [shown = ''] = blocks(text, 'text');
      expect(shown).toMatch(/^build +● ◐$/m);
      expect(outputs.get('npm run track\nnpm run status\n')).toContain(shown);
      expect(outputs.get('npm run status -- --why build gone\n')).toMatch(
        /build\/reader\.py:4 code/,
      );
    },
  );
});
