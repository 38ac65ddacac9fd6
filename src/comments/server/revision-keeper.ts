import PQueue from 'p-queue';
import type { RevisionList } from '../revision-file.ts';
import type { RevisionTexts } from '../revision-texts.ts';
import type { ListedStanding } from '../standing-file.ts';
import type { CommentStore } from '../store/comment-store.ts';
import type { Place } from '../store/revisions.ts';

/** How long what a proposal's list said is held to be so, in ms. */
const freshMs = 2000;

interface Kept {
  at: number;
  list: Promise<RevisionList | undefined>;
}

/**
 * Keeps the store's texts as the site's are, and places threads in what is new, in the background.
 * The store is asked and changed only where something is new.
 */
export class RevisionKeeper {
  readonly #store: CommentStore;
  readonly #texts: RevisionTexts;
  readonly #place: Place;
  readonly #onFault: (error: unknown) => void;
  readonly #kept = new Map<number, Kept>();
  readonly #standing = new WeakMap<RevisionList, Promise<readonly ListedStanding[]>>();
  readonly #published = new Map<number, string>();
  /** One after the other: each takes all of a processor. */
  readonly #placing = new PQueue({ concurrency: 1 });
  readonly #waiting = new Set<string>();

  constructor(
    store: CommentStore,
    texts: RevisionTexts,
    place: Place,
    onFault: (error: unknown) => void,
  ) {
    this.#store = store;
    this.#texts = texts;
    this.#place = place;
    this.#onFault = onFault;
  }

  /** The revisions of a proposal as they are now, which the store knows; undefined: no such proposal. */
  list(proposal: number): Promise<RevisionList | undefined> {
    const now = performance.now();
    const kept = this.#kept.get(proposal);
    if (kept !== undefined && now - kept.at < freshMs) return kept.list;
    const list = this.#read(proposal);
    const fresh = { at: now, list };
    this.#kept.set(proposal, fresh);
    // A fault is no answer to keep, and who is strange asks for many that are not there.
    const forget = () => {
      if (this.#kept.get(proposal) === fresh) this.#kept.delete(proposal);
    };
    list.then((found) => {
      if (found === undefined) forget();
    }, forget);
    return list;
  }

  /** The threads that come with a proposal's texts, read once for each reading of its list. */
  async standing(proposal: number): Promise<readonly ListedStanding[]> {
    const list = await this.list(proposal);
    if (list === undefined) return [];
    const known = this.#standing.get(list);
    if (known !== undefined) return known;
    const read = this.#texts.standing(proposal);
    this.#standing.set(list, read);
    return read;
  }

  /** Places what has no place yet in a revision; nobody waits for it. */
  placeLater(proposal: number, revision?: string): void {
    const key = `${proposal} ${revision ?? ''}`;
    if (this.#waiting.has(key)) return;
    this.#waiting.add(key);
    void this.#placing
      .add(() => {
        this.#waiting.delete(key);
        return this.#store.revisions.placeAll(proposal, revision, this.#place);
      })
      .catch(this.#onFault);
  }

  /** Ends once everything that waits is placed. */
  async whenPlaced(): Promise<void> {
    await this.#placing.onIdle();
  }

  async #read(proposal: number): Promise<RevisionList | undefined> {
    const list = await this.#texts.list(proposal);
    if (list === undefined) return undefined;
    const state = JSON.stringify(list);
    if (this.#published.get(proposal) === state) return list;
    const texts = [];
    for (const { id, number } of list.revisions) {
      const text =
        (await this.#store.revisions.text(proposal, id)) ?? (await this.#texts.text(proposal, id));
      if (text !== undefined) texts.push({ text, number });
    }
    await this.#store.revisions.publish(proposal, texts, list.head);
    this.#published.set(proposal, state);
    this.placeLater(proposal);
    return list;
  }
}
