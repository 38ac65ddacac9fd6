import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReviewSystem } from '../../src/proposal/registry.ts';
import { registrySchema, type Registry } from '../../src/proposal/registry.ts';
import { parseMarkdown } from '../../src/proposal/markdown.ts';
import { sections } from '../../src/proposal/sections.ts';
import { reviewQuerySchema, type ReviewQuery } from '../../src/proposal/stage.ts';
import { citationsOf } from '../../src/review/citation.ts';
import { readDecisions } from '../../src/review/read-decisions.ts';
import { readReviews } from '../../src/review/read-reviews.ts';
import { readSnapshot } from '../../src/review/read-snapshot.ts';
import { snapshotFile } from '../../src/review/snapshot.ts';
import { syncReviews, type SyncOptions } from '../../src/review/sync/sync-reviews.ts';

/** One proposal in a folder of its own, synced against whatever systems a test runs. */
export class Workbench {
  readonly folder: string;
  readonly registry: Registry;
  stages: { id: string; reviews: ReviewQuery[] }[] = [];
  /** The prose of index.md. */
  text = '';
  /** Addresses of the reviews that changed its text. */
  textReviews: string[] = [];

  private constructor(folder: string, registry: Registry) {
    this.folder = folder;
    this.registry = registry;
  }

  static async create(systems: ReviewSystem[], repositories: string[] = []): Promise<Workbench> {
    const folder = await mkdtemp(join(tmpdir(), 'crossplan-review-'));
    const projects = Object.fromEntries(
      repositories.map((repository, i) => [`p${i}`, { team: 'team', repository }]),
    );
    const registry = registrySchema.parse({
      reviewSystems: systems,
      teams: { team: {} },
      projects,
    });
    return new Workbench(folder, registry);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  stage(id: string, ...queries: unknown[]): this {
    this.stages.push({ id, reviews: queries.map((query) => reviewQuerySchema.parse(query)) });
    return this;
  }

  async links(text: string): Promise<void> {
    await writeFile(join(this.folder, 'links.yaml'), text);
  }

  async input() {
    const systems = this.registry.reviewSystems;
    const tree = parseMarkdown(this.text);
    const { snapshot, problems } = await readSnapshot(this.folder);
    if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join());
    const { decisions } = await readDecisions(this.folder, { systems });
    return {
      name: '0001-test',
      folder: this.folder,
      stages: this.stages,
      citations: citationsOf(tree, sections(tree), systems),
      decisions,
      snapshot,
      text: { number: 1, reviews: this.textReviews },
    };
  }

  /** One run; no waits, and the slow cycle reads everything every day. */
  async sync(options: Partial<SyncOptions> = {}) {
    const report = await syncReviews({
      registry: this.registry,
      proposals: [await this.input()],
      cache: join(this.folder, 'cache'),
      cycle: 1,
      ...options,
      fetcher: { spacing: 0, backOff: 1, attempts: 2, ...options.fetcher },
    });
    return { ...report, changed: report.written[0]?.changed ?? false };
  }

  async read() {
    return readReviews(this.folder, {
      systems: this.registry.reviewSystems,
      stages: this.stages.map(({ id }) => id),
    });
  }

  /** Title, stage, decision and kinds of evidence of every link. */
  async rows(): Promise<string[]> {
    const { reviews, links } = await this.read();
    const titles = new Map<string, string>(reviews.map(({ id, title }) => [id, title]));
    return links
      .map(({ review, stage, decision, provenance }) => {
        const kinds = provenance.map(({ kind, text, touches }) => {
          const diff = touches && `, touches ${touches.join(', ') || 'nothing counted'}`;
          return kind === 'cited' ? kind : `${kind} ${text}${diff ?? ''}`;
        });
        return `${stage}: ${titles.get(review) ?? review} ${decision} (${kinds.join('; ')})`;
      })
      .sort();
  }

  async status(): Promise<Record<string, string>> {
    const { reviews } = await this.read();
    return Object.fromEntries(
      reviews.map(({ title, status, was }) => [
        title,
        was === undefined ? status : `${status}, was ${was}`,
      ]),
    );
  }

  async writtenAt(): Promise<number> {
    return (await stat(join(this.folder, snapshotFile))).mtimeMs;
  }
}
