import { NoBase } from '../src/git/changed-lines.ts';
import { workTree, type WorkTree } from '../src/git/work-tree.ts';
import { countFaults, fewOfEachFile, formatProblem } from '../src/ground/problem.ts';
import type { CheckAnswer } from '../src/proposal/check-answer.ts';
import { annotations } from './lib/check/annotations.ts';
import { checkAll } from './lib/check/check-all.ts';
import { comparedWith, placedFaults } from './lib/check/compare-with-base.ts';
import { reviewInput } from './lib/check/review-input.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import { oneOf, proposalsRoot, rootOption } from './lib/options.ts';
import { print, printAnnotations, printError, printJson } from './lib/print.ts';

const formats = ['text', 'json', 'github', 'gerrit'] as const;

await run(
  {
    usage: 'npm run check --',
    about:
      'Checks all of proposals/: schema, references, structure, lifecycle, what probes can read, decisions.\nPrints every fault at once.',
    options: {
      changed: {
        type: 'string',
        value: '<base>',
        help: 'only what is otherwise than where this branch left <base>: main, HEAD^',
      },
      format: {
        type: 'string',
        value: '<word>',
        help: `${formats.join(', ')}; default: text. github: beside the lines of a pull request, gerrit: a review to post`,
      },
      root: rootOption,
      json: { type: 'boolean', help: 'the same as --format json' },
    },
    examples: [
      'npm run check',
      'npm run check -- --changed origin/main --format github',
      'npm run -s check -- --changed HEAD^ --format gerrit > review.json',
      'npm run -s check -- --json | jq .faults',
    ],
  },
  async (values) => {
    if (values.json === true && values.format !== undefined && values.format !== 'json') {
      throw new WrongUse(`--json and --format ${values.format}: expected one of them`);
    }
    const given = values.json === true ? 'json' : (values.format ?? 'text');
    const format = oneOf('--format', 'format', given, formats);
    const root = proposalsRoot(values);
    const tree = await workTree(root).catch((error: unknown) => {
      // Without git everything is checked; only a comparison needs it.
      if (values.changed === undefined) return undefined;
      throw error;
    });
    let changed: CheckAnswer['changed'] = null;
    if (values.changed !== undefined) {
      const compared = await compare(tree, values.changed);
      if (typeof compared === 'number') return compared;
      changed = compared;
    }
    const { whole, faulty, problems } = await checkAll(root);
    const faults = await placedFaults(problems, root, tree, changed);
    const told = fewOfEachFile(faults);
    const summary = summaryOf(
      { whole, faulty: faulty.length, count: countFaults(faults) },
      changed,
    );
    if (format === 'json') {
      printJson({ version: 1, whole, faulty, changed, faults: told } satisfies CheckAnswer);
    } else if (format === 'gerrit') printJson(reviewInput({ faults: told, changed }, summary));
    else {
      if (format === 'github') printAnnotations(...annotations(told));
      else print(...told.map(formatProblem));
      print(summary);
      if (whole + faulty.length === 0) print('npm run new -- "Title" begins one');
    }
    const unreadable = ['unreadable', 'not-text', 'too-large'];
    if (faults.some(({ code }) => unreadable.includes(code))) return exitCode.partial;
    return faults.length > 0 ? exitCode.findings : exitCode.fine;
  },
);

/** What is otherwise than at a commit; an exit code where that cannot be told, with what to do. */
async function compare(
  tree: WorkTree | undefined,
  base: string,
): Promise<NonNullable<CheckAnswer['changed']> | number> {
  if (tree === undefined) {
    throw new WrongUse('--changed: the proposals are in no git repository; check without it');
  }
  try {
    return await comparedWith(tree, base);
  } catch (error) {
    if (!(error instanceof NoBase)) throw error;
    if (!error.isShallow) throw new WrongUse(`--changed: ${error.message}`);
    printError(`--changed: ${error.message}`);
    return exitCode.partial;
  }
}

function summaryOf(
  { whole, faulty, count }: { whole: number; faulty: number; count: number },
  changed: CheckAnswer['changed'],
): string {
  const all = `${counted(whole, 'proposal')} whole, ${faulty} faulty`;
  if (changed === null) return `${all}, ${counted(count, 'fault')}`;
  const of = changed.isAboutAll
    ? 'the change is about all'
    : `${counted(changed.proposals.length, 'proposal')} touched since ${changed.base}`;
  return `${all}; ${of}, ${counted(count, 'fault')} there`;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
