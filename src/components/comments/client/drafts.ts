import type { PassageSelectors } from '../../../comments/anchoring/selector.ts';
import type { TextRange } from '../../../comments/anchoring/text-range.ts';

/** What somebody wrote and did not send yet. */
export interface Draft {
  body: string;
  /** When it was kept, as Date.now() has it. */
  at?: number;
  /** Of a new thread: its kind, its passage, and where that stands in the text of which revision. */
  kind?: string;
  revision?: string;
  passage?: PassageSelectors;
  range?: TextRange;
}

const prefix = 'crossplan-draft-';
/** Drafts that a browser keeps, all pages together; the oldest goes. */
const most = 20;
/** As long as a comment may be, in characters. */
const longest = 16 * 1024;

/**
 * Keeps a draft until it was sent; one that says nothing is forgotten, but for a passage that was chosen
 * before signing in. A browser that keeps nothing is no fault.
 */
export function keepDraft(name: string, draft: Draft | undefined, isChosen = false): void {
  try {
    if (draft === undefined || (draft.body.trim() === '' && !isChosen)) {
      localStorage.removeItem(prefix + name);
      return;
    }
    const kept = { ...draft, body: draft.body.slice(0, longest), at: Date.now() };
    localStorage.setItem(prefix + name, JSON.stringify(kept));
    for (const { name: old } of draftsOf('').slice(most)) localStorage.removeItem(prefix + old);
  } catch {
    return;
  }
}

/** The draft of a name, as it was kept last. */
export function draftOf(name: string): Draft | undefined {
  return read(prefix + name);
}

/** The drafts whose names begin so, the last one first. */
export function draftsOf(beginning: string): { name: string; draft: Draft }[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix + beginning))
      .flatMap((key) => {
        const draft = read(key);
        return draft === undefined ? [] : [{ name: key.slice(prefix.length), draft }];
      })
      .sort((a, b) => (b.draft.at ?? 0) - (a.draft.at ?? 0));
  } catch {
    return [];
  }
}

function read(key: string): Draft | undefined {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    if (typeof found !== 'object' || found === null || !('body' in found)) return undefined;
    return typeof found.body === 'string' ? (found as Draft) : undefined;
  } catch {
    return undefined;
  }
}
