import type { Draft, DraftWord } from './draft-text.ts';
import type { Random } from './random.ts';

/** What an edit may draw on. */
export interface Hand {
  random: Random;
  /** Blocks of a text about something else. */
  others: readonly DraftWord[][];
  /** Origin of the first word of a block of which the text before holds a near copy. */
  copied: number;
}

/** Changes the draft; answers with the words before that it touched, by their origins. */
export type Edit = (draft: Draft, hand: Hand) => number[];

const origins = (words: readonly DraftWord[]) =>
  words.flatMap(({ origin }) => (origin === undefined ? [] : [origin]));

/** A block of at least so many words, by its index. */
function pick(draft: Draft, { random }: Hand, words = 12): number {
  const large = draft.flatMap((block, i) => (block.length >= words ? [i] : []));
  return random.one(large);
}

const foreign = ({ random, others }: Hand): DraftWord => ({
  text: random.one(random.one(others)).text,
  origin: undefined,
});
const foreignBlock = ({ random, others }: Hand): DraftWord[] =>
  random
    .one(others.filter(({ length }) => length >= 12))
    .map(({ text }) => ({ text, origin: undefined }));

/** Other words stand for some of a block's; they are still the same place. */
function exchange(block: DraftWord[], percent: number, hand: Hand): void {
  for (const word of block) {
    if (hand.random.below(100) < percent) word.text = foreign(hand).text;
  }
}

const substitute =
  (percent: number): Edit =>
  (draft, hand) => {
    const block = draft[pick(draft, hand)] ?? [];
    exchange(block, percent, hand);
    return origins(block);
  };

/** Where the sentences of a block begin, and its end. */
function sentenceBounds(block: readonly DraftWord[]): number[] {
  const bounds = [0];
  for (const [i, { text }] of block.entries()) {
    if (/[.!?:;]$/.test(text) && i + 1 < block.length) bounds.push(i + 1);
  }
  return [...bounds, block.length];
}

/** A block with several sentences, and one of them: from, to. */
function pickSentence(draft: Draft, hand: Hand): { block: DraftWord[]; from: number; to: number } {
  const several = draft.filter((one) => sentenceBounds(one).length >= 3 && one.length >= 16);
  const block = hand.random.one(several.length > 0 ? several : draft);
  const bounds = sentenceBounds(block);
  const i = hand.random.below(bounds.length - 1);
  return { block, from: bounds[i] ?? 0, to: bounds[i + 1] ?? block.length };
}

function moveBlock(draft: Draft, hand: Hand): DraftWord[] {
  const [block] = draft.splice(pick(draft, hand), 1);
  draft.splice(hand.random.below(draft.length + 1), 0, block ?? []);
  return block ?? [];
}

function moveSentence(draft: Draft, hand: Hand): DraftWord[] {
  const { block, from, to } = pickSentence(draft, hand);
  const sentence = block.splice(from, to - from);
  const target = draft[pick(draft, hand)] ?? [];
  target.splice(hand.random.one(sentenceBounds(target)), 0, ...sentence);
  return sentence;
}

function several(edits: readonly Edit[], least: number, most: number): Edit {
  return (draft, hand) => {
    const touched: number[] = [];
    for (let left = hand.random.from(least, most); left > 0; left--) {
      touched.push(...hand.random.one(edits)(draft, hand));
    }
    return touched;
  };
}

