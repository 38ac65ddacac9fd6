import { json } from '../../../../site/api/answer.ts';
import {
  jsonSchemaOf,
  kindNames,
  printedNames,
  printedSchemaOf,
} from '../../../../site/api/schema/kinds.ts';

export function getStaticPaths() {
  return [
    ...kindNames.map((kind) => ({ params: { kind }, props: { schema: jsonSchemaOf(kind) } })),
    ...printedNames.map((kind) => ({ params: { kind }, props: { schema: printedSchemaOf(kind) } })),
  ];
}

/** What an answer of this kind looks like, or what a command prints. */
export function GET({ props }: { props: { schema: unknown } }): Response {
  return json(props.schema);
}
