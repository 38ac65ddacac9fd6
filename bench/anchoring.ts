/**
 * How well a passage is found again when the text around and within it changes, beside Hypothesis'
 * way (as it is, and with a threshold) and Gerrit's line rule.
 *
 * usage: npm run bench:anchoring -- --mirrors '/srv/git/{owner}/{name}.git' [--texts 60] [--seed 1] [--json]
 *        … --draw 200    writes passages for judging by hand as lines of JSON, with their texts
 *
 * Generated edits know where every passage went. Of real changes of python/peps and
 * openstack/nova-specs people judged where a passage stands: bench/anchoring/judgements.jsonl, without
 * any of their text. The clones must hold the two commits named below.
 */
import { parseArgs } from 'node:util';
import { reanchor } from '../src/comments/anchoring/reanchor.ts';
import type { Placement } from '../src/comments/anchoring/placement.ts';
import type { TextRange } from '../src/comments/anchoring/text-range.ts';
import { generatedEdits, lengths, type Case } from './anchoring/generated.ts';
import { gerritPorter } from './anchoring/gerrit.ts';
import { History } from './anchoring/history.ts';
import { hypothesis } from './anchoring/hypothesis.ts';
import { readJudgements } from './anchoring/judgement.ts';
import { Random } from './anchoring/random.ts';
import { drawPassages, textsOf } from './anchoring/real-edits.ts';
import { Tally, verdict, type Verdict } from './anchoring/score.ts';
import { sourceText, wrappedText, type SourceText } from './anchoring/source-text.ts';

const { values } = parseArgs({
  options: {
    mirrors: { type: 'string' },
    texts: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    draw: { type: 'string' },
    only: { type: 'string' },
    show: { type: 'string' },
    json: { type: 'boolean' },
  },
});
if (values.mirrors === undefined) {
  console.error(
    "bench:anchoring: --mirrors is missing: where clones lie, as '/srv/git/{owner}/{name}.git'",
  );
  process.exit(2);
}

const repositories = [
  {
    name: 'python/peps',
    head: 'ba4deeb7969588d937da609008d05bb83a47b1ab',
    files: /^(peps\/)?pep-\d+\.(rst|txt)$/,
  },
  {
    name: 'openstack/nova-specs',
    head: '23297f93da97a7011eb7a19399c144f7ee45ccc6',
    files: /^specs\/.*\.rst$/,
  },
];

const methods = {
  crossplan: (before: SourceText, after: SourceText, ranges: readonly TextRange[]) =>
    reanchor(before.text, after.text, ranges).map(rangeOf),
  hypothesis: (before: SourceText, after: SourceText, ranges: readonly TextRange[]) =>
    ranges.map((range) => hypothesis(before.text, after.text, range)),
  'hypothesis, at least 0.70': (
    before: SourceText,
    after: SourceText,
    ranges: readonly TextRange[],
  ) => ranges.map((range) => hypothesis(before.text, after.text, range, 0.7)),
  'gerrit lines': (before: SourceText, after: SourceText, ranges: readonly TextRange[]) =>
    ranges.map(gerritPorter(before, after)),
};

for (const name of Object.keys(methods) as (keyof typeof methods)[]) {
  if (values.only !== undefined && name !== values.only)
    delete (methods as Partial<typeof methods>)[name];
}

function rangeOf(placement: Placement): TextRange | undefined {
  return placement.outcome === 'orphaned' ? undefined : placement.range;
}

const tally = new Tally();
const random = new Random(Number(values.seed));
for (const { name, head, files } of repositories) {
  const history = await History.open(name, values.mirrors);
  if (values.draw === undefined) {
    await generated(history, head, files);
    await judged(history, name);
  } else await draw(history, head, files, Number(values.draw) / repositories.length);
}
if (values.draw === undefined) report();

