import { MessagingException } from '../errors.ts';
import type { FailureObject } from './failure-object.ts';

/** The other side's endpoint failed with an error that has no class of its own here. */
export class RemoteError extends MessagingException {
  override readonly name = 'RemoteError';
  /** The class over there: `ValueError`. */
  readonly excType: string;
  /** The module over there: `builtins`, `nova.exception`, `node`. */
  readonly module: string;
  /** The error's own message. */
  readonly value: string;
  /** The other side's traceback, line by line. */
  readonly traceback: readonly string[];
  /** What the error was made with. */
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;

  constructor(failure: FailureObject) {
    super(`Remote error: ${failure.class} ${failure.message}`);
    this.excType = failure.class;
    this.module = failure.module;
    this.value = failure.message;
    this.traceback = failure.tb;
    this.args = failure.args;
    this.kwargs = failure.kwargs;
  }
}
