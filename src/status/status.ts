/**
 * Of a project at a stage; always derived, always with its reason. The order is that of every bar,
 * legend and list: what is through, what moves, what asks for a look, what is open.
 */
export const statuses = [
  'done',
  'in progress',
  'regressed',
  'not started',
  'unknown',
  'not affected',
] as const;
export type Status = (typeof statuses)[number];

/** Nothing more is to be done at the stage. */
export function isThrough(status: Status): boolean {
  return status === 'done' || status === 'not affected';
}
