import type { Reader } from './reader.ts';

/** Who comes to a served site; each test leaves as who came to it for it. */
export interface Readers {
  /** A browser of one's own. */
  come: (options?: Parameters<typeof Reader.come>[2]) => Promise<Reader>;
  /** Puts the build of the second text in place of the first one. */
  edit: () => Promise<void>;
}
