import {
  CommentTag,
  Converter,
  ReflectionKind,
  type Application,
  type CommentDisplayPart,
  type ProjectReflection,
} from 'typedoc';

/** TypeDoc plugin: what may be thrown is one list, each error a link; not a heading for each. */
export function errorsAsLists(app: Application): void {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const { comment } of Object.values(project.reflections)) {
      const throws = comment?.getTags('@throws') ?? [];
      if (throws.length === 0) continue;
      comment?.removeTags('@throws');
      comment?.blockTags.push(
        new CommentTag(
          '@throws',
          throws.flatMap(({ typeAnnotation = '{Error}', content }) => [
            text('\n- '),
            error(project, typeAnnotation.slice(1, -1)),
            ...(content.length > 0 ? [text(': '), ...content] : []),
          ]),
        ),
      );
    }
  });
}

function text(words: string): CommentDisplayPart {
  return { kind: 'text', text: words };
}

function error(project: ProjectReflection, name: string): CommentDisplayPart {
  const target = project
    .getReflectionsByKind(ReflectionKind.Class)
    .find((declared) => declared.name === name);
  return target
    ? { kind: 'inline-tag', tag: '@link', text: name, target }
    : { kind: 'code', text: `\`${name}\`` };
}

/** TypeDoc plugin: the comment of a function with overloads stands once, with the first. */
export function firstOfOverloads(app: Application): void {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const one of Object.values(project.reflections)) {
      const [head, ...others] = one.isDeclaration() ? (one.signatures ?? []) : [];
      for (const other of others) {
        if (head?.comment && other.comment?.similarTo(head.comment)) delete other.comment;
      }
    }
  });
}
