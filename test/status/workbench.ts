import { join } from 'node:path';
import { GitEngine } from '../../src/adoption/git-engine.ts';
import { readProject } from '../../src/adoption/read-project.ts';
import { track } from '../../src/adoption/track.ts';
import { inMirrors } from '../../src/git/clone.ts';
import { mandatorySections } from '../../src/proposal/lifecycle.ts';
import { loadProposals } from '../../src/proposal/load-proposals.ts';
import { loadReports, type FullReport } from '../../src/status/load-reports.ts';
import type { Row } from '../../src/status/report.ts';
import { noon, writeHistory, type CommitSpec } from '../adoption/support/history.ts';
import { temporaryFolder, writeFiles } from '../support/proposals.ts';

/** A commit: its day (or second), and the files that it changes; null removes one. */
export type Commit = [day: string, files: Record<string, string | null>];

/** What a blueprint of one affected probe, `imports` of `green`, asks; all in YAML. */
export interface Asked {
  /** Stages after the first; the first, `gone`, asks that `imports` be gone. */
  stages?: string[];
  probes?: string;
  affected?: string;
  since?: string;
  /** Further keys of a project. */
  projects?: Record<string, string>;
}

/** Repositories made by a test, read by the real engine, and their statuses: nothing is stood in for. */
export class StatusWorkbench {
  readonly folder: string;
  #ids: string[] = [];

  constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<StatusWorkbench> {
    return new StatusWorkbench(await temporaryFolder());
  }

  /** Where a project's repository stands. */
  path(project: string): string {
    return join(this.folder, 'mirrors', `o+${project}`);
  }

  /** Writes a repository; its commits' ids, oldest first. */
  async repository(project: string, ...commits: Commit[]): Promise<string[]> {
    this.#ids.push(project);
    await writeFiles(this.folder, { 'mirrors/.keep': '' });
    const specs = commits.map(([day, files]): CommitSpec => ({
      time: day.includes('T') ? Date.parse(day) / 1000 : noon(day),
      entries: Object.entries(files).map(([path, content]) => ({ path, content })),
    }));
    return writeHistory(this.path(project), specs);
  }

  /** A repository that the test made itself. */
  add(project: string): void {
    this.#ids.push(project);
  }

  /** Writes, or changes, the blueprint. */
  async ask(asked: Asked = {}, order: readonly string[] = this.#ids): Promise<string> {
    const { stages = [], probes = '', since = '2024-01-01', projects = {} } = asked;
    await writeFiles(join(this.folder, 'proposals'), {
      'projects.yaml': [
        'teams: { t: {} }',
        'projects:',
        ...order.map((id) => {
          const rest = projects[id] ?? `repository: 'https://host.example/o/${id}'`;
          return `  ${id}: { team: t, ${rest} }`;
        }),
      ].join('\n'),
      '0001-leave/index.md': [
        '---',
        'title: Leave',
        'summary: Leave it.',
        'status: accepted',
        'champions: [a]',
        'created: 2024-01-01',
        'updated: 2024-01-01',
        `since: ${since}`,
        'projects: all',
        `affected: ${asked.affected ?? 'imports'}`,
        'stages:',
        '  - { id: gone, title: Gone, summary: Gone., criteria: { bad: imports } }',
        ...stages.map((stage) => `  - ${stage}`),
        '---',
        '',
        ...mandatorySections.flatMap((title) => [
          `## ${title}\n\nText.\n`,
          ...(title === 'Plan'
            ? ['gone', ...stages.map((one) => /id: ([\w-]+)/.exec(one)?.[1] ?? '')].map(
                (id) => `### Stage: ${id}\n\nText.\n`,
              )
            : []),
        ]),
      ].join('\n'),
      '0001-leave/probes.yaml': [
        'probes:',
        '  imports: { kind: import, title: imports, language: python, modules: [green] }',
        '  requirement: { kind: dependency, title: requirements, packages: [green] }',
        probes,
      ].join('\n'),
    });
    return join(this.folder, 'proposals');
  }

  /** Reads every repository into snapshots. */
  async read(): Promise<void> {
    const { proposals, registry, problems } = await loadProposals(join(this.folder, 'proposals'));
    const [proposal] = proposals;
    if (proposal === undefined) throw new Error(JSON.stringify(problems));
    const locate = inMirrors(join(this.folder, 'mirrors', '{owner}+{name}'));
    for (const project of this.#ids) {
      await track(proposal, project, {
        registry,
        locate,
        read: (task) => readProject(task, new GitEngine()),
      });
    }
  }

  async report(on?: string): Promise<FullReport> {
    const { reports, problems } = await loadReports(
      join(this.folder, 'proposals'),
      on === undefined ? {} : { on },
    );
    const [report] = reports;
    if (report === undefined) throw new Error(JSON.stringify(problems));
    return report;
  }

  /** A project's row, after all was read. */
  async row(project: string, stage = 'gone'): Promise<Row> {
    await this.ask();
    await this.read();
    return this.rowOf(project, stage);
  }

  async rowOf(project: string, stage = 'gone', on?: string): Promise<Row> {
    const row = (await this.report(on)).rows.get(project)?.get(stage);
    if (row === undefined) throw new Error(`Expected a row of ${project} at ${stage}`);
    return row;
  }
}
