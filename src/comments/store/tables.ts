import type { Generated } from 'kysely';
import type { Placement } from '../anchoring/placement.ts';

/** What a thread is for. */
export const threadKinds = ['remark', 'question', 'concern', 'suggestion'] as const;
export type ThreadKind = (typeof threadKinds)[number];

/** What the log of events tells. */
export type EventKind =
  | 'opened'
  | 'replied'
  | 'edited'
  | 'deleted'
  | 'resolved'
  | 'reopened'
  | 'reacted'
  | 'unreacted'
  | 'looked'
  | 'released'
  | 'hidden'
  | 'restored'
  | 'imported'
  | 'banned'
  | 'unbanned'
  | 'renamed'
  | 'erased';

/** Moments are RFC 3339 in UTC with milliseconds; true and false are 1 and 0; names are UUIDs. */
export interface Tables {
  /** A text of a proposal; two proposals may say the same. */
  revision: {
    /** As revisionName() gives it. */
    name: string;
    proposal: number;
    /** r1, r2, … without the letter; grows within a proposal. Null of one that is not published. */
    number: number | null;
    /** Canonical text. */
    text: string;
    /** How many threads have a place in it. */
    placed: Generated<number>;
  };
  /** The revision that a proposal's page shows; where there is none here, the one of the highest number. */
  head: { proposal: number; revision: string };
  /** Who speaks: an identity is its issuer and subject, its name may change. */
  person: {
    id: string;
    /** Null of a person who was erased, as is the subject. */
    issuer: string | null;
    subject: string | null;
    name: string;
  };
  ban: { person: string; reason: string; by: string; at: string };
  /** Who was banned and then erased: a hash of their identity, so that they do not come back by it. */
  barred: { identity: string; person: string };
  thread: {
    /** Order in which threads were opened; a page of them ends at one. */
    seq: Generated<number>;
    id: string;
    proposal: number;
    kind: ThreadKind;
    state: 'open' | 'resolved';
    /** The revision in which its passage was chosen, and the passage in UTF-16 units there. */
    revision: string;
    start: number;
    end: number;
    /** What the passage says there. */
    quote: string;
    /** Of a concern: the revision that its raiser saw last and let it stand. */
    looked: string;
    opened_by: string;
    opened_at: string;
    /** Null of an open one, and of one whose export did not tell it. */
    resolved_at: Generated<string | null>;
    resolved_by: Generated<string | null>;
    /** Grows with every event of the thread: what was read before is older. */
    version: number;
  };
  comment: {
    seq: Generated<number>;
    id: string;
    thread: string;
    author: string;
    at: string;
    /** When it was deleted: a tombstone, whose place in the thread stays. */
    deleted_at: string | null;
    /** 1: nobody but its author and who moderates sees it yet. */
    held: Generated<number>;
    /** Hidden by a moderator, with the reason, which everybody sees. */
    hidden_at: Generated<string | null>;
    hidden_by: Generated<string | null>;
    hidden_reason: Generated<string | null>;
  };
  /** Every wording of a comment; a deleted one has none. */
  comment_version: { comment: string; number: number; body: string; at: string };
  /** The newest wording as HTML that is safe; renderer.ts says what may have made it. */
  comment_html: { comment: string; number: number; renderer: string; html: string };
  placement: {
    thread: string;
    revision: string;
    outcome: Placement['outcome'];
    /** Of an orphaned one, both are where it would stand. */
    start: number;
    end: number;
    confidence: number;
    method: Placement['method'];
  };
  reaction: { comment: string; person: string; sign: string };
  /** Append-only: the database itself refuses to change or delete a row. */
  event: {
    seq: Generated<number>;
    kind: EventKind;
    proposal: number | null;
    thread: string | null;
    comment: string | null;
    person: string;
    at: string;
    /** JSON. */
    data: string;
  };
  /** What was answered to a request that carried a key, so that it can be sent again. */
  answered: { person: string; key: string; request: string; answer: string; at: string };
  /** Who is signed in; the token itself is known to the browser alone. */
  session: { hash: string; person: string; at: string; ends: string };
  /** A sign-in under way; it is taken away by the first answer that names it. */
  sign_in: {
    /** Hash of the state that the provider gives back, and of what only the same browser has. */
    state: string;
    browser: string;
    way: string;
    verifier: string;
    nonce: string;
    return_to: string;
    ends: string;
  };
}