/** Kinds of edits that one is made of. */
const single = {
  'few words exchanged': substitute(10),
  'many words exchanged': substitute(30),
  'words inserted': (draft, hand) => {
    const block = draft[pick(draft, hand)] ?? [];
    const touched = origins(block);
    const words = Array.from({ length: hand.random.from(1, 15) }, () => foreign(hand));
    block.splice(hand.random.below(block.length), 0, ...words);
    return touched;
  },
  'words deleted': (draft, hand) => {
    const block = draft[pick(draft, hand)] ?? [];
    const touched = origins(block);
    const length = hand.random.from(1, Math.floor(block.length / 3));
    block.splice(hand.random.below(block.length - length), length);
    return touched;
  },
  'number changed': (draft, hand) => {
    const block = draft[pick(draft, hand)] ?? [];
    const numbers = block.filter(({ text }) => /\d/.test(text));
    const word = hand.random.one(numbers.length > 0 ? numbers : block);
    word.text = /\d/.test(word.text)
      ? word.text.replace(/\d/, (d) => `${(Number(d) + 1) % 10}`)
      : '42';
    return origins(block);
  },
  'term renamed': (draft, hand) => {
    const { text } = hand.random.one(draft[pick(draft, hand)] ?? []);
    const name = foreign(hand).text;
    const touched: number[] = [];
    for (const block of draft) {
      for (const word of block) {
        if (word.text !== text) continue;
        word.text = name;
        touched.push(...origins(block));
      }
    }
    return touched;
  },
  'block split': (draft, hand) => {
    const at = pick(draft, hand);
    const block = draft[at] ?? [];
    const touched = origins(block);
    draft.splice(at + 1, 0, block.splice(hand.random.from(1, block.length - 1)));
    return touched;
  },
  'blocks joined': (draft, hand) => {
    const at = hand.random.below(draft.length - 1);
    const [next] = draft.splice(at + 1, 1);
    draft[at]?.push(...(next ?? []));
    return origins(draft[at] ?? []);
  },
  'sentences swapped': (draft, hand) => {
    const { block, from, to } = pickSentence(draft, hand);
    const touched = origins(block);
    const sentence = block.splice(from, to - from);
    block.splice(hand.random.one(sentenceBounds(block)), 0, ...sentence);
    return touched;
  },
  'block moved': (draft, hand) => origins(moveBlock(draft, hand)),
  'sentence moved': (draft, hand) => origins(moveSentence(draft, hand)),
  'block inserted': (draft, hand) => {
    const at = hand.random.below(draft.length);
    const beside = origins([...(draft[at - 1] ?? []), ...(draft[at] ?? [])]);
    draft.splice(at, 0, foreignBlock(hand));
    return beside;
  },
  'block copied': (draft, hand) => {
    const at = pick(draft, hand);
    const block = draft[at] ?? [];
    const copy = block.map(({ text }) => ({ text, origin: undefined }));
    exchange(copy, hand.random.one([0, 15]), hand);
    // Beside the block nobody could say which of the two is the copy.
    const away = draft.map((_, i) => i).filter((i) => Math.abs(i - at) > 2);
    draft.splice(hand.random.one(away), 0, copy);
    return origins(block);
  },
} satisfies Record<string, Edit>;

/** Kinds of edits after which the passage is gone. */
const removing = {
  'sentence deleted': (draft, hand) => {
    const { block, from, to } = pickSentence(draft, hand);
    return origins(block.splice(from, to - from));
  },
  'block deleted': (draft, hand) => origins(draft.splice(pick(draft, hand), 1).flat()),
  'section deleted': (draft, hand) => {
    const count = Math.min(hand.random.from(3, 8), Math.floor(draft.length / 3));
    return origins(draft.splice(hand.random.below(draft.length - count), count).flat());
  },
  'block replaced': (draft, hand) => {
    const at = pick(draft, hand);
    const touched = origins(draft[at] ?? []);
    draft[at] = foreignBlock(hand);
    return touched;
  },
  'sentence replaced': (draft, hand) => {
    const { block, from, to } = pickSentence(draft, hand);
    return origins(block.splice(from, to - from, ...foreignBlock(hand).slice(0, 20)));
  },
} satisfies Record<string, Edit>;

/** Kinds of edits that are several at once. */
const compound = {
  'block moved and edited': (draft, hand) => {
    const block = moveBlock(draft, hand);
    exchange(block, hand.random.from(5, 25), hand);
    return origins(block);
  },
  'sentence moved and edited': (draft, hand) => {
    const sentence = moveSentence(draft, hand);
    exchange(sentence, hand.random.from(5, 25), hand);
    return origins(sentence);
  },
  'whole text rewritten': (draft, hand) => {
    for (const block of draft) exchange(block, 25, hand);
    return origins(draft.flat());
  },
  'several edits at once': several([...Object.values(single), ...Object.values(removing)], 3, 8),
} satisfies Record<string, Edit>;

/** Every kind of generated edit, by the name under which it is reported. */
export const editKinds: Readonly<Record<string, Edit>> = {
  ...single,
  ...compound,
  ...removing,
  'block deleted, its near copy stays': (draft, { copied }) => {
    const at = draft.findIndex(([first]) => first?.origin === copied);
    return origins(draft.splice(at, 1).flat());
  },
};
