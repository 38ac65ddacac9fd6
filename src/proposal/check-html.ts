import type { Nodes, Root } from 'mdast';
import rehypeRaw from 'rehype-raw';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { VFile } from 'vfile';
import type { Problem } from '../ground/problem.ts';
import { droppedHtml, linkProtocols } from '../ground/trust/safe-html.ts';

const toHtml = unified().use(remarkRehype);
/** Reads HTML between the Markdown, too, which takes several times as long. */
const withHtml = unified().use(remarkRehype, { allowDangerousHtml: true }).use(rehypeRaw);

/** HTML and addresses in prose that do not reach the page, each at its line. */
export function checkHtml(tree: Root, text: string, file: string): Problem[] {
  const html = (hasHtml(tree) ? withHtml : toHtml).runSync(tree, new VFile(text));
  return droppedHtml(html).map(({ what, line, column }) => ({
    file,
    line,
    column,
    message: `${what} does not reach the page`,
    hint: /^(?:href|src) of/.test(what)
      ? `a link begins with ${linkProtocols.map((one) => `${one}:`).join(', ')}, or stays on the site`
      : 'write Markdown; a `<` that is meant as a sign stands between backticks',
    code: 'html',
  }));
}

function hasHtml(node: Nodes): boolean {
  return node.type === 'html' || ('children' in node && node.children.some(hasHtml));
}
