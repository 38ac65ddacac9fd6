import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
// What HarfBuzz cuts out of a font is not written anew here.
import subsetFont from 'subset-font';
import { readBelow } from '../../ground/trust/open-below.ts';
import { writeWholeBytes } from '../../ground/write-whole.ts';

/** The file of the letters that nearly every page loads, as the build names it. */
const latin = /^inter-latin-wght-normal\..*\.woff2$/;
/** Bytes; it has 48 KB. */
const largestFont = 1024 * 1024;
/** The characters for which a page loads that file (`unicode-range` of @fontsource-variable/inter). */
const characters = [
  ...[
    [0x20, 0x7e],
    [0xa0, 0xff],
    [0x131, 0x131],
    [0x152, 0x153],
    [0x2bb, 0x2bc],
    [0x2c6, 0x2c6],
    [0x2da, 0x2da],
    [0x2dc, 0x2dc],
    [0x2000, 0x206f],
    [0x20ac, 0x20ac],
    [0x2122, 0x2122],
    [0x2191, 0x2191],
    [0x2193, 0x2193],
    [0x2212, 0x2212],
    [0x2215, 0x2215],
  ].flatMap(([first = 0, last = 0]) =>
    Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)),
  ),
].join('');

/** The letters with what the pages use of them alone: their weights, and their features (theme.css). */
export function smallerFont(font: Buffer): Promise<Buffer> {
  return subsetFont(font, characters, {
    targetFormat: 'woff2',
    variationAxes: { wght: { min: 400, max: 700 } },
    keepFeatures: ['kern', 'mark', 'mkmk', 'ccmp', 'locl', 'calt', 'tnum', 'cv11', 'ss03'],
  });
}

/** Makes the letters that come with the site half as large: a page is drawn whole the sooner. */
export function smallFont(): AstroIntegration {
  return {
    name: 'small-font',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const folder = join(fileURLToPath(dir), '_astro');
        for (const name of (await readdir(folder)).filter((one) => latin.test(one))) {
          const path = join(folder, name);
          const font = await readBelow(folder, path, largestFont);
          await writeWholeBytes(path, [await smallerFont(font)]);
        }
      },
    },
  };
}
