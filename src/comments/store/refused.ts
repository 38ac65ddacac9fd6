/** Why the store does not do what it was asked to; nothing was changed. */
export type Refusal =
  /** There is no such thread, comment, revision or person. */
  | 'not found'
  /** Somebody else's. */
  | 'forbidden'
  /** Who asks may no longer write. */
  | 'banned'
  /** What was asked fits what stands there no longer: another text, a deleted comment. */
  | 'conflict'
  /** Nobody may write this: too long, empty, half a character. */
  | 'invalid';

/** What the store does not do. */
export class Refused extends Error {
  override name = 'Refused';
  readonly refusal: Refusal;
  constructor(refusal: Refusal, message: string) {
    super(message);
    this.refusal = refusal;
  }
}
