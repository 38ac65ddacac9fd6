import ts from 'typescript';
import { noComment, type Comment } from './entry.ts';

/** The doc comment of a declaration; the first one of overloads that has one. */
export function readComment(declarations: readonly ts.Node[]): Comment {
  for (const node of declarations) {
    const found = ts.getJSDocCommentsAndTags(holder(node)).filter(ts.isJSDoc).at(-1);
    if (found) return fromJsDoc(found);
  }
  return noComment;
}

export function isInternal(declarations: readonly ts.Node[]): boolean {
  return declarations.some((node) =>
    ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'internal'),
  );
}

/** A variable's comment stands before its statement. */
function holder(node: ts.Node): ts.Node {
  return ts.isVariableDeclaration(node) ? node.parent.parent : node;
}

function fromJsDoc(doc: ts.JSDoc): Comment {
  const tags: readonly ts.JSDocTag[] = doc.tags ?? [];
  return {
    text: text(doc.comment),
    params: tags.filter(ts.isJSDocParameterTag).map((tag) => ({
      name: tag.name.getText(),
      text: text(tag.comment),
    })),
    throws: tags.filter(ts.isJSDocThrowsTag).map((tag) => ({
      name: tag.typeExpression?.type.getText() ?? 'Error',
      text: text(tag.comment),
    })),
    examples: tags
      .filter(({ tagName }) => tagName.text === 'example')
      .map((tag) => text(tag.comment)),
  };
}

function text(comment: string | ts.NodeArray<ts.JSDocComment> | undefined): string {
  if (comment === undefined) return '';
  if (typeof comment === 'string') return comment;
  return comment
    .map((part) =>
      part.kind === ts.SyntaxKind.JSDocText
        ? part.text
        : `{@link ${(part.name?.getText() ?? '') + part.text}}`,
    )
    .join('');
}
