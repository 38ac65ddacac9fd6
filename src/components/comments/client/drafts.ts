/** What somebody wrote and did not send yet. */
export interface Draft {
  body: string;
  /** Of a new thread: where, and what for. */
  start?: number;
  end?: number;
  revision?: string;
  kind?: string;
}

const prefix = 'crossplan-draft-';
/** Drafts that a browser keeps, all pages together; the oldest goes. */
const most = 20;
/** As long as a comment may be, in characters. */
const longest = 16 * 1024;

/** Keeps a draft until it was sent; an empty one is forgotten. A browser that keeps nothing is no fault. */
export function keepDraft(name: string, draft: Draft | undefined): void {
  try {
    if (draft === undefined || draft.body.trim() === '') {
      localStorage.removeItem(prefix + name);
      return;
    }
    const kept = { ...draft, body: draft.body.slice(0, longest), at: Date.now() };
    localStorage.setItem(prefix + name, JSON.stringify(kept));
    const all = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    const age = (key: string) => read(key)?.at ?? 0;
    for (const key of all.sort((a, b) => age(b) - age(a)).slice(most)) localStorage.removeItem(key);
  } catch {
    return;
  }
}

/** The draft of a name, as it was kept last. */
export function draftOf(name: string): Draft | undefined {
  return read(prefix + name);
}

function read(key: string): (Draft & { at?: number }) | undefined {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    if (typeof found !== 'object' || found === null || !('body' in found)) return undefined;
    return typeof found.body === 'string' ? (found as Draft) : undefined;
  } catch {
    return undefined;
  }
}
