import type { Context } from '../context/serializer.ts';

/** Keys of a request context that are no secret; everything else is dropped, tokens above all. */
const harmlessKeys = new Set([
  'user_id',
  'user_name',
  'user_domain_id',
  'user_domain_name',
  'project_id',
  'project_name',
  'project_domain_id',
  'project_domain_name',
  'domain_id',
  'domain_name',
  'request_id',
  'global_request_id',
  'is_admin',
  'roles',
  'system_scope',
  'service_user_id',
  'service_user_name',
  'service_user_domain_id',
  'service_user_domain_name',
  'service_project_id',
  'service_project_name',
  'service_project_domain_id',
  'service_project_domain_name',
  'service_roles',
]);

/** The part of a context that every listener may see, as the reference filters it. */
export function harmlessContext(context: Context): Context {
  return Object.fromEntries(Object.entries(context).filter(([key]) => harmlessKeys.has(key)));
}
