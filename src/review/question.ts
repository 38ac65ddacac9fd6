/** What a champion asks about a blueprint's reviews; the order is that of the page. */
export const questions = [
  'refused',
  'ready',
  'review',
  'author',
  'behind',
  'unsaid',
  'done',
  'unaffected',
  'threatened',
  'reverted',
  'confirm',
] as const;
export type Question = (typeof questions)[number];

export const questionTitle: Record<Question, string> = {
  refused: 'Refused',
  ready: 'Ready to land',
  review: 'Waiting for review',
  author: 'Waiting for their author',
  behind: 'Waiting behind another review',
  unsaid: 'Turn unknown',
  done: 'Open on a stage already done',
  unaffected: 'Open where nothing is affected',
  threatened: 'About to be reverted',
  reverted: 'Merged but reverted',
  confirm: 'Suggested, please confirm',
};

/** What each question finds, in a sentence. */
export const questionMeaning: Record<Question, string> = {
  refused: 'A vote blocks: its author has to answer it.',
  ready: 'Everything that the server demands is there: somebody may land it.',
  review: 'Reviewers have to act; the longest waiting first.',
  author: 'Its author has to act: asked to, failing, in conflict, or a draft.',
  behind: 'Another open review has to land first.',
  unsaid: 'Open, and its server does not say who has to act.',
  done: 'Their project is through with the stage: perhaps there is nothing left to do.',
  unaffected: 'The stage does not affect their project: perhaps its probes miss something.',
  threatened: 'Merged, and an open review would take it back.',
  reverted: 'Merged is not done: these were taken back.',
  confirm:
    'Words, or their diff, alone speak for these. Confirm what belongs here; `reject` in its place hides what does not.',
};
