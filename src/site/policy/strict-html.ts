import { createHash } from 'node:crypto';
import { parsedElements } from './parsed-elements.ts';
import { scannedElements } from './scanned-elements.ts';

/** A page as a strict Content-Security-Policy wants it, and what the policy must allow for it. */
export interface StrictHtml {
  html: string;
  /** `'sha256-…'` of each script that stands in the page, and of each style sheet that does. */
  scripts: string[];
  styles: string[];
  /** The style attributes that became classes: the class, and what it says. */
  classes: Map<string, string>;
}

/**
 * Turns style attributes into classes, which a strict policy allows, and takes the hash of everything
 * else that stands in a page and runs or styles. Only what changes is written anew; the rest of the
 * text stays as it is.
 */
export function strictHtml(html: string): StrictHtml {
  const scripts = new Set<string>();
  const styles = new Set<string>();
  const classes = new Map<string, string>();
  const names = new Map<string, string>();
  const edits: { from: number; to: number; text: string }[] = [];
  for (const { tagName, attributes, text } of scannedElements(html) ?? parsedElements(html)) {
    const attribute = (name: string) => attributes.find((one) => one.name === name);
    if (tagName === 'script' && attribute('src') === undefined) scripts.add(hashOf(text));
    if (tagName === 'style') styles.add(hashOf(text));
    const style = attribute('style');
    if (style === undefined) continue;
    const name = names.get(style.value) ?? classOf(style.value);
    names.set(style.value, name);
    classes.set(name, style.value);
    const own = attribute('class');
    if (own === undefined) {
      edits.push({ ...style, text: `class="${name}"` });
    } else {
      edits.push({ ...own, text: `class="${escapeValue(`${own.value} ${name}`)}"` });
      edits.push({ ...style, text: '' });
    }
  }
  const pieces: string[] = [];
  let done = 0;
  for (const { from, to, text } of edits.sort((a, b) => a.from - b.from)) {
    pieces.push(html.slice(done, from), text);
    done = to;
  }
  return {
    html: pieces.join('') + html.slice(done),
    scripts: [...scripts],
    styles: [...styles],
    classes,
  };
}

/** The style sheet of classes that were style attributes: each counts more than what other sheets say. */
export function classSheet(classes: ReadonlyMap<string, string>): string {
  return [...classes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `.${name}.${name}.${name}.${name}{${value.replace(/;\s*$/, '')}}`)
    .join('\n');
}

/** Of a text as it stands in the page; https://www.w3.org/TR/CSP3/#match-element-to-source-list */
function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function classOf(style: string): string {
  return `s${createHash('sha256').update(style).digest('hex').slice(0, 8)}`;
}

function escapeValue(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}
