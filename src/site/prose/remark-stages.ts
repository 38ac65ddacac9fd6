import type { Heading, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { stageOfHeading } from '../../proposal/sections.ts';

/** The element that stands in the rendered text where a stage's card belongs. */
export const stageMarker = 'crossplan-stage';

/**
 * remark plugin: a heading `Stage: <id>` becomes the stage's title, with the id `stage-<id>` to link
 * to, followed by an empty element {@link stageMarker} that whoever renders the page fills.
 *
 * @param titles title of every stage, by id
 */
export function remarkStages(titles: ReadonlyMap<string, string>) {
  return (tree: Root): void => {
    visit(tree, 'heading', (heading: Heading, index, parent) => {
      const stage = stageOfHeading(heading);
      const title = stage === undefined ? undefined : titles.get(stage);
      if (stage === undefined || title === undefined || !parent || index === undefined) return;
      heading.children = [{ type: 'text', value: title }];
      heading.data = { hProperties: { id: `stage-${stage}` } };
      parent.children.splice(index + 1, 0, {
        type: 'paragraph',
        children: [],
        data: { hName: stageMarker, hProperties: { stage } },
      });
    });
  };
}

/** Takes rendered HTML apart at the markers: text, stage, text, stage, …, text. */
export function splitAtStages(html: string): { html: string; stage?: string }[] {
  const parts: { html: string; stage?: string }[] = [];
  const marker = new RegExp(`<${stageMarker} stage="([^"]*)"></${stageMarker}>`, 'g');
  let from = 0;
  for (const match of html.matchAll(marker)) {
    const stage = match[1] ?? '';
    parts.push({ html: html.slice(from, match.index), stage });
    from = match.index + match[0].length;
  }
  parts.push({ html: html.slice(from) });
  return parts;
}
