import { Document, Scalar, isScalar, visit, type Node } from 'yaml';

/** A text longer than this stands folded on lines of its own. */
const longestOnOneLine = 80;
/** Width of folded lines, those of the proposals. */
const lineWidth = 92;

/** A value as lines of a block: `key: value` or `- item`; the lines after the first set in by its own nesting. */
export function blockLines(value: unknown): string {
  return written(new Document(value), {});
}

/** What stands after `key: ` or `- `: on one line, or as a folded text below it. */
export function valueText(value: unknown, old?: Node): string {
  const document = new Document({ k: value });
  keepQuotes(document, value, old);
  return written(document, {}).slice('k: '.length);
}

/** A value between brackets or braces, always on one line. */
export function flowText(value: unknown, old?: Node): string {
  const document = new Document([value]);
  keepQuotes(document, value, old);
  return written(document, { flow: true }).replace(/^\[ | \]$/g, '');
}

/** A key, in quotes where it needs them. */
export function keyText(key: string): string {
  return flowText(key);
}

/** A text that was quoted stays quoted in the same way. */
function keepQuotes(document: Document, value: unknown, old: Node | undefined): void {
  if (!isScalar(old) || typeof value !== 'string') return;
  const { type } = old;
  if (type !== Scalar.QUOTE_DOUBLE && type !== Scalar.QUOTE_SINGLE) return;
  if (value.length > longestOnOneLine || value.includes('\n')) return;
  visit(document, {
    Scalar: (key, node) => {
      if (key !== 'key' && node.value === value) node.type = type;
    },
  });
}

function written(document: Document, { flow = false }: { flow?: boolean }): string {
  visit(document, {
    Collection: (_, node) => {
      if (flow) node.flow = true;
    },
    Scalar: (key, node) => {
      if (typeof node.value !== 'string') return;
      if (/[\u0080-\u009f\u2028\u2029\ufeff]/.test(node.value)) node.type = Scalar.QUOTE_DOUBLE;
      else if (flow || key === 'key') {
        if (node.value.includes('\n')) node.type = Scalar.QUOTE_DOUBLE;
      } else if (node.value.includes('\n')) node.type = Scalar.BLOCK_LITERAL;
      else if (node.value.length > longestOnOneLine && node.value.includes(' '))
        node.type = Scalar.BLOCK_FOLDED;
    },
  });
  return document
    .toString({ lineWidth: flow ? 0 : lineWidth, flowCollectionPadding: true })
    .replace(/\n$/, '');
}
