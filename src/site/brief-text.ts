import type { Registry } from '../proposal/registry.ts';
import { briefMarkdown } from '../status/brief-markdown.ts';
import type { Brief } from '../status/brief.ts';
import { listed } from '../status/listed.ts';
import { lineAddress } from './line-address.ts';

/**
 * The briefs of a project one after the other, as Markdown, each line of evidence a link where that is
 * known.
 *
 * @param faulty proposals that cannot be read: they may ask more of the project
 */
export function briefText(
  project: string,
  briefs: readonly Brief[],
  { registry, faulty }: { registry: Pick<Registry, 'browse'>; faulty: readonly { name: string }[] },
): string {
  const unread =
    faulty.length === 0
      ? ''
      : `\nWhat these ask is not known, their text has faults: ${listed(faulty.map(({ name }) => name))}.\n`;
  if (briefs.length === 0) return `Nothing is left to do for ${project}.\n${unread}`;
  const texts = briefs
    .map((brief) => {
      const { repository, read } = brief;
      return briefMarkdown(brief, (path, line) =>
        read.commit === null
          ? undefined
          : lineAddress(registry, repository, read.commit, path, line),
      );
    })
    .join('\n');
  return texts + unread;
}
