import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A folder of proposals with one of them, number 1, whose only probe counts imports of `green`. */
export function writeProposals(
  folder: string,
  { repositories, probes }: { repositories: Record<string, string>; probes?: string },
): string {
  const root = join(folder, 'proposals');
  const proposal = join(root, '0001-leave-green');
  mkdirSync(proposal, { recursive: true });
  const projects = Object.entries(repositories).map(
    ([id, repository]) => `  ${id}: { team: t, repository: ${JSON.stringify(repository)} }\n`,
  );
  writeFileSync(
    join(root, 'projects.yaml'),
    `teams: { t: {} }\nprojects:${projects.length === 0 ? ' {}' : ''}\n${projects.join('')}`,
  );
  writeFileSync(
    join(proposal, 'index.md'),
    [
      '---',
      'title: Leave green',
      'summary: Leave it.',
      'status: accepted',
      'champions: [a]',
      'created: 2024-01-01',
      'updated: 2024-01-01',
      'since: 2024-01-01',
      'projects: all',
      'affected: imports',
      'stages: [{ id: gone, title: Gone, summary: Gone., criteria: { bad: imports } }]',
      '---',
      '',
      '## Summary',
      '',
    ].join('\n'),
  );
  writeFileSync(
    join(proposal, 'probes.yaml'),
    probes ??
      'probes:\n  imports: { kind: import, title: imports, language: python, modules: [green] }\n',
  );
  return root;
}
