import { readFile } from 'node:fs/promises';
import { Document, parse, parseDocument } from 'yaml';
import { governanceSchema, importGovernance } from './lib/openstack-governance.ts';
import { writeWhole } from '../src/ground/write-whole.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import { print, printError, printJson } from './lib/print.ts';

await run(
  {
    usage: 'npm run import:openstack --',
    about: [
      'Brings teams, deliverables and repositories of openstack/governance into the registry.',
      'What stands in the registry stays; only what is absent is added. No e-mail addresses or chat',
      'names are taken, of people only the public names of leads.',
    ].join('\n'),
    positionals: ['<projects.yaml>'],
    options: {
      registry: { type: 'string', value: '<file>', help: 'default: proposals/projects.yaml' },
      host: {
        type: 'string',
        value: '<url>',
        help: 'where the repositories live; default: https://opendev.org',
      },
      update: {
        type: 'boolean',
        help: 'where both have a value, governance wins (new leads, moved repositories)',
      },
      'dry-run': { type: 'boolean', help: 'say what would change, write nothing' },
      json: { type: 'boolean', help: 'what was added and what differs, as JSON' },
    },
    examples: ['npm run import:openstack -- ../governance/reference/projects.yaml'],
  },
  async (
    {
      registry: file = 'proposals/projects.yaml',
      host = 'https://opendev.org',
      update = false,
      'dry-run': dry = false,
      json = false,
    },
    [from],
  ) => {
    if (from === undefined) throw new WrongUse('Expected the path of reference/projects.yaml.');
    const governance = governanceSchema.safeParse(parse(await readInput(from)));
    if (!governance.success) {
      for (const { path, message } of governance.error.issues) {
        printError(
          `${from}:1:1  ${path.join('.')}: ${message}  expected governance's reference/projects.yaml`,
        );
      }
      return exitCode.findings;
    }
    const registry = await existing(file);
    const result = importGovernance(registry, governance.data, host, update);
    const changed = dry ? false : await writeWhole(file, registry.toString({ lineWidth: 100 }));
    if (json) printJson({ ...result, changed });
    else {
      for (const { path, registry: mine, governance: theirs } of result.differences) {
        print(
          `${path}: ${mine}, governance has ${theirs}${update ? ' (taken over)' : ' (kept; --update takes it over)'}`,
        );
      }
      const what = dry ? 'would be added' : 'added';
      print(
        `${result.added.length} ${what}, ${result.differences.length} differ, ${result.onlyHere.length} only in the registry`,
      );
    }
    return exitCode.fine;
  },
);

async function readInput(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new WrongUse(
      `${path}: cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
    );
  }
}

async function existing(file: string): Promise<Document> {
  try {
    const document = parseDocument(await readFile(file, 'utf8'));
    const [first] = document.errors;
    if (first) throw new WrongUse(`${file}: ${first.message} Mend it first (npm run check).`);
    return document;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Document({});
    throw error;
  }
}
