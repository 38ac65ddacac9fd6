import { createHash } from 'node:crypto';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

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
  const edits: { from: number; to: number; text: string }[] = [];
  for (const element of elementsOf(parse(html, { sourceCodeLocationInfo: true }))) {
    const { tagName, attrs, sourceCodeLocation: place } = element;
    const text = () => element.childNodes.map((one) => ('value' in one ? one.value : '')).join('');
    if (tagName === 'script' && !attrs.some(({ name }) => name === 'src')) {
      scripts.add(hashOf(text()));
    }
    if (tagName === 'style') styles.add(hashOf(text()));
    const style = attrs.find(({ name }) => name === 'style');
    const at = place?.attrs?.['style'];
    if (style === undefined || at === undefined) continue;
    const name = classOf(style.value);
    classes.set(name, style.value);
    const own = attrs.find((one) => one.name === 'class');
    const ownAt = place?.attrs?.['class'];
    if (own === undefined || ownAt === undefined) {
      edits.push({ from: at.startOffset, to: at.endOffset, text: `class="${name}"` });
    } else {
      const value = escapeValue(`${own.value} ${name}`);
      edits.push({ from: ownAt.startOffset, to: ownAt.endOffset, text: `class="${value}"` });
      edits.push({ from: at.startOffset, to: at.endOffset, text: '' });
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

function* elementsOf(root: Node): Generator<Element> {
  const open: Node[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ('tagName' in node) yield node;
    if ('content' in node) open.push(node.content);
    // One by one: a page may hold more children than a call takes arguments.
    if ('childNodes' in node) for (const child of node.childNodes) open.push(child);
  }
}
