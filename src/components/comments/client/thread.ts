/** A person as others see them. */
export interface Person {
  id: string;
  name: string;
}

export interface Comment {
  id: string;
  author: Person;
  at: string;
  deletedAt?: string | null;
  hidden?: { reason: string } | null;
  held?: boolean;
  /** Markdown; null: it is not shown. */
  body: string | null;
  /** The body as sanitised HTML. */
  html?: string | null;
  versions?: number;
  editedAt?: string | null;
  reactions?: Record<string, number>;
  /** Signs that the reader gave. */
  mine?: string[];
}

export interface Thread {
  id: string;
  kind: 'remark' | 'question' | 'concern' | 'suggestion';
  state: 'open' | 'resolved';
  openedBy: Person;
  openedAt: string;
  revision: string;
  quote: string;
  placement: {
    outcome: 'exact' | 'edited' | 'rewritten' | 'moved' | 'orphaned';
    /** `none`: it was not looked for to the end. */
    method?: string;
    start: number;
    end: number;
  } | null;
  /** An open concern whose passage changed since its raiser saw it. */
  lookAgain?: boolean;
  comments: Comment[];
}

/** The newest moment at which something was said in a thread by somebody else. */
export function lastSaid({ comments }: Thread, reader?: string): string {
  const by = comments.filter(({ author }) => author.id !== reader);
  return by.reduce((last, { at }) => (at > last ? at : last), '');
}
