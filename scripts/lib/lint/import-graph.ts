import { readdir } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { writeShadowTree } from './shadow-tree.ts';

/** Where own code stands. */
const folders = ['src', 'scripts', 'test', 'bench', 'proposals', 'examples'];

/** Nothing imports in a circle, types included. */
const circles: IForbiddenRuleType[] = [
  { name: 'circle', severity: 'error', from: {}, to: { circular: true } },
];

const nodeModule = `^(node:)?(${builtinModules.filter((name) => !name.startsWith('_')).join('|')})$`;
const isTest = '\\.test(-d)?\\.ts$';

/** What may not be reached over any number of files, types left out. */
const reach: IForbiddenRuleType[] = [
  {
    name: 'the sync is for scripts alone',
    severity: 'error',
    from: { path: '^src/', pathNot: ['^src/review/sync/', isTest] },
    to: { reachable: true, path: '^src/review/sync/|node_modules/(octokit|@octokit)/' },
  },
  {
    name: 'no Node in the browser',
    severity: 'error',
    from: {
      path: [
        '^src/components/.*/client/',
        '^src/components/playground/',
        '^src/comments/anchoring/',
      ],
      pathNot: [isTest, '\\.astro\\.ts$'],
    },
    to: { reachable: true, path: nodeModule },
  },
];

/** One break of a rule: which, and the way from file to file. */
export interface ImportFault {
  rule: string;
  path: string[];
}

/**
 * Every circle and every file that reaches what it must not, in the tree of `root`.
 *
 * @param shadow a folder below `root` for the copy that is read; it goes afterwards with the next run
 */
export async function importFaults(root: string, shadow: string): Promise<ImportFault[]> {
  const there = await writeShadowTree(root, folders, shadow);
  if (there.length === 0) throw new Error(`No source below ${root}`);
  return [
    ...(await faults(shadow, there, circles, true)),
    ...(await faults(shadow, there, reach, false)),
  ];
}

async function faults(
  shadow: string,
  there: string[],
  forbidden: IForbiddenRuleType[],
  withTypes: boolean,
): Promise<ImportFault[]> {
  const { output } = await cruise(
    there,
    {
      baseDir: shadow,
      ruleSet: { forbidden },
      validate: true,
      doNotFollow: { path: 'node_modules' },
      tsPreCompilationDeps: withTypes,
    },
    { extensions: ['.ts', '.mts', '.mjs', '.js'], conditionNames: ['import', 'node', 'default'] },
  );
  const { modules, summary } = output as ICruiseResult;
  const read = modules.filter(({ source }) => !source.includes('node_modules')).length;
  const written = await countFiles(shadow, there);
  // A graph that leaves files out would find nothing wrong in them.
  if (read < written)
    throw new Error(`Only ${read} of ${written} files were read for their imports`);
  return summary.violations.map(({ rule, from, to, cycle, via }) => ({
    rule: rule.name,
    path: [from, ...(cycle ?? via ?? [{ name: to }]).map(({ name }) => name)].map(plain),
  }));
}

function plain(path: string): string {
  return path.replace(/\.astro\.ts$/, '.astro').replace(/^.*node_modules\//, '');
}

async function countFiles(shadow: string, there: readonly string[]): Promise<number> {
  let count = 0;
  for (const folder of there) {
    const names = await readdir(join(shadow, folder), { recursive: true });
    count += names.filter((name) => /\.(ts|mts|mjs|js)$/.test(name)).length;
  }
  return count;
}
