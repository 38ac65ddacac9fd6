import { isDeepStrictEqual } from 'node:util';
import { dataOfText } from './draft.ts';
import { bodyOf, parseMarkdown } from './markdown.ts';
import { sections } from './sections.ts';

/** Parts of the data that a team agrees to with the text. */
const agreedData = ['projects', 'affected', 'calendar', 'stages'] as const;
/** Sections that go on after a team agreed. */
const goingOn = new Set(['History', 'Concerns']);

/**
 * What changed between two texts of one proposal's index.md of that which a team agrees to: titles of
 * sections, and `stages` and the like for the data of the plan. White space does not count.
 *
 * @throws {UnreadableFile} where one of them is too much to read
 */
export function changedSections(folder: string, before: string, after: string): string[] {
  const [a, b] = [before, after].map((text) => partsOf(folder, text));
  if (a === undefined || b === undefined) return [];
  const names = [...new Set([...b.keys(), ...a.keys()])];
  return names.filter((name) => !isDeepStrictEqual(a.get(name), b.get(name)));
}

function partsOf(folder: string, text: string): Map<string, unknown> {
  const { frontMatterSource } = dataOfText(folder, text);
  const { value } = frontMatterSource;
  const data = typeof value === 'object' && value !== null ? value : {};
  const parts = new Map<string, unknown>();
  for (const key of agreedData) {
    if (key in data) parts.set(key, (data as Record<string, unknown>)[key]);
  }
  const tree = parseMarkdown(text);
  const lines = text.split('\n');
  const plain = (from: number, to: number) =>
    lines.slice(from, to).join(' ').replace(/\s+/g, ' ').trim();
  const heads = sections(tree).filter(({ depth }) => depth <= 2);
  const begins = lines.length - bodyOf(text, tree).split('\n').length;
  const lead = plain(begins, (heads[0]?.line ?? lines.length + 1) - 1);
  if (lead !== '') parts.set('the lead', lead);
  for (const { title, line, end, depth } of heads) {
    if (depth === 2 && !goingOn.has(title)) parts.set(title, plain(line, end));
  }
  return parts;
}
