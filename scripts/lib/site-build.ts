import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** MiB for young memory: what one page is made of is of no use for the next, and costs less there. */
const youngMemory = 64;

const astro = join(
  dirname(fileURLToPath(import.meta.resolve('astro/package.json'))),
  'bin/astro.mjs',
);

/** What Node is given to build the site of the folder in which it runs; options of `astro build` may follow. */
export const siteBuild: readonly string[] = [
  `--max-semi-space-size=${youngMemory}`,
  astro,
  'build',
];
