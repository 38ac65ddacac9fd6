import type { Registry } from '../proposal/registry.ts';
import { briefMarkdown } from '../status/brief-markdown.ts';
import type { Brief } from '../status/brief.ts';
import { lineAddress } from './line-address.ts';

/** The briefs of a project one after the other, as Markdown, each line of evidence a link where that is known. */
export function briefText(
  project: string,
  briefs: readonly Brief[],
  registry: Pick<Registry, 'browse'>,
): string {
  if (briefs.length === 0) return `Nothing is left to do for ${project}.\n`;
  return briefs
    .map((brief) => {
      const { repository, read } = brief;
      return briefMarkdown(brief, (path, line) =>
        read.commit === null
          ? undefined
          : lineAddress(registry, repository, read.commit, path, line),
      );
    })
    .join('\n');
}
