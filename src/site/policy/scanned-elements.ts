import type { PageElement } from './page-element.ts';
import { attributesOf } from './tag-attributes.ts';

const space = '\\t\\n\\f ';
/**
 * A tag from its first character to its last, as https://html.spec.whatwg.org/#tokenization has it. No
 * part of it can be matched in two ways, so that a tag without an end costs no more than its length.
 */
const tagPattern = (() => {
  const name = `(?:=[^${space}/>=]*|[^${space}/>=]+)(?![^${space}/>=])`;
  const value = `"[^"]*"|'[^']*'|(?=>)|[^${space}>"'][^${space}>]*`;
  const attribute = `${name}(?:[${space}]*=[${space}]*(?:${value})|(?![${space}]*=))`;
  return new RegExp(
    `<(/?[a-zA-Z][^${space}/>]*)(?![^${space}/>])(?:[${space}/]+|${attribute})*>`,
    'y',
  );
})();
const commentPattern = /<!--(?:-?>|[^]*?--!?>)/y;
/** What is read as a comment up to the next `>`, a doctype among it. */
const bogusPattern = /<(?:!(?!--|\[)|\/(?![a-zA-Z])|\?)[^>]*>/y;
/** Behind a `<`, what makes it more than text. */
const isMarkup = /[a-zA-Z/!?]/;

/** What stands in these is text or is not, by where they stand themselves. */
const textWithin = /^(?:title|desc|textarea|style|xmp|iframe|noembed|noframes)$/;
const rawWithin = /^(?:script|noscript)$/;
const forParsers = /^(?:plaintext|foreignobject|math|frameset)$/;

/**
 * The elements of a page that a policy concerns, read tag by tag, at a tenth of a parser's cost.
 *
 * @returns undefined where it takes a parser to tell what a browser sees
 */
export function scannedElements(html: string): PageElement[] | undefined {
  // A browser reads these as other signs.
  if (/[\r\0]/.test(html)) return undefined;
  const found: PageElement[] = [];
  /** Within so many drawings, in which a script and a style sheet are read by other rules. */
  let drawings = 0;
  /** Within a choice, out of which parsers leave a style sheet. */
  let isChoice = false;
  let at = html.indexOf('<');
  while (at !== -1) {
    const [whole, written = ''] = matchAt(tagPattern, html, at) ?? [];
    if (whole === undefined) {
      const comment = matchAt(commentPattern, html, at) ?? matchAt(bogusPattern, html, at);
      if (comment === undefined && isMarkup.test(html.charAt(at + 1))) return undefined;
      at = html.indexOf('<', at + (comment?.[0].length ?? 1));
      continue;
    }
    const tagName = written.toLowerCase();
    const text = textOf(tagName, html, at + whole.length);
    if (text === undefined) return undefined;
    // Whether one ends itself is not always told by its last signs: it takes no less than it may.
    if (tagName === 'svg') drawings += 1;
    if (tagName === '/svg') drawings = Math.max(0, drawings - 1);
    if (/^\/?select$/.test(tagName)) isChoice = tagName === 'select';
    const runsOrStyles = tagName === 'script' || tagName === 'style';
    const isApart = drawings > 0 || isChoice;
    if (isApart && (runsOrStyles || tagName === 'noscript')) return undefined;
    if (runsOrStyles || (/style/i.test(whole) && !written.startsWith('/'))) {
      const attributes = attributesOf(whole, at);
      if (runsOrStyles || attributes.some(({ name }) => name === 'style')) {
        found.push({ tagName, attributes, text: runsOrStyles ? text : '' });
      }
    }
    at = html.indexOf('<', at + whole.length + text.length);
  }
  return found;
}

/** The text that is to be passed over behind a tag; undefined: only a parser can tell. */
function textOf(tagName: string, html: string, from: number): string | undefined {
  if (forParsers.test(tagName)) return undefined;
  const isRaw = rawWithin.test(tagName);
  if (!isRaw && !textWithin.test(tagName)) return '';
  const end = new RegExp(`</${tagName}[${space}/>]`, 'gi');
  end.lastIndex = from;
  const at = end.exec(html)?.index;
  if (at === undefined) return undefined;
  const text = html.slice(from, at);
  return text.includes(isRaw ? '<!--' : '<') ? undefined : text;
}

function matchAt(pattern: RegExp, html: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(html) ?? undefined;
}
