import { json } from '../../../../site/api/answer.ts';
import { jsonSchemaOf, kindNames, type Kind } from '../../../../site/api/schema/kinds.ts';

export function getStaticPaths() {
  return kindNames.map((kind) => ({ params: { kind } }));
}

/** What an answer of this kind looks like. */
export function GET({ params: { kind } }: { params: { kind: Kind } }): Response {
  return json(jsonSchemaOf(kind));
}
