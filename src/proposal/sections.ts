import type { Heading, Root } from 'mdast';
import { toString } from 'mdast-util-to-string';

/** A heading of a blueprint's prose. */
export interface Section {
  title: string;
  /** 1 to 6. */
  depth: number;
  /** One-based line of the heading in the file. */
  line: number;
  column: number;
  /** The stage that the section is about, where its heading reads `Stage: <id>`. */
  stage?: string;
  /** One-based last line of the section: the line before the next heading of this depth or above. */
  end: number;
}

/** The id in a heading `Stage: <id>`, or undefined. */
export function stageOfHeading(heading: Heading): string | undefined {
  if (heading.depth !== 3) return undefined;
  return /^Stage:\s*(\S+)\s*$/.exec(toString(heading))?.[1];
}

/** All headings of a document in order, each with its extent. */
export function sections(tree: Root): Section[] {
  const found: Section[] = [];
  /** Those that no heading has ended yet; each stands within the one before it. */
  const open: Section[] = [];
  for (const node of tree.children) {
    if (node.type !== 'heading' || node.position === undefined) continue;
    const { line, column } = node.position.start;
    for (let last = open.at(-1); last && last.depth >= node.depth; last = open.at(-1)) {
      last.end = line - 1;
      open.pop();
    }
    const stage = stageOfHeading(node);
    const section = {
      title: toString(node),
      depth: node.depth,
      line,
      column,
      end: tree.position?.end.line ?? 1,
      ...(stage === undefined ? {} : { stage }),
    };
    found.push(section);
    open.push(section);
  }
  return found;
}

/** The stage in whose section a line stands, or undefined. */
export function stageAt(all: readonly Section[], line: number): string | undefined {
  return all.find((s) => s.stage !== undefined && s.line <= line && line <= s.end)?.stage;
}
