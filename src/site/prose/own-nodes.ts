import { randomUUID } from 'node:crypto';
import type { Element, Properties, Root as HtmlRoot } from 'hast';
import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';

/**
 * The page's own nodes in contributed prose: what our remark plugins made of it (stages' places,
 * marks of reviews) passes the sanitiser under a seal that no text can know, and gets its own tag
 * and attributes after it.
 */
export interface OwnNodes {
  /** remark plugin, after our own ones: seals the nodes that they made. */
  seal: () => (tree: Root) => void;
  /** The attribute that the sanitiser lets pass. */
  allowed: { '*': [string, RegExp][] };
  /** rehype plugin, after the sanitiser: opens the seals. */
  open: () => (tree: HtmlRoot) => void;
}

export function ownNodes(): OwnNodes {
  const key = randomUUID();
  return {
    seal: () => (tree) => {
      visit(tree, (node) => {
        const data = node.data as { hName?: string; hProperties?: Properties } | undefined;
        if (data === undefined || (data.hName === undefined && data.hProperties === undefined)) {
          return;
        }
        const sealed = JSON.stringify({ name: data.hName, properties: data.hProperties ?? {} });
        delete data.hName;
        data.hProperties = { dataOwn: `${key} ${sealed}` };
      });
    },
    allowed: { '*': [['dataOwn', new RegExp(`^${key} `)]] },
    open: () => (tree) => {
      visit(tree, 'element', (node: Element) => {
        const { dataOwn, ...rest } = node.properties;
        if (typeof dataOwn !== 'string') return;
        const { name, properties } = JSON.parse(dataOwn.slice(key.length + 1)) as {
          name?: string;
          properties: Properties;
        };
        node.tagName = name ?? node.tagName;
        node.properties = { ...rest, ...properties };
      });
    },
  };
}
