/** Of a project at a stage; always derived, always with its reason. */
export const statuses = [
  'not affected',
  'not started',
  'in progress',
  'done',
  'regressed',
  'unknown',
] as const;
export type Status = (typeof statuses)[number];

/** Nothing more is to be done at the stage. */
export function isThrough(status: Status): boolean {
  return status === 'done' || status === 'not affected';
}
