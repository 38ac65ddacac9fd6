/** Which of the two databases it is; the few words in which they differ. */
export type Engine = 'sqlite' | 'postgresql';
