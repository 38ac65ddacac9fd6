import { reanchor } from '../../src/comments/anchoring/reanchor.ts';
import type { TextRange } from '../../src/comments/anchoring/text-range.ts';
import { gerritPorter } from './gerrit.ts';
import { hypothesis } from './hypothesis.ts';
import type { SourceText } from './source-text.ts';

/** Where a way to anchor places each passage of the text before; undefined: nowhere. */
export type Method = (
  before: SourceText,
  after: SourceText,
  ranges: readonly TextRange[],
) => (TextRange | undefined)[];

const hypothesisFrom =
  (least: number): Method =>
  (before, after, ranges) =>
    ranges.map((range) => hypothesis(before.text, after.text, range, least));

/** The ways that are compared, by their names in the report. */
export const methods: Readonly<Record<string, Method>> = {
  crossplan: (before, after, ranges) =>
    reanchor(before.text, after.text, ranges).map((placement) =>
      placement.outcome === 'orphaned' ? undefined : placement.range,
    ),
  hypothesis: hypothesisFrom(0),
  'hypothesis from 0.70': hypothesisFrom(0.7),
  'gerrit lines': (before, after, ranges) => ranges.map(gerritPorter(before, after)),
};
