// Keeps the place of every element, follows no entity outwards, and is plain JavaScript.
import { parseXml, XmlElement, XmlError } from '@rgrove/parse-xml';
import { linesOf } from '../config/setting.ts';

/** An element, with its line, from 1. */
export interface Xml {
  name: string;
  line: number;
  attributes: Readonly<Record<string, string>>;
  /** Of it and all below it, without blanks at the ends. */
  text: string;
  children: Xml[];
}

/** The root of an XML file, and why it is none, or not all that the file says. */
export function readXml(text: string): { root?: Xml; fault?: string } {
  try {
    const { root } = parseXml(text, { includeOffsets: true, ignoreUndefinedEntities: true });
    if (root === null) return { fault: 'not XML: it has no element' };
    const entities = /<!ENTITY\s/.test(text) && { fault: 'it says by entities what is in it' };
    return { root: xmlOf(root, linesOf(text)), ...entities };
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return { fault: `not XML: line ${error.line}: ${error.message.split('\n')[0] ?? ''}` };
  }
}

function xmlOf(element: XmlElement, lineOf: (offset: number) => number): Xml {
  const children = element.children
    .filter((child) => child instanceof XmlElement)
    .map((child) => xmlOf(child, lineOf));
  const text = children.length === 0 ? element.text.trim() : '';
  const { name, attributes, start } = element;
  return { name, line: lineOf(start), attributes, text, children };
}

/** The elements to which names lead from one, in their order. */
export function below(from: Xml | undefined, ...names: string[]): Xml[] {
  let found = from === undefined ? [] : [from];
  for (const name of names) {
    found = found.flatMap(({ children }) => children.filter((one) => one.name === name));
  }
  return found;
}
