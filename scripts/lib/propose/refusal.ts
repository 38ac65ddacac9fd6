/** Why no change is made, or none is sent. */
export interface Refusal {
  what: string;
  /** What to do about it; may be empty. */
  todo: string;
  /** Something could not be read: whether a change may be made is not known. */
  isUnknown: boolean;
}

export const refused = (what: string, todo = ''): Refusal => ({ what, todo, isUnknown: false });
export const unknown = (what: string, todo = ''): Refusal => ({ what, todo, isUnknown: true });

/** Ends the making of a change. */
export class Refused extends Error {
  override name = 'Refused';
  readonly refusals: readonly Refusal[];

  constructor(...refusals: Refusal[]) {
    super(refusals.map(({ what }) => what).join('; '));
    this.refusals = refusals;
  }
}