async function generated(history: History, head: string, files: RegExp): Promise<void> {
  const ids = await history.files(head, files);
  const count = Number(values.texts) / repositories.length;
  for (let i = 0; i < count; i++) {
    const pair = [random.one(ids), random.one(ids)];
    const [text = '', other = ''] = [...(await history.texts(pair)).values()].map(
      (source) => sourceText(source).text,
    );
    if (text === '' || other === '') continue;
    for (const { before, after, cases } of generatedEdits(text, other, random)) {
      const [old, now] = [wrappedText(before), wrappedText(after)];
      for (const [method, find] of Object.entries(methods)) {
        const found = find(
          old,
          now,
          cases.map(({ range }) => range),
        );
        for (const [j, one] of cases.entries()) {
          const result = verdict(found[j], one.truth);
          const stays = one.truth === 'gone' ? 'gone' : 'stays';
          for (const group of ['generated', `generated, ${stays}`, one.kind, one.length]) {
            tally.add(`${method}|${group}`, result);
          }
          if (method === values.show) show(before, after, one, found[j], result);
        }
      }
    }
  }
}

/** What went wrong in a generated case, with both texts around it. */
function show(
  before: string,
  after: string,
  one: Case,
  found: TextRange | undefined,
  result: Verdict,
): void {
  if (result === 'right') return;
  const around = (text: string, { start, end }: TextRange) =>
    `${text.slice(Math.max(0, start - 90), start)}[[${text.slice(start, end)}]]${text.slice(end, end + 90)}`;
  console.log(
    JSON.stringify(
      {
        kind: one.kind,
        result,
        passage: around(before, one.range),
        found: found && around(after, found),
        truth: one.truth === 'gone' ? 'gone' : around(after, whole(one.truth)),
        placement: reanchor(before, after, [one.range])[0],
      },
      null,
      1,
    ),
  );
}

function whole(truth: readonly TextRange[]): TextRange {
  return { start: truth[0]?.start ?? 0, end: truth.at(-1)?.end ?? 0 };
}

async function judged(history: History, repository: string): Promise<void> {
  const judgements = await readJudgements();
  for (const one of judgements.filter((judgement) => judgement.repository === repository)) {
    const texts = await textsOf(history, one);
    if (texts === undefined) throw new Error(`${repository}: no ${one.path} of ${one.commit}`);
    const [start, end] = one.passage;
    const truth = one.truth === 'gone' ? 'gone' : [{ start: one.truth[0], end: one.truth[1] }];
    for (const [method, find] of Object.entries(methods)) {
      const [found] = find(texts.before, texts.after, [{ start, end }]);
      tally.add(`${method}|real`, verdict(found, truth));
      tally.add(`${method}|real, ${truth === 'gone' ? 'gone' : 'stays'}`, verdict(found, truth));
    }
  }
}

async function draw(history: History, head: string, files: RegExp, count: number): Promise<void> {
  const changes = await history.changes(head, files);
  for (const { change, range } of await drawPassages(history, changes, count, random)) {
    const texts = await textsOf(history, change);
    if (texts === undefined) continue;
    const [before, after] = [texts.before.text, texts.after.text];
    const [placement] = reanchor(before, after, [range]);
    console.log(JSON.stringify({ change, passage: [range.start, range.end], placement }));
  }
}

function report(): void {
  const kinds = [
    'generated',
    'generated, stays',
    'generated, gone',
    'real',
    'real, stays',
    'real, gone',
  ];
  const groups = [
    ...kinds,
    ...Object.keys(lengths),
    ...tally.groups(kinds.concat(Object.keys(lengths))),
  ];
  const rows = groups.map((group) => ({
    group,
    ...Object.fromEntries(
      Object.keys(methods).map((method) => [method, tally.get(`${method}|${group}`)]),
    ),
  }));
  if (values.json === true) console.log(JSON.stringify(rows, null, 2));
  else {
    for (const group of groups) {
      const cells = Object.keys(methods).map((method) => {
        const { count, wrong, missed } = tally.get(`${method}|${group}`);
        return `${method}: ${count} wrong ${wrong} missed ${missed}`;
      });
      console.log(`${group.padEnd(36)} ${cells.join('  |  ')}`);
    }
  }
}
