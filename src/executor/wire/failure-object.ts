/** What a reply's `failure` holds as text. */
export interface FailureObject {
  readonly class: string;
  /** `builtins` and modules that the client allows are rebuilt there as the real class. */
  readonly module: string;
  readonly message: string;
  /** Lines, each ending with a newline. */
  readonly tb: readonly string[];
  /** What a Python client calls the class with. */
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
}
