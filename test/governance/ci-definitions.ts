import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

const workflowSchema = z.object({
  jobs: z.record(
    z.string(),
    z.object({
      env: z.record(z.string(), z.string()).default({}),
      steps: z.array(
        z.object({
          run: z.string().optional(),
          env: z.record(z.string(), z.string()).default({}),
        }),
      ),
    }),
  ),
});
const playbookSchema = z.array(
  z.object({
    environment: z.record(z.string(), z.string()).default({}),
    tasks: z.array(
      z.object({
        name: z.string(),
        environment: z.record(z.string(), z.string()).default({}),
        'ansible.builtin.shell': z.object({ cmd: z.string() }).optional(),
      }),
    ),
  }),
);

/** One run of a shell, as a definition of the guide has it. */
export interface Step {
  command: string;
  /** Names of the variables that the definition sets for it. */
  sets: string[];
}

/** The shell's runs of the definitions in the guide, keyed by the file that each is for. */
export async function ciDefinitions(): Promise<Map<string, Step[]>> {
  const page = await readFile('src/content/docs/guide/in-ci.md', 'utf8');
  const found = new Map<string, Step[]>();
  for (const [, file = '', text = ''] of page.matchAll(/^```yaml\n# (\S+)\n([\s\S]*?)^```$/gm)) {
    const data: unknown = parse(text);
    if (file.startsWith('.github/')) {
      const { jobs } = workflowSchema.parse(data);
      found.set(
        file,
        Object.values(jobs).flatMap(({ env: all, steps }) =>
          steps.flatMap(({ run, env }) =>
            run === undefined ? [] : [{ command: run, sets: Object.keys({ ...all, ...env }) }],
          ),
        ),
      );
    } else if (file.startsWith('playbooks/')) {
      found.set(
        file,
        playbookSchema
          .parse(data)
          .flatMap(({ environment: all, tasks }) =>
            tasks.flatMap(({ environment, 'ansible.builtin.shell': shell }) =>
              shell === undefined
                ? []
                : [{ command: shell.cmd, sets: Object.keys({ ...all, ...environment }) }],
            ),
          ),
      );
    }
  }
  return found;
}
