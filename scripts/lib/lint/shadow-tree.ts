import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { glob } from 'node:fs/promises';

/** Source that may import or be imported. */
const sources = /\.(ts|mts|mjs|js)$/;

/**
 * A copy of a tree's source that dependency-cruiser can read whole: it knows no `.astro`, so each
 * `X.astro` stands there as `X.astro.ts` with its script part and its `<script>` elements.
 *
 * @returns the folders of `folders` that there are
 */
export async function writeShadowTree(
  root: string,
  folders: readonly string[],
  shadow: string,
): Promise<string[]> {
  await rm(shadow, { recursive: true, force: true });
  const there = new Set<string>();
  for (const folder of folders) {
    for await (const path of glob(`${folder}/**/*.{ts,mts,mjs,js,astro}`, { cwd: root })) {
      there.add(folder);
      const target = join(shadow, path);
      await mkdir(dirname(target), { recursive: true });
      if (sources.test(path)) {
        const text = await readFile(join(root, path), 'utf8');
        await writeFile(target, withShadowNames(text));
      } else {
        const text = await readFile(join(root, path), 'utf8');
        await writeFile(`${target}.ts`, withShadowNames(codeOf(text)));
      }
    }
  }
  await cp(join(root, 'tsconfig.json'), join(shadow, 'tsconfig.json')).catch(() => undefined);
  return [...there];
}

/** The code of an Astro component: between its fences, and in its script elements. */
export function codeOf(astro: string): string {
  const fenced = /^\s*---\n([\s\S]*?)\n---/.exec(astro)?.[1] ?? '';
  const scripts = [...astro.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)];
  return [fenced, ...scripts.map(([, code]) => code)].join('\n');
}

/** Imports of a component lead to its shadow. */
function withShadowNames(code: string): string {
  return code.replace(/(['"][^'"\n]+\.astro)(?=['"])/g, '$1.ts');
}
