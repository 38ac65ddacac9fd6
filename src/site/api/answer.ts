import { today } from '../../ground/day.ts';
import { href } from '../href.ts';
import { apiPath, apiVersion } from './address.ts';
import type { Kind } from './schema/kinds.ts';

/** An answer of the data pages: what its kind's schema says, with the day on which it was written. */
export function answer(kind: Kind, data: unknown): Response {
  const schema = href(apiPath.schema(kind));
  return json({ version: apiVersion, written: today(), schema, data });
}

/** JSON that is readable by a person too. */
export function json(value: unknown): Response {
  return new Response(`${JSON.stringify(value, null, 2)}\n`, {
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
}
