/** A real part that tests use and that a machine may lack. */
export interface RealPart {
  name: string;
  available: boolean;
  /** Why the tests that need it are skipped, when they are. */
  reason: string;
  /** The one command that adds it. */
  command: string;
}
