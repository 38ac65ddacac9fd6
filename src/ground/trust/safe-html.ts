import type { Element, Nodes, Properties, Root } from 'hast';
import rehypeSanitize, { type Options as Schema } from 'rehype-sanitize';
import { SKIP, visit } from 'unist-util-visit';

/** Before every id that an author chose, so that it is never one of the page's own names. */
export const idPrefix = 'user-content-';

/** Elements of prose; whatever else an author writes loses its tag, and scripts their content. */
const elements = [
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'br', 'hr', 'div', 'section', 'span'],
  ...['blockquote', 'pre', 'code', 'kbd', 'samp', 'var', 'q', 'a', 'details', 'summary'],
  ...['b', 'strong', 'i', 'em', 's', 'del', 'ins', 'u', 'sub', 'sup', 'small', 'mark', 'abbr'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'input', 'time', 'cite', 'ruby', 'rp', 'rt', 'wbr'],
  ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
];

/** Protocols that a link may have; an address without one stays within the site. */
export const linkProtocols = ['http', 'https', 'mailto'];

/** What contributed HTML may hold: an allow-list of elements, attributes and protocols. */
export const safeHtml: Schema = {
  tagNames: elements,
  strip: ['script', 'style', 'template', 'noscript', 'iframe', 'object', 'svg', 'math', 'title'],
  attributes: {
    '*': ['id', 'title', 'lang', ['dir', 'ltr', 'rtl', 'auto']],
    a: [
      'href',
      'dataFootnoteRef',
      'dataFootnoteBackref',
      'ariaDescribedBy',
      'ariaLabel',
      ['className', 'data-footnote-backref'],
    ],
    code: [['className', /^language-[\w+#.-]{1,40}$/]],
    h2: [['className', 'sr-only']],
    section: ['dataFootnotes', ['className', 'footnotes']],
    li: [['className', 'task-list-item']],
    ul: [['className', 'contains-task-list']],
    ol: ['start', 'reversed', ['className', 'contains-task-list']],
    input: [['type', 'checkbox'], ['disabled', true], 'checked'],
    details: ['open'],
    time: ['dateTime'],
    th: ['align', 'colSpan', 'rowSpan', ['scope', 'row', 'col', 'rowgroup', 'colgroup']],
    td: ['align', 'colSpan', 'rowSpan'],
  },
  required: { input: { type: 'checkbox', disabled: true } },
  protocols: { href: linkProtocols },
  ancestors: {
    caption: ['table'],
    li: ['ul', 'ol'],
    tbody: ['table'],
    td: ['table'],
    tfoot: ['table'],
    th: ['table'],
    thead: ['table'],
    tr: ['table'],
  },
  // The prefix is given below, once: footnotes bring their own.
  clobber: [],
  clobberPrefix: '',
  allowComments: false,
  allowDoctypes: false,
};

/** Something of an author's HTML that does not reach the page. */
export interface DroppedHtml {
  /** `<script>`, or `onclick of <p>`. */
  what: string;
  line: number;
  column: number;
}

/**
 * rehype plugin, after rehype-raw and before the page's own nodes: leaves what {@link safeHtml}
 * allows. Images do not load by themselves: each becomes a link to it.
 *
 * @param own attributes that the page's own plugins add, by an unguessable value
 */
export function rehypeSafeHtml(own: Schema['attributes'] = {}) {
  const everywhere = [...(safeHtml.attributes?.['*'] ?? []), ...(own?.['*'] ?? [])];
  const schema = { ...safeHtml, attributes: { ...safeHtml.attributes, '*': everywhere } };
  return (tree: Root): Root => {
    linkImages(tree);
    const safe = rehypeSanitize(schema)(tree);
    visit(safe, 'element', (node) => {
      prefixIds(node.properties);
    });
    return safe;
  };
}

/** What {@link rehypeSafeHtml} would take out of a tree, with its place; in the tree's order. */
export function droppedHtml(tree: Root): DroppedHtml[] {
  const dropped: DroppedHtml[] = [];
  visit(tree, (node: Nodes) => {
    const { line = 1, column = 1 } = node.position?.start ?? {};
    if (node.type !== 'element') return undefined;
    if (node.tagName === 'img') {
      const lost = lostOfImage(node.properties);
      dropped.push(...lost.map((name) => ({ what: `${name} of <img>`, line, column })));
      return undefined;
    }
    if (!elements.includes(node.tagName)) {
      dropped.push({ what: `<${node.tagName}>`, line, column });
      return safeHtml.strip?.includes(node.tagName) === true ? SKIP : undefined;
    }
    const names = Object.keys(node.properties);
    const kept = names.length === 0 ? {} : keptProperties(node);
    for (const name of names) {
      if (!Object.hasOwn(kept, name)) {
        dropped.push({ what: `${attributeName(name)} of <${node.tagName}>`, line, column });
      }
    }
    return undefined;
  });
  return dropped;
}

/** What does not matter once an image is a link to it; its address and words stay. */
const ofImage = new Set(['src', 'alt', 'title', 'width', 'height', 'id', 'loading', 'align']);

function lostOfImage(properties: Properties): string[] {
  const names = Object.keys(properties).filter((name) => !ofImage.has(name));
  const { src } = properties;
  const asLink: Element = {
    type: 'element',
    tagName: 'a',
    properties: { href: src },
    children: [],
  };
  const isLost = typeof src === 'string' && keptProperties(asLink).href === undefined;
  return [...names.map(attributeName), ...(isLost ? ['src'] : [])];
}

function keptProperties({ tagName, properties }: Element): Properties {
  // By itself, so that only its attributes are asked about.
  const alone = { ...safeHtml, ancestors: {}, required: {} };
  const node: Element = { type: 'element', tagName, properties, children: [] };
  const [safe] = rehypeSanitize(alone)({ type: 'root', children: [node] }).children;
  return safe?.type === 'element' ? safe.properties : {};
}

function attributeName(property: string): string {
  return property === 'className' ? 'class' : property.toLowerCase().slice(0, 40);
}

/** An image's address and words as a link: a reader's browser asks no other server unasked. */
function linkImages(tree: Root): void {
  visit(tree, 'element', (node) => {
    if (node.tagName !== 'img' && node.tagName !== 'image') return;
    const { src, alt } = node.properties;
    const words = typeof alt === 'string' && alt !== '' ? alt : 'image';
    node.tagName = 'a';
    node.properties = typeof src === 'string' ? { href: src } : {};
    node.children = [{ type: 'text', value: `Image: ${words}` }];
  });
}

function prefixIds(properties: Properties): void {
  for (const name of ['id', 'ariaDescribedBy']) {
    const value = properties[name];
    if (value === undefined || value === null) continue;
    const words = (Array.isArray(value) ? value : [value]).map(String);
    properties[name] = words
      .map((word) => (word.startsWith(idPrefix) ? word : `${idPrefix}${word}`))
      .join(' ');
  }
}
