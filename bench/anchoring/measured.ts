import type { TextRange } from '../../src/comments/anchoring/text-range.ts';
import { generatedEdits } from './generated.ts';
import type { History } from './history.ts';
import { readJudgements } from './judgement.ts';
import type { Method } from './methods.ts';
import type { Random } from './random.ts';
import { textsOf } from './real-edits.ts';
import { verdict, type Tally, type Truth, type Verdict } from './score.ts';
import { shown } from './shown.ts';
import { sourceText, wrappedText } from './source-text.ts';

/** One answer that was not right, with both texts around it. */
export interface Fault {
  method: string;
  kind: string;
  result: Verdict;
  passage: string | undefined;
  found: string | undefined;
  truth: string | undefined;
}

/** Counts what each method makes of generated edits to files drawn from a repository. */
export async function measureGenerated(
  history: History,
  files: readonly string[],
  count: number,
  methods: Readonly<Record<string, Method>>,
  { random, tally, report }: { random: Random; tally: Tally; report: (fault: Fault) => void },
): Promise<void> {
  for (let left = count; left > 0; left--) {
    const texts = await history.texts([random.one(files), random.one(files)]);
    const [text, other] = [...texts.values()].map((source) => sourceText(source).text);
    if (text === undefined || other === undefined) continue;
    for (const { before, after, cases } of generatedEdits(text, other, random)) {
      const [old, now] = [wrappedText(before), wrappedText(after)];
      const ranges = cases.map(({ range }) => range);
      for (const [method, find] of Object.entries(methods)) {
        const found = find(old, now, ranges);
        for (const [i, { kind, length, range, truth }] of cases.entries()) {
          const result = verdict(found[i], truth);
          for (const group of ['generated', `generated, ${fate(truth)}`, kind, length]) {
            tally.add(method, group, result);
          }
          if (result === 'right') continue;
          const [passage, there] = [shown(before, range), shown(after, found[i])];
          const right = shown(after, whole(truth));
          report({ method, kind, result, passage, found: there, truth: right });
        }
      }
    }
  }
}

/** Counts what each method makes of the passages of which people said where they stand. */
export async function measureJudged(
  history: History,
  methods: Readonly<Record<string, Method>>,
  tally: Tally,
): Promise<void> {
  for (const one of await readJudgements()) {
    if (one.repository !== history.repository) continue;
    const texts = await textsOf(history, one);
    if (texts === undefined) throw new Error(`${one.repository}: no ${one.path} of ${one.commit}`);
    const range = { start: one.passage[0], end: one.passage[1] };
    const truth: Truth =
      one.truth === 'gone' ? 'gone' : [{ start: one.truth[0], end: one.truth[1] }];
    for (const [method, find] of Object.entries(methods)) {
      const result = verdict(find(texts.before, texts.after, [range])[0], truth);
      for (const group of ['real', `real, ${fate(truth)}`, `real, drawn by seed ${one.drawn}`]) {
        tally.add(method, group, result);
      }
    }
  }
}

const fate = (truth: Truth) => (truth === 'gone' ? 'gone' : 'stays');

function whole(truth: Truth): TextRange | undefined {
  const [first, last] = truth === 'gone' ? [] : [truth[0], truth.at(-1)];
  return first && last && { start: first.start, end: last.end };
}
