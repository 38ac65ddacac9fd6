/** A package that a manifest names. */
export interface Requirement {
  /** As written. */
  name: string;
  /** `[threading]` of `oslo.service[threading]`. */
  extras: string[];
  /** From 1. */
  line: number;
  ecosystem: 'python' | 'npm';
}

export interface Manifest {
  requirements: Requirement[];
  /** Why it could not be parsed, or not to its end. */
  fault?: string;
}
