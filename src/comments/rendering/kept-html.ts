import { LRUCache } from 'lru-cache';
import { commentHtml } from './comment-html.ts';

/** UTF-16 units of HTML and of what it was made of that are kept. */
const mostKept = 64 * 1024 * 1024;

const kept = new LRUCache<string, string>({
  maxSize: mostKept,
  sizeCalculation: (html, key) => html.length + key.length,
});

/** Like {@link commentHtml}, made once while it is asked for often. */
export function keptHtml(id: string, body: string): string {
  const key = `${id} ${body}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const html = commentHtml(body, id);
  kept.set(key, html);
  return html;
}
