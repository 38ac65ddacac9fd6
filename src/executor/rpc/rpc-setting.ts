import type { Target } from '../address/target.ts';
import type { LocalContexts } from '../context/local-context.ts';
import type { Deadlines } from '../internal/deadlines.ts';
import type { Operations } from '../operations/operations.ts';
import type { RpcDispatcher } from './dispatcher.ts';
import type { ReplySender } from './reply-sender.ts';

/** What the requests of one server share. */
export interface RpcSetting {
  readonly dispatcher: RpcDispatcher;
  readonly replies: ReplySender;
  readonly operations: Operations;
  readonly deadlines: Deadlines;
  readonly target: Target;
  /** The way into the endpoints. */
  readonly contexts: LocalContexts;
}
