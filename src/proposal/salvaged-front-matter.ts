import { bodyOf, frontMatterOf, parseMarkdown } from './markdown.ts';
import { dataOfText } from './draft.ts';
import { frontMatterSchema } from './front-matter.ts';
import { partialFrontMatter } from './partial-front-matter.ts';
import { UnreadableFile } from './read-text.ts';

/** What of an index.md holds by today's rules, although not all of it does. */
export interface Salvaged {
  /** The file with what holds of its front matter; its prose as it is. */
  text: string;
  /** Keys of which something was left out. */
  lost: string[];
}

/**
 * What can be used today of an index.md that was written by earlier rules: of a list, the entries that
 * hold; of what may be absent, nothing. Undefined where nothing needs to be left out, or what must be
 * there does not hold.
 */
export function salvaged(folder: string, text: string): Salvaged | undefined {
  try {
    const { frontMatter, frontMatterSource } = dataOfText(folder, text);
    const { value } = frontMatterSource;
    if (frontMatter !== undefined || typeof value !== 'object' || value === null) return undefined;
    const written = value as Record<string, unknown>;
    const data: Record<string, unknown> = partialFrontMatter(frontMatterSource);
    const lost: string[] = [];
    for (const [key, schema] of Object.entries(frontMatterSchema.shape)) {
      if (Object.hasOwn(data, key)) continue;
      lost.push(key);
      const list = written[key];
      const kept = Array.isArray(list)
        ? list.filter((item) => schema.safeParse([item]).success)
        : undefined;
      if (schema.safeParse(kept).success) data[key] = kept;
      else if (!schema.safeParse(undefined).success) return undefined;
    }
    const tree = parseMarkdown(text);
    if (frontMatterOf(tree) === undefined) return undefined;
    return { text: `---\n${JSON.stringify(data)}\n---\n${bodyOf(text, tree)}`, lost };
  } catch (error) {
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
}
