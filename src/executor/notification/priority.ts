/** The priorities of notifications; each has its own routing key and queue. */
export const priorities = [
  'audit',
  'debug',
  'info',
  'warn',
  'error',
  'critical',
  'sample',
] as const;

export type Priority = (typeof priorities)[number];

/** The method names of an endpoint that listens to a priority; `warning` is `warn` by another name. */
export function methodNames(priority: Priority): readonly string[] {
  return priority === 'warn' ? ['warn', 'warning'] : [priority];
}

/** The priority that a message names (upper case on the wire), or undefined. */
export function readPriority(value: unknown): Priority | undefined {
  if (typeof value !== 'string') return undefined;
  const name = value.toLowerCase();
  return priorities.find((priority) => methodNames(priority).includes(name));
}
